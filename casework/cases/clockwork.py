"""What time does to cases: posting what could not be posted, and purging; safe in several processes."""

import datetime

from casework.cases import procedure, timing
from casework.cases.case import Case
from casework.cases.cases import channel_is_there
from casework.cases.errors import CaseMoved, UnknownCase
from casework.cases.record import standings_of
from casework.cases.telling import CASE, message, undelivered
from casework.cases.transitions import Deed
from casework.cases.writing import write
from casework.desk import Desk
from casework.messages import ALL_CARDS, CARDS_CHANGED, CARDS_GONE, HR_CHANNEL, UNDELIVERED, Message
from casework.purging import remove_chain


async def attend(desk: Desk, case_id: str) -> bool:
    """Do what is due on one case; return whether anything was done, by this process or by a faster one."""
    try:
        case = await desk.store.queries.case(case_id)
        due = [deed for deed, at in timing.plan(case).items() if at <= desk.clock.now()]
        if Deed.PURGE in due:
            return await purge(desk, case_id)
        if Deed.POST in due:
            await _post(desk, case)
    except (CaseMoved, UnknownCase):
        return True
    return bool(due)


async def purge(desk: Desk, case_id: str) -> bool:
    """Remove a case and its chain, if it is closed and past its date; return whether it was.

    The register keeps where the chain ended, so that the rest can still be checked.

    Raises:
        NotAsWrittenError: it was changed since it was written; it stays.

    """
    async with desk.store.unit() as unit:
        case = await unit.cases.get(case_id)
        if not timing.may_be_purged(case, desk.clock.now(), desk.policy):
            return False
        if not await remove_chain(desk, unit, case.about, standings_of(case)):
            return False
        await unit.outbox.put(message(CARDS_GONE, ALL_CARDS, case))
        await unit.cases.remove(case_id)
    return True


async def could_not_deliver(desk: Desk, lost: Message) -> None:
    """See to it that a message which cannot be delivered loses nothing.

    A case whose card cannot be posted is marked, to be posted later, and its reporter is told; any other
    message to the channel waits for it. What was for a person is told to the other end. A report of this kind
    is itself not reported.

    Raises:
        CaseMoved: somebody acted meanwhile; call again.

    """
    if lost.kind in (UNDELIVERED, CARDS_CHANGED, CARDS_GONE):
        return
    try:
        async with desk.store.unit() as unit:
            case = await unit.cases.get(lost.about.id)
            if lost.to != HR_CHANNEL:
                await unit.outbox.put(_unreached(case, lost.to))
            elif lost.kind == CASE and case.is_open and not case.unposted:
                await write(desk, unit, procedure.mark_unposted(case))
    except UnknownCase:
        return
    if lost.to == HR_CHANNEL and lost.kind == CASE:
        await _wake_if_it_is_back(desk)


async def _post(desk: Desk, seen: Case) -> None:
    """Post it where a channel is there; else let time look at all of its kind together, later."""
    if not await channel_is_there(desk):
        await _try_the_channel(desk, seen)
        return
    async with desk.store.unit() as unit:
        case = await unit.cases.get(seen.id)
        if case.version != seen.version:
            raise CaseMoved(case)
        await write(desk, unit, procedure.post(case))


async def _try_the_channel(desk: Desk, case: Case) -> None:
    """Let time look again later. Nobody may say when a channel that is written down is back: it is tried."""
    now = desk.clock.now()
    async with desk.store.unit() as unit:
        await unit.cases.wake_unposted(now + timing.POST_AGAIN_AFTER)
        if desk.fixed_channel:
            await unit.outbox.put(_attempt(case, now))
    await _wake_if_it_is_back(desk)


async def _wake_if_it_is_back(desk: Desk) -> None:
    """Wake what was put off a moment ago: the channel may have come back just before and woken it in vain."""
    if await channel_is_there(desk):
        async with desk.store.unit() as unit:
            await unit.cases.wake_unposted(desk.clock.now())


def _attempt(case: Case, at: datetime.datetime) -> Message:
    """Return the case's card as an attempt to reach the channel: one in an hour, and no deed of its own."""
    return Message(CASE, HR_CHANNEL, case.about, f"{case.about}:{case.version}:{CASE}:{at:%Y-%m-%dT%H}")


def _unreached(case: Case, to: str) -> Message:
    """Tell whoever should know: the owner of what did not reach the reporter, and otherwise the channel."""
    other_end = case.owner if to == case.reported_by and case.owner else HR_CHANNEL
    return undelivered(other_end, to, case)
