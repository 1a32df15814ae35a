"""What time does, whatever it is about: each matter is seen to by its own kind of casework."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from casework.about import About
from casework.cases import clockwork as cases
from casework.cases import moving
from casework.desk import Desk
from casework.errors import HeldByOthers
from casework.messages import Message
from casework.refusal import clockwork as refusals

Attend = Callable[[Desk, str], Awaitable[bool]]
Report = Callable[[Desk, Message], Awaitable[None]]

_ATTEND: Mapping[str, Attend] = {"refusal": refusals.attend, "case": cases.attend}
_REPORT: Mapping[str, Report] = {
    "refusal": refusals.could_not_deliver,
    "case": cases.could_not_deliver,
}


async def due(desk: Desk, limit: int) -> Sequence[About]:
    """Return what time has something to do with now, longest overdue first, so many of each kind at most.

    Of cases that are to be posted only as many as there is room for in the channel.
    """
    now, queries = desk.clock.now(), desk.store.queries
    requests = [About("refusal", id_) for id_ in await queries.due(now, limit)]
    ids = [*await queries.due_cases(now, limit)]
    if posts := await queries.unposted_cases(now, moving.BACKLOG):
        ids += posts[: max(await moving.room_in_channel(desk), 0)]
    return [*requests, *(About("case", id_) for id_ in ids)]


async def attend(desk: Desk, about: About) -> bool:
    """Do what is due on one matter; return whether it is worth looking at again at once.

    It is not where nothing could be done, or somebody else is at it: what stays due then is left alone for a
    while.
    """
    try:
        return await _ATTEND[about.kind](desk, about.id)
    except HeldByOthers:
        return False


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
