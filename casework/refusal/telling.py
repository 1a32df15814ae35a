"""Who is told of which deed on a request."""

from collections.abc import Iterator
from enum import Enum

from casework.messages import ALL_CARDS, CARDS_CHANGED, CARDS_GONE, HR_CHANNEL, UNDELIVERED, Message
from casework.refusal.procedure import Step
from casework.refusal.request import Refusal, State
from casework.refusal.transitions import Deed


class Audience(Enum):
    """Who a message is for, by their part in the request as it stands after the deed."""

    REQUESTER = 1
    LEADER = 2
    DECIDERS = 3
    ABOVE = 4
    HR = 5


_ASKED_TO_DECIDE = "approval"
_ASKED_TO_CONFIRM = "confirmation"

ADVISED = "hr_answered"
"""HR/Jura answered a question about a request."""

PASSED_BY = "not_asked"
"""To the nearest leader, where another leader is asked."""

HR_UNREACHED = "undelivered_hr"
"""To the requester: what was meant for HR/Jura's channel did not arrive."""

TOLD: dict[Deed, tuple[tuple[str, Audience], ...]] = {
    Deed.SUBMIT: ((_ASKED_TO_DECIDE, Audience.LEADER),),
    Deed.SUBMIT_AGREED: ((_ASKED_TO_CONFIRM, Audience.LEADER),),
    Deed.APPROVE: (("refusal_approved", Audience.REQUESTER),),
    Deed.CONFIRM: (("refusal_confirmed", Audience.REQUESTER),),
    Deed.DENY: (("refusal_denied", Audience.REQUESTER),),
    Deed.DISPUTE: (("refusal_disputed", Audience.REQUESTER), ("refusal_disputed", Audience.HR)),
    Deed.REVOKE: (("refusal_revoked", Audience.REQUESTER),),
    Deed.RETURN: (("question", Audience.REQUESTER),),
    Deed.ANSWER: (("answer", Audience.LEADER), ("answer", Audience.ABOVE)),
    Deed.REASSIGN: ((_ASKED_TO_DECIDE, Audience.LEADER), ("handed_over", Audience.REQUESTER)),
    Deed.CHOOSE_ANOTHER: ((_ASKED_TO_DECIDE, Audience.LEADER),),
    Deed.CONSULT: (("hr_asked", Audience.REQUESTER),),
    Deed.ADVISE: ((ADVISED, Audience.REQUESTER), (ADVISED, Audience.DECIDERS)),
    Deed.WITHDRAW: (("refusal_withdrawn", Audience.DECIDERS),),
    Deed.REMIND: (("reminder", Audience.DECIDERS),),
    Deed.ESCALATE: ((_ASKED_TO_DECIDE, Audience.ABOVE), ("escalated", Audience.REQUESTER)),
    Deed.MARK_UNREACHABLE: (("leader_unreachable", Audience.REQUESTER),),
    Deed.EXPIRE: (("refusal_expired", Audience.REQUESTER), ("refusal_expired", Audience.DECIDERS)),
    Deed.SHOW: (),
    Deed.CONFIRM_NOTED: (),
    Deed.ASK_NOTED: (("note_reminder", Audience.REQUESTER),),
    Deed.PURGE: (),
}

KINDS = frozenset(kind for told in TOLD.values() for kind, _ in told) | {
    _ASKED_TO_CONFIRM,
    "question_reminder",
    "nobody_answers",
    PASSED_BY,
    CARDS_CHANGED,
    CARDS_GONE,
    UNDELIVERED,
    HR_UNREACHED,
}
"""Every kind there is, so that each can be shown to become a card."""

DECISIONS = frozenset(
    {"refusal_approved", "refusal_confirmed", "refusal_denied", "refusal_disputed", "refusal_expired"}
)
"""What settles a request. Its requester gets exactly one of these, unless they withdrew it themselves."""

CHANGES_NO_CARD = frozenset({Deed.SUBMIT, Deed.SUBMIT_AGREED, Deed.REMIND, Deed.SHOW, Deed.ASK_NOTED})


def told_of(step: Step) -> Iterator[Message]:
    """Return the messages that a deed brings about. Nobody is told of their own deed."""
    for kind, audience in _told(step.deed, step.before, step.after):
        for person in _people(audience, step.after):
            if person != step.by:
                yield message(kind, person, step.after)
    if (nearest := _newly_passed(step)) is not None:
        yield message(PASSED_BY, nearest, step.after)
    if step.deed not in CHANGES_NO_CARD:
        yield message(CARDS_CHANGED, ALL_CARDS, step.after)


def _newly_passed(step: Step) -> str | None:
    """Return the nearest leader, where it was so far theirs or nobody's to decide and is no more."""
    before, nearest = step.before, step.after.nearest_leader
    passed_before = before is not None and before.passes_the_nearest
    is_new = step.after.passes_the_nearest and not passed_before
    return nearest if is_new and step.by != nearest else None


def message(kind: str, to: str, refusal: Refusal) -> Message:
    """Return a message about a request as it stands, with a key of its own for this version."""
    return Message(kind, to, refusal.about, f"{refusal.about}:{refusal.version}:{kind}:{to}")


def _told(deed: Deed, before: Refusal | None, after: Refusal) -> Iterator[tuple[str, Audience]]:
    for kind, audience in TOLD[deed]:
        if kind == _ASKED_TO_DECIDE and after.agreed_by_phone:
            yield _ASKED_TO_CONFIRM, audience
        elif deed is Deed.REMIND and after.state is State.ASKED:
            yield "question_reminder", Audience.REQUESTER
            return
        else:
            yield kind, audience
    if deed is Deed.EXPIRE and before is not None and before.state is State.UNCONFIRMED:
        yield "refusal_expired", Audience.HR
    if deed is Deed.ESCALATE and after.escalated_to is None:
        yield "nobody_answers", Audience.HR


def _people(audience: Audience, refusal: Refusal) -> tuple[str, ...]:
    match audience:
        case Audience.REQUESTER:
            return (refusal.asked_by,)
        case Audience.LEADER:
            return (refusal.leader,)
        case Audience.DECIDERS:
            return refusal.deciders
        case Audience.ABOVE:
            return (refusal.escalated_to,) if refusal.escalated_to else ()
        case Audience.HR:
            return (HR_CHANNEL,)
