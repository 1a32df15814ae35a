"""The refusal's procedure as one table: from which state, which deed, by whom, to which state.

`python -m casework.refusal.transitions` prints the table as a Mermaid state diagram.
"""

from collections.abc import Iterator
from enum import StrEnum

from casework import table
from casework.refusal.request import State


class Role(StrEnum):
    """What somebody is to one request. One person can be several.

    `FORMER`, from whom it was taken or who was passed by, may only look.
    """

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
    ADVISE = "advise"
    WITHDRAW = "withdraw"
    REVOKE = "revoke"
    SHOW = "show"
    CONFIRM_NOTED = "confirm_noted"
    REMIND = "remind"
    ESCALATE = "escalate"
    MARK_UNREACHABLE = "mark_unreachable"
    EXPIRE = "expire"
    ASK_NOTED = "ask_noted"
    PURGE = "purge"


Transition = table.Transition[State, Deed, Role]
"""One row of this table."""

_row = table.row
_STAFF, _LEADER, _HR, _CLOCK = Role.STAFF, Role.LEADER, Role.HR, Role.CLOCK
_S, _D = State, Deed


def _while_open() -> Iterator[Transition]:
    for state in (_S.WAITING, _S.ASKED, _S.UNCONFIRMED):
        yield _row(state, _D.REASSIGN, state, _LEADER, _HR, _CLOCK)
        yield _row(state, _D.CHOOSE_ANOTHER, state, _STAFF)
        yield _row(state, _D.CONSULT, state, _STAFF, _LEADER)
        yield _row(state, _D.ADVISE, state, _HR)
        yield _row(state, _D.REMIND, state, _CLOCK)
        yield _row(state, _D.MARK_UNREACHABLE, state, _LEADER, _CLOCK)
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
    _row(_S.UNCONFIRMED, _D.SHOW, _S.UNCONFIRMED, _STAFF),
    _row(_S.APPROVED, _D.SHOW, _S.APPROVED, _STAFF),
    _row(_S.NOTED, _D.SHOW, _S.NOTED, _STAFF),
    _row(_S.APPROVED, _D.CONFIRM_NOTED, _S.NOTED, _STAFF),
    _row(_S.APPROVED, _D.ASK_NOTED, _S.APPROVED, _CLOCK),
    *(
        _row(state, _D.PURGE, None, _CLOCK)
        for state in (_S.NOTED, _S.DENIED, _S.DISPUTED, _S.REVOKED, _S.WITHDRAWN, _S.EXPIRED)
    ),
)

BY_STATE_AND_DEED = {(row.origin, row.deed): row for row in TABLE}
"""A state and a deed lead to one place, whoever does it."""

WHO_EVER = table.who_ever(TABLE)


def drawing() -> str:
    """Return the table as a Mermaid state diagram."""
    return table.drawing(TABLE, Role)


if __name__ == "__main__":
    print(drawing())  # noqa: T201  the drawing is this command's result
