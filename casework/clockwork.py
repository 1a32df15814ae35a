"""What time does, whatever it is about: each matter is seen to by its own kind of casework."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from casework.about import About
from casework.cases import clockwork as cases
from casework.desk import Desk
from casework.messages import Message
from casework.refusal import clockwork as refusals

Attend = Callable[[Desk, str], Awaitable[None]]
Report = Callable[[Desk, Message], Awaitable[None]]

_ATTEND: Mapping[str, Attend] = {"refusal": refusals.attend, "case": cases.attend}
_REPORT: Mapping[str, Report] = {
    "refusal": refusals.could_not_deliver,
    "case": cases.could_not_deliver,
}


async def due(desk: Desk, limit: int) -> Sequence[About]:
    """Return what time has something to do with now, longest overdue first, so many of each kind at most."""
    now = desk.clock.now()
    requests = [About("refusal", id_) for id_ in await desk.store.queries.due(now, limit)]
    return [*requests, *(About("case", id_) for id_ in await desk.store.queries.due_cases(now, limit))]


async def attend(desk: Desk, about: About) -> None:
    """Do what is due on one matter. Where somebody else is faster, it is looked at again the next time."""
    await _ATTEND[about.kind](desk, about.id)


async def could_not_deliver(desk: Desk, undelivered: Message) -> bool:
    """Tell whoever sent a message that it cannot be delivered; return whether there is such a sender.

    Raises:
        AlreadyHandled, CaseMoved: somebody acted meanwhile; call again.

    """
    report = _REPORT.get(undelivered.about.kind)
    if report is None:
        return False
    await report(desk, undelivered)
    return True
