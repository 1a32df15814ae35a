"""Who is told of which deed on a case."""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from casework.cases.case import Case, State
from casework.cases.procedure import Step
from casework.cases.transitions import Deed
from casework.messages import ALL_CARDS, CARDS_CHANGED, CARDS_GONE, HR_CHANNEL, UNDELIVERED, Message


class Audience(Enum):
    """Who a message is for, by their part in the case as it stands after the deed."""

    REPORTER = 1
    OWNER = 2
    """Or who had it last, where nobody has it after the deed."""
    HR = 3


CASE = "case"
"""The card that stands for a case in the channel."""

CASE_STEP = "case_step"
"""A reply in its thread: one for each deed of a person's after the first."""

CASE_UNPOSTED = "case_unposted"

_SOMEBODY_HAS_IT = ("case_claimed", Audience.REPORTER)
_IT_IS_YOURS = ("case_assigned", Audience.OWNER)
_A_STEP = (CASE_STEP, Audience.HR)

TOLD: dict[Deed, tuple[tuple[str, Audience], ...]] = {
    Deed.REPORT: ((CASE, Audience.HR),),
    Deed.ASK: ((CASE, Audience.HR),),
    Deed.CLAIM: (_A_STEP, _SOMEBODY_HAS_IT),
    Deed.ASSIGN: (_A_STEP, _IT_IS_YOURS, _SOMEBODY_HAS_IT),
    Deed.RELEASE: (_A_STEP,),
    Deed.ASSESS: (_A_STEP,),
    Deed.REPLY: (_A_STEP, ("case_reply", Audience.REPORTER)),
    Deed.ADD: (_A_STEP, ("case_addition", Audience.OWNER)),
    Deed.CLOSE: (_A_STEP, ("case_closed", Audience.REPORTER)),
    Deed.REOPEN: (_A_STEP, _IT_IS_YOURS, _SOMEBODY_HAS_IT),
    Deed.MARK_UNPOSTED: ((CASE_UNPOSTED, Audience.REPORTER),),
    Deed.POST: ((CASE, Audience.HR),),
    Deed.PURGE: (),
}

KINDS = frozenset(kind for told in TOLD.values() for kind, _ in told) | {
    CARDS_CHANGED,
    CARDS_GONE,
    UNDELIVERED,
}
"""Every kind there is, so that each can be shown to become a card."""

CHANGES_NO_CARD = frozenset({Deed.REPORT, Deed.ASK})


def told_of(step: Step) -> Iterator[Message]:
    """Return the messages that a deed brings about. Nobody is told of their own deed."""
    for kind, audience in _told(step):
        for person in _people(audience, step):
            if person != step.by:
                yield _message_of(step, kind, person)
    if step.deed not in CHANGES_NO_CARD:
        yield message(CARDS_CHANGED, ALL_CARDS, step.after)


def undelivered(to: str, meant_for: str, case: Case) -> Message:
    """Return the message that somebody could not be reached about a case."""
    return Message(UNDELIVERED, to, case.about, f"{case.about}:{case.version}:{UNDELIVERED}:{to}:{meant_for}")


def unreached_in(message: Message) -> str | None:
    """Return who could not be reached, of a message to the channel that says so; None of any other."""
    if message.kind != UNDELIVERED or message.to != HR_CHANNEL:
        return None
    parts = message.key.split(":", 5)
    return parts[5] if len(parts) > 5 else None


def message(kind: str, to: str, case: Case) -> Message:
    """Return a message about a case as it stands, with a key of its own for this version."""
    return Message(kind, to, case.about, f"{case.about}:{case.version}:{kind}:{to}")


class Told(NamedTuple):
    """What a `case_step` tells of."""

    deed: Deed
    version: int
    """The one that the deed made."""
    by: str


def step_of(message: Message) -> Told | None:
    """Return what a `case_step` tells of; None for any other message."""
    if message.kind != CASE_STEP:
        return None
    _, _, version, _, deed, by = message.key.split(":", 5)
    return Told(Deed(deed), int(version), by)


def deed_of(message: Message) -> Deed | None:
    """Return which deed a `case_step` tells of; None for any other message."""
    told = step_of(message)
    return told.deed if told else None


def _message_of(step: Step, kind: str, to: str) -> Message:
    about, version = step.after.about, step.after.version
    if kind == CASE_STEP:
        return Message(kind, to, about, f"{about}:{version}:{kind}:{step.deed}:{step.by}")
    if kind == CASE_UNPOSTED:  # once, however often the channel is tried in vain
        return Message(kind, to, about, f"{about}:{kind}:{to}")
    return message(kind, to, step.after)


def _told(step: Step) -> Iterator[tuple[str, Audience]]:
    for kind, audience in TOLD[step.deed]:
        handed_on = (
            step.deed is Deed.ASSIGN and step.before is not None and step.before.state is not State.NEW
        )
        if not (handed_on and (kind, audience) == _SOMEBODY_HAS_IT):
            yield kind, audience


def _people(audience: Audience, step: Step) -> tuple[str, ...]:
    match audience:
        case Audience.REPORTER:
            return (step.after.reported_by,)
        case Audience.OWNER:
            owner = step.after.owner or (step.before.owner if step.before else None)
            return (owner,) if owner else ()
        case Audience.HR:
            return (HR_CHANNEL,)
