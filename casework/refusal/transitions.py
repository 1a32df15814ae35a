"""The refusal's procedure as one table: from which state, which deed, by whom, to which state.

`python -m casework.refusal.transitions` prints the table as a Mermaid state diagram.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from casework.refusal.request import State


class Role(StrEnum):
    """What somebody is to one request. One person can be several; `FORMER` may only look."""

    STAFF = "staff"
    LEADER = "leader"
    HR = "hr"
    CLOCK = "clock"
    FORMER = "former"


class Deed(StrEnum):
    """What can happen to a request."""

    SUBMIT = "submit"
    SUBMIT_AGREED = "submit_agreed"
    APPROVE = "approve"
    DENY = "deny"
    CONFIRM = "confirm"
    DISPUTE = "dispute"
    RETURN = "return"
    ANSWER = "answer"
    REASSIGN = "reassign"
    CHOOSE_ANOTHER = "choose_another"
    CONSULT = "consult"
    WITHDRAW = "withdraw"
    REVOKE = "revoke"
    CONFIRM_NOTED = "confirm_noted"
    REMIND = "remind"
    ESCALATE = "escalate"
    MARK_UNREACHABLE = "mark_unreachable"
    EXPIRE = "expire"
    ASK_NOTED = "ask_noted"
    PURGE = "purge"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row. No origin: it comes into being. No target: it is no longer kept."""

    origin: State | None
    deed: Deed
    who: frozenset[Role]
    to: State | None


def _row(origin: State | None, deed: Deed, to: State | None, *who: Role) -> Transition:
    return Transition(origin, deed, frozenset(who), to)


_STAFF, _LEADER, _HR, _CLOCK = Role.STAFF, Role.LEADER, Role.HR, Role.CLOCK
_S, _D = State, Deed


def _while_open() -> Iterator[Transition]:
    for state in (_S.WAITING, _S.ASKED, _S.UNCONFIRMED):
        yield _row(state, _D.REASSIGN, state, _LEADER, _HR, _CLOCK)
        yield _row(state, _D.CHOOSE_ANOTHER, state, _STAFF)
        yield _row(state, _D.CONSULT, state, _STAFF, _LEADER)
        yield _row(state, _D.REMIND, state, _CLOCK)
        yield _row(state, _D.MARK_UNREACHABLE, state, _CLOCK)
        yield _row(state, _D.WITHDRAW, _S.WITHDRAWN, _STAFF)
        yield _row(state, _D.EXPIRE, _S.EXPIRED, _CLOCK)


TABLE: tuple[Transition, ...] = (
    _row(None, _D.SUBMIT, _S.WAITING, _STAFF),
    _row(None, _D.SUBMIT_AGREED, _S.UNCONFIRMED, _STAFF),
    _row(_S.WAITING, _D.APPROVE, _S.APPROVED, _LEADER),
    _row(_S.ASKED, _D.APPROVE, _S.APPROVED, _LEADER),
    _row(_S.WAITING, _D.DENY, _S.DENIED, _LEADER),
    _row(_S.ASKED, _D.DENY, _S.DENIED, _LEADER),
    _row(_S.UNCONFIRMED, _D.CONFIRM, _S.APPROVED, _LEADER),
    _row(_S.UNCONFIRMED, _D.DISPUTE, _S.DISPUTED, _LEADER),
    _row(_S.WAITING, _D.RETURN, _S.ASKED, _LEADER),
    _row(_S.ASKED, _D.ANSWER, _S.WAITING, _STAFF),
    *_while_open(),
    _row(_S.WAITING, _D.ESCALATE, _S.WAITING, _CLOCK),
    _row(_S.UNCONFIRMED, _D.ESCALATE, _S.UNCONFIRMED, _CLOCK),
    _row(_S.APPROVED, _D.REVOKE, _S.REVOKED, _LEADER),
    _row(_S.NOTED, _D.REVOKE, _S.REVOKED, _LEADER),
    _row(_S.APPROVED, _D.CONFIRM_NOTED, _S.NOTED, _STAFF),
    _row(_S.APPROVED, _D.ASK_NOTED, _S.APPROVED, _CLOCK),
    *(
        _row(state, _D.PURGE, None, _CLOCK)
        for state in (_S.NOTED, _S.DENIED, _S.DISPUTED, _S.REVOKED, _S.WITHDRAWN, _S.EXPIRED)
    ),
)

BY_STATE_AND_DEED = {(row.origin, row.deed): row for row in TABLE}
"""A state and a deed lead to one place, whoever does it."""

WHO_EVER = {deed: frozenset().union(*(row.who for row in TABLE if row.deed is deed)) for deed in Deed}


def drawing() -> str:
    """Return the table as a Mermaid state diagram; deeds that the same people share have one arrow."""
    arrows: dict[tuple[str, str, str], list[str]] = {}
    for row in TABLE:
        who = ", ".join(role for role in Role if role in row.who)
        arrows.setdefault((row.origin or "[*]", row.to or "[*]", who), []).append(row.deed)
    lines = [f"    {a} --> {b}: {' / '.join(deeds)} ({who})" for (a, b, who), deeds in arrows.items()]
    return "\n".join(["stateDiagram-v2", *lines])


if __name__ == "__main__":
    print(drawing())  # noqa: T201  the drawing is this command's result
