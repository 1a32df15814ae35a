"""A case's life as one table: from which state, which deed, by whom, to which state.

`python -m casework.cases.transitions` prints the table as a Mermaid state diagram.
"""

from collections.abc import Iterator
from enum import StrEnum

from casework import table
from casework.cases.case import OPEN, OWNED, State


class Role(StrEnum):
    """What somebody is to one case. One person can be several."""

    REPORTER = "reporter"
    OWNER = "owner"
    """Has the case and is of HR/Jura: who has left HR/Jura can do nothing with it any more."""
    HR = "hr"
    """Of HR/Jura, and not the reporter."""
    CLOCK = "clock"


class Deed(StrEnum):
    """What can happen to a case."""

    REPORT = "report"
    ASK = "ask"
    CLAIM = "claim"
    ASSIGN = "assign"
    RELEASE = "release"
    ASSESS = "assess"
    REPLY = "reply"
    ADD = "add"
    CLOSE = "close"
    REOPEN = "reopen"
    MARK_UNPOSTED = "mark_unposted"
    POST = "post"
    PURGE = "purge"


Transition = table.Transition[State, Deed, Role]
"""One row of this table."""

_row = table.row
_S, _D, _R = State, Deed, Role


def _while_owned() -> Iterator[Transition]:
    for state in (s for s in State if s in OWNED):
        yield _row(state, _D.RELEASE, _S.NEW, _R.OWNER)
        yield _row(state, _D.ASSESS, _S.ASSESSING, _R.OWNER)
        yield _row(state, _D.REPLY, _S.ANSWERED, _R.OWNER)
        yield _row(state, _D.CLOSE, _S.CLOSED, _R.OWNER)
        yield _row(state, _D.ASSIGN, state, _R.HR)


def _while_kept() -> Iterator[Transition]:
    after_adding = {_S.CLOSED: _S.NEW, _S.ANSWERED: _S.ADDED}
    for state in State:
        yield _row(state, _D.ADD, after_adding.get(state, state), _R.REPORTER)
        if state in OPEN:
            yield _row(state, _D.MARK_UNPOSTED, state, _R.CLOCK)
            yield _row(state, _D.POST, state, _R.CLOCK)


TABLE: tuple[Transition, ...] = (
    _row(None, _D.REPORT, _S.NEW, _R.REPORTER),
    _row(None, _D.ASK, _S.NEW, _R.REPORTER),
    _row(_S.NEW, _D.CLAIM, _S.CLAIMED, _R.HR),
    _row(_S.NEW, _D.ASSIGN, _S.CLAIMED, _R.HR),
    *_while_owned(),
    _row(_S.CLOSED, _D.REOPEN, _S.REOPENED, _R.HR),
    *_while_kept(),
    _row(_S.CLOSED, _D.PURGE, None, _R.CLOCK),
)

BY_STATE_AND_DEED = {(row.origin, row.deed): row for row in TABLE}
"""A state and a deed lead to one place, whoever does it."""

WHO_EVER = table.who_ever(TABLE)


def drawing() -> str:
    """Return the table as a Mermaid state diagram."""
    return table.drawing(TABLE, Role)


if __name__ == "__main__":
    print(drawing())  # noqa: T201  the drawing is this command's result
