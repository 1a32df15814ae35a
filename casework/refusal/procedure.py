"""The deeds on a request, as pure functions over the table of transitions.

Each takes the request as it stands, who acts and when, and returns the step: the request afterwards, one
version on. Or it raises a UserError, and nothing has happened.
"""

import datetime
from dataclasses import dataclass, replace
from typing import Any

from casework.about import CLOCK, PackMark
from casework.errors import NotAllowed, NotYours
from casework.refusal.errors import (
    AlreadyDecided,
    AlreadyHandled,
    AlreadyWithThem,
    NotNow,
    NotTheLeader,
    OwnRequest,
    TooLate,
)
from casework.refusal.form import RefusalForm
from casework.refusal.request import (
    Asked,
    Decision,
    Need,
    Refusal,
    Said,
    Showing,
    ShownHow,
    State,
    held_until,
)
from casework.refusal.timing import expiry, is_under_way
from casework.refusal.transitions import BY_STATE_AND_DEED, WHO_EVER, Deed, Role, Transition
from casework.texts import checked_entry, checked_text

Moment = datetime.datetime


@dataclass(frozen=True, slots=True)
class Step:
    """A deed done: the request before it (None where it came into being) and after it, and by whom."""

    deed: Deed
    before: Refusal | None
    after: Refusal
    by: str

    def with_(self, **changes: Any) -> "Step":
        """Return the step with more of the request changed by it."""
        return replace(self, after=replace(self.after, **changes))


def submit(form: RefusalForm, refusal_id: str, by: str, asked: Asked, at: Moment) -> Step:
    """Make a request of a checked form. Agreed by phone, it awaits the leader's confirmation."""
    if asked.leader == by and not asked.own_meeting:
        raise OwnRequest
    now = is_under_way(form.meeting, at)
    meeting = at if now or form.meeting is None else form.meeting
    deed = Deed.SUBMIT_AGREED if form.agreed_by_phone else Deed.SUBMIT
    made = Refusal(
        id=refusal_id,
        version=1,
        oldest_card=1,
        key=form.key,
        state=_target(BY_STATE_AND_DEED[None, deed]),
        asked_by=by,
        unit=asked.unit,
        leader=asked.leader,
        nearest_leader=asked.nearest,
        stands_in_for=asked.stands_in_for,
        leader_unreachable=asked.away,
        facts=dict(form.facts),
        verdict=form.verdict,
        grounds=form.grounds,
        pack=form.pack,
        ground=form.ground,
        municipal_interest=form.municipal_interest,
        recorder_need=Need(_ids(form.recorder_need), form.recorder_need_text),
        milder_means=form.milder_means,
        milder_choices=_ids(form.milder_choices),
        deviation_reason=form.deviation_reason,
        case_ref=form.case_ref,
        meeting=meeting,
        meeting_is_now=now,
        agreed_by_phone=form.agreed_by_phone,
        created=at,
        waiting_since=at,
        expires=expiry(at, held_until(meeting, now=now), agreed_by_phone=form.agreed_by_phone),
        keep_until=at,
    )
    return Step(deed, None, made, by)


def _ids(given: str) -> tuple[str, ...]:
    return tuple(given.split(",")) if given else ()


def approve(refusal: Refusal, by: str, reason: str, at: Moment, *, belongings_outside: bool = False) -> Step:
    """Approve as the leader, or confirm what was agreed by phone, which was reasoned then."""
    deed = Deed.CONFIRM if refusal.agreed_by_phone else Deed.APPROVE
    step = _step(refusal, deed, by, at)
    why = checked_text("reason", reason, needed=deed is Deed.APPROVE)
    return step.with_(decision=Decision(by, at, why), belongings_outside=belongings_outside)


def deny(refusal: Refusal, by: str, reason: str, at: Moment) -> Step:
    """Deny as the leader, so that recording is allowed; or dispute what is said to be agreed by phone."""
    step = _step(refusal, Deed.DISPUTE if refusal.agreed_by_phone else Deed.DENY, by, at)
    return step.with_(decision=Decision(by, at, checked_text("reason", reason, needed=True)))


