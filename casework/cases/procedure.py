"""The deeds on a case, as pure functions over the table of transitions.

Each takes the case as it stands, who acts and when, and returns the step: the case afterwards, one version
on. Or it raises a UserError, and nothing has happened. `hr` says whether the directory says so of who acts.
"""

import datetime
from dataclasses import dataclass, replace
from typing import Any

from casework.about import CLOCK
from casework.cases.case import OWNED, Assessment, Case, Closing, Said, State
from casework.cases.errors import (
    AlreadyClaimed,
    CaseMoved,
    CaseNotNow,
    NotAssessed,
    NotHr,
    NotTheOwner,
    OwnCase,
    UnknownOwner,
)
from casework.cases.form import AssessmentForm, CaseForm, checked_report, checked_sheet
from casework.cases.record import digest_of
from casework.cases.transitions import BY_STATE_AND_DEED, WHO_EVER, Deed, Role, Transition
from casework.errors import NotAllowed, NotYours
from casework.texts import checked_entry, checked_text

Moment = datetime.datetime


@dataclass(frozen=True, slots=True)
class Step:
    """A deed done: the case before it (None where it came into being) and after it, and by whom."""

    deed: Deed
    before: Case | None
    after: Case
    by: str

    def with_(self, **changes: Any) -> "Step":
        """Return the step with more of the case changed by it."""
        return replace(self, after=replace(self.after, **changes))


def report(form: CaseForm, case_id: str, by: str, unit: str, at: Moment) -> Step:
    """Make a case of a checked form: a misuse that is reported, or a legal question."""
    deed = Deed.REPORT if form.kind == "misuse" else Deed.ASK
    made = Case(
        id=case_id,
        version=1,
        oldest_card=1,
        key=form.key,
        kind=form.kind,
        state=_target(BY_STATE_AND_DEED[None, deed]),
        reported_by=by,
        unit=unit,
        text=form.text,
        where=form.where,
        seen_on=form.seen_on,
        case_ref=form.case_ref,
        refusal=form.refusal,
        facts=dict(form.facts),
        pack=form.pack,
        digest="",
        created=at,
        keep_until=at,
        waiting_since=at,
    )
    return Step(deed, None, replace(made, digest=digest_of(made)), by)


def claim(case: Case, by: str, at: Moment, *, hr: bool, left: str | None = None) -> Step:
    """Take it, as HR/Jura. `left` has left HR/Jura: what they have may be taken over."""
    if left is not None and case.owner == left and case.state in OWNED:
        return assign(case, by, by, at, hr=hr)
    return _step(case, Deed.CLAIM, by, hr=hr).with_(owner=by, waiting_since=at)


def assign(case: Case, by: str, owner: str, at: Moment, *, hr: bool) -> Step:
    """Give it to somebody of HR/Jura, as HR/Jura. That `owner` is of HR/Jura is for the caller to know."""
    step = _step(case, Deed.ASSIGN, by, hr=hr)
    _check_owner(case, owner)
    if owner == case.owner:
        raise AlreadyClaimed(case)
    return step.with_(owner=owner, waiting_since=at)


def release(case: Case, by: str, at: Moment, *, hr: bool) -> Step:
    """Give it back, as its owner: anybody of HR/Jura may take it."""
    return _step(case, Deed.RELEASE, by, hr=hr).with_(owner=None, waiting_since=at)


def assess(case: Case, by: str, sheet: AssessmentForm, at: Moment, *, hr: bool) -> Step:
    """Save the assessment sheet, or a part of it, as the owner. What it says anew holds.

    What it said otherwise before is kept beside it, so that nobody can make an assessment disappear.
    """
    step = _step(case, Deed.ASSESS, by, hr=hr, keeps_cards=True)
    before = case.assessment
    given: dict[str, Any] = checked_sheet(sheet).given
    now = replace(before or Assessment(by=by, at=at), **given, by=by, at=at)
    earlier = case.earlier_assessments
    if before and not now.goes_on_from(before):
        earlier = (*earlier, before)
    return step.with_(assessment=now, earlier_assessments=earlier, waiting_since=at)


def reply(case: Case, by: str, text: str, at: Moment, *, hr: bool) -> Step:
    """Answer the reporter, as the owner."""
    step = _step(case, Deed.REPLY, by, hr=hr)
    said = Said("reply", by, at, checked_entry("text", text, len(case.thread)))
    return step.with_(thread=(*case.thread, said), waiting_since=at)