def revoke(refusal: Refusal, by: str, reason: str, at: Moment) -> Step:
    """Take an approval back as the leader, until the meeting."""
    step = _step(refusal, Deed.REVOKE, by, at)
    if at >= refusal.held_until:
        raise TooLate(refusal)
    return step.with_(revocation=Decision(by, at, checked_text("reason", reason, needed=True)))


def ask_back(refusal: Refusal, by: str, question: str, at: Moment) -> Step:
    """Send it back to the requester with a question, as the leader."""
    step = _step(refusal, Deed.RETURN, by, at)
    said = Said("question", by, at, checked_entry("question", question, len(refusal.thread)))
    return step.with_(thread=(*refusal.thread, said), **_waiting_anew(at))


def answer(refusal: Refusal, by: str, text: str, at: Moment) -> Step:
    """Answer the leader's question, as the requester."""
    step = _step(refusal, Deed.ANSWER, by, at)
    said = Said("answer", by, at, checked_text("answer", text, needed=True))
    return step.with_(thread=(*refusal.thread, said), **_waiting_anew(at))


def reassign(refusal: Refusal, by: str, asked: Asked, at: Moment, *, hr: bool = False) -> Step:
    """Hand it to another leader, as its leader or HR/Jura; as the requester if the leader is out of reach."""
    stranded = by == refusal.asked_by and refusal.leader_unreachable
    step = _step(refusal, Deed.CHOOSE_ANOTHER if stranded else Deed.REASSIGN, by, at, hr=hr)
    if asked.leader == refusal.asked_by:
        raise OwnRequest
    if asked.leader == refusal.leader:
        raise AlreadyWithThem
    return step.with_(
        leader=asked.leader,
        stands_in_for=asked.stands_in_for,
        escalated_to=None,
        escalated=None,
        leader_unreachable=asked.away,
        earlier_leaders=_earlier(refusal, asked),
        **_waiting_anew(at),
    )


def consult(refusal: Refusal, by: str, question: str, at: Moment) -> Step:
    """Ask HR/Jura, as the requester or the leader. Cards already out still act."""
    step = _step(refusal, Deed.CONSULT, by, at, keeps_cards=True)
    said = Said("question", by, at, checked_entry("question", question, len(refusal.consulted)))
    return step.with_(consulted=(*refusal.consulted, said))


def advise(refusal: Refusal, by: str, text: str, at: Moment, *, hr: bool) -> Step:
    """Answer a question about it, as HR/Jura. It changes no weighing, so cards already out still act."""
    step = _step(refusal, Deed.ADVISE, by, at, hr=hr, keeps_cards=True)
    said = Said("answer", by, at, checked_text("text", text, needed=True))
    return step.with_(consulted=(*refusal.consulted, said))


def withdraw(refusal: Refusal, by: str, at: Moment) -> Step:
    """Take the request back, as the requester; one agreed by phone only until the meeting is over."""
    step = _step(refusal, Deed.WITHDRAW, by, at)
    if refusal.agreed_by_phone and at >= refusal.held_until:
        raise TooLate(refusal)
    return step.with_(decision=Decision(by, at, ""))


def show(refusal: Refusal, by: str, how: ShownHow, text: PackMark, at: Moment) -> Step:
    """Bring the reasons to the person, as the requester. Cards already out still act."""
    step = _step(refusal, Deed.SHOW, by, at, keeps_cards=True)
    return step.with_(shown=(*refusal.shown, Showing(how, at, text)))


def confirm_noted(refusal: Refusal, by: str, at: Moment) -> Step:
    """Say that the reasons are given and the case has its note, as the requester.

    In which words they were given was noted when these were shown; what is loaded by now says nothing of it.
    """
    return _step(refusal, Deed.CONFIRM_NOTED, by, at, keeps_cards=True).with_(noted=at)


def remind(refusal: Refusal, at: Moment) -> Step:
    """Remind whoever it waits for."""
    step = _step(refusal, Deed.REMIND, CLOCK, at, keeps_cards=True)
    return step.with_(reminders=refusal.reminders + 1, reminded=at)


def escalate(refusal: Refusal, to: str | None, at: Moment) -> Step:
    """Ask the leader's leader as well; None where the directory names nobody above."""
    step = _step(refusal, Deed.ESCALATE, CLOCK, at, keeps_cards=True)
    return step.with_(escalated=at, escalated_to=to)


def mark_unreachable(refusal: Refusal, at: Moment, by: str = CLOCK) -> Step:
    """Note that the leader cannot be reached, or say so as the leader: the requester may choose another."""
    step = _step(refusal, Deed.MARK_UNREACHABLE, by, at, keeps_cards=True)
    return step.with_(leader_unreachable=True)


def expire(refusal: Refusal, at: Moment) -> Step:
    """End it without a decision: the default stands, and recording is allowed."""
    return _step(refusal, Deed.EXPIRE, CLOCK, at).with_(decision=Decision(CLOCK, at, ""))


def ask_noted(refusal: Refusal, at: Moment) -> Step:
    """Ask the requester once more whether reasons are given and noted."""
    return _step(refusal, Deed.ASK_NOTED, CLOCK, at, keeps_cards=True).with_(noted_asked=at)


def seen_by(refusal: Refusal, person: str, *, hr: bool = False) -> frozenset[Role]:
    """Return what a person is to a request; empty for a stranger, who learns nothing of it."""
    roles = {
        Role.CLOCK: person == CLOCK,
        Role.STAFF: person == refusal.asked_by,
        Role.LEADER: person in refusal.deciders,
        Role.HR: hr and person != refusal.asked_by,
        Role.FORMER: person in refusal.earlier_leaders or person == refusal.nearest_leader,
    }
    return frozenset(role for role, holds in roles.items() if holds)


def require_fresh(refusal: Refusal, version: int) -> None:
    """Let a card act only if nothing that its reader should know has changed since it was drawn.

    Raises:
        AlreadyHandled: it has.

    """
    if not refusal.oldest_card <= version <= refusal.version:
        raise AlreadyHandled(refusal)


def _step(
    refusal: Refusal, deed: Deed, by: str, at: Moment, *, hr: bool = False, keeps_cards: bool = False
) -> Step:
    """One version on and in its new state, if the table lets this person do it now."""
    roles = seen_by(refusal, by, hr=hr)
    if not roles:
        raise _not_theirs(refusal, deed, by)
    row = BY_STATE_AND_DEED.get((refusal.state, deed))
    if row is None and refusal.decision:
        raise AlreadyDecided(refusal)
    if not roles & WHO_EVER[deed]:
        raise _not_theirs(refusal, deed, by)
    if row is None:
        raise NotNow(refusal)
    if Role.CLOCK not in roles and refusal.decision is None and at >= refusal.expires:
        raise TooLate(refusal)
    version = refusal.version + 1
    oldest = refusal.oldest_card if keeps_cards else version
    after = replace(refusal, version=version, oldest_card=oldest, state=_target(row))
    return Step(deed, refusal, after, by)


def _not_theirs(refusal: Refusal, deed: Deed, by: str) -> NotAllowed:
    if by == refusal.asked_by and Role.STAFF not in WHO_EVER[deed]:
        return OwnRequest()
    return NotTheLeader() if Role.LEADER in WHO_EVER[deed] else NotYours()


def _target(row: Transition) -> State:
    if row.to is None:
        raise ValueError("a request that is no longer kept has no state")
    return row.to


def _waiting_anew(at: Moment) -> dict[str, Any]:
    """Somebody else's turn: silence counts from here."""
    return {"waiting_since": at, "reminders": 0, "reminded": None}


def _earlier(refusal: Refusal, asked: Asked) -> tuple[str, ...]:
    now = {asked.leader, asked.stands_in_for}
    known = dict.fromkeys((*refusal.earlier_leaders, *refusal.deciders))
    return tuple(person for person in known if person not in now)