def add(case: Case, by: str, text: str, at: Moment) -> Step:
    """Add to it, as the reporter. What was answered waits again; what nobody has may still be claimed.

    What was closed is open again and free, since whoever had it is done with it.
    """
    step = _step(case, Deed.ADD, by, hr=False, keeps_cards=case.owner is None)
    said = Said("addition", by, at, checked_entry("text", text, len(case.thread)))
    step = step.with_(thread=(*case.thread, said))
    if not case.is_open:
        return _opened(step).with_(owner=None, waiting_since=at)
    return step.with_(waiting_since=at if case.state is State.ANSWERED else case.waiting_since)


def close(case: Case, by: str, reason: str, at: Moment, *, hr: bool, reported: str = "") -> Step:
    """Close it, as the owner: of a misuse it must be assessed whether it should be reported.

    `reported` says whether it is: `yes`, `no`, or nothing.
    """
    step = _step(case, Deed.CLOSE, by, hr=hr)
    assessed = case.assessment.police_report if case.assessment else ""
    if case.kind == "misuse" and not assessed:
        raise NotAssessed("police_report")
    said = checked_report(reported, assessed)
    return step.with_(closing=Closing(by, at, checked_text("reason", reason, needed=True), assessed, said))


def reopen(case: Case, by: str, owner: str, at: Moment, *, hr: bool) -> Step:
    """Open it again, as HR/Jura, for an owner."""
    step = _step(case, Deed.REOPEN, by, hr=hr)
    _check_owner(case, owner)
    return _opened(step).with_(owner=owner, waiting_since=at)


def mark_unposted(case: Case) -> Step:
    """Note that the channel could not be reached."""
    return _step(case, Deed.MARK_UNPOSTED, CLOCK, hr=False, keeps_cards=True).with_(unposted=True)


def post(case: Case) -> Step:
    """Post it in the channel, which can be reached again."""
    return _step(case, Deed.POST, CLOCK, hr=False, keeps_cards=True).with_(unposted=False)


def has_just_said(case: Case, by: str, text: str) -> bool:
    """Whether the last thing said in the case is this, by this person: a button pressed twice.

    Once it is closed it counts anew: whoever says it again waits for something.
    """
    last = case.thread[-1] if case.thread and case.is_open else None
    return last is not None and (last.by, last.text) == (by, text.strip())


def seen_by(case: Case, person: str, *, hr: bool = False) -> frozenset[Role]:
    """Return what a person is to a case; empty for a stranger, who learns nothing of it."""
    acts = hr and person != case.reported_by
    roles = {
        Role.CLOCK: person == CLOCK,
        Role.REPORTER: person == case.reported_by,
        Role.HR: acts,
        Role.OWNER: acts and person == case.owner,
    }
    return frozenset(role for role, holds in roles.items() if holds)


def require_fresh(case: Case, version: int) -> None:
    """Let a card act only if nothing that its reader should know has changed since it was drawn.

    Raises:
        CaseMoved: it has.

    """
    if not case.oldest_card <= version <= case.version:
        raise CaseMoved(case)


def _step(case: Case, deed: Deed, by: str, *, hr: bool, keeps_cards: bool = False) -> Step:
    """One version on and in its new state, if the table lets this person do it now."""
    roles, ever = seen_by(case, by, hr=hr), WHO_EVER[deed]
    if not roles & (ever | {Role.HR} if Role.OWNER in ever else ever):
        raise _not_theirs(case, deed, by, hr=hr)
    row = BY_STATE_AND_DEED.get((case.state, deed))
    if row is None:
        raise AlreadyClaimed(case) if deed is Deed.CLAIM and case.is_open else CaseNotNow(case)
    if not roles & row.who:
        raise NotTheOwner
    version = case.version + 1
    oldest = case.oldest_card if keeps_cards else version
    return Step(deed, case, replace(case, version=version, oldest_card=oldest, state=_target(row)), by)


def _opened(step: Step) -> Step:
    """Return the step with the closing that it ends kept among the earlier ones."""
    closed = (step.after.closing,) if step.after.closing else ()
    return step.with_(closing=None, earlier_closings=(*step.after.earlier_closings, *closed))


def _not_theirs(case: Case, deed: Deed, by: str, *, hr: bool) -> NotAllowed:
    if Role.REPORTER in WHO_EVER[deed]:
        return NotYours()
    return OwnCase() if hr and by == case.reported_by else NotHr()


def _check_owner(case: Case, owner: str) -> None:
    if owner == case.reported_by:
        raise UnknownOwner


def _target(row: Transition) -> State:
    if row.to is None:
        raise ValueError("a case that is no longer kept has no state")
    return row.to
