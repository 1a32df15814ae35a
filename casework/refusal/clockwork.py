"""What time does to requests: reminders, escalation, expiry, purging.

Safe to run in several processes at once. Whoever runs it asks the store what is `due` and lets `attend` see
to each.
"""

from casework.about import CLOCK
from casework.desk import Desk
from casework.errors import DirectoryUnavailable
from casework.messages import ALL_CARDS, CARDS_CHANGED, CARDS_GONE, HR_CHANNEL, UNDELIVERED, Message
from casework.purging import remove_chain
from casework.refusal import leaders, procedure, timing
from casework.refusal.errors import AlreadyHandled, UnknownRequest
from casework.refusal.procedure import Step
from casework.refusal.record import standings_of
from casework.refusal.request import OPEN, Refusal
from casework.refusal.telling import HR_UNREACHED, message
from casework.refusal.transitions import Deed
from casework.refusal.writing import write


async def attend(desk: Desk, refusal_id: str) -> bool:
    """Do what is due on one request; return whether anything was done, by this process or by a faster one."""
    done = False
    try:
        seen = await desk.store.queries.refusal(refusal_id)
        for deed in timing.due(seen, desk.clock.now(), desk.policy):
            if deed is Deed.PURGE:
                return await purge(desk, refusal_id)
            seen, done = await _carry_out(desk, deed, seen), True
    except (AlreadyHandled, UnknownRequest):
        return True
    except DirectoryUnavailable:
        return done
    return done


async def purge(desk: Desk, refusal_id: str) -> bool:
    """Remove a request and its chain, if it is past its date and noted or closed; return whether it was.

    The register keeps where the chain ended, so that the rest can still be checked.

    Raises:
        NotAsWrittenError: it was changed since it was written; it stays.

    """
    async with desk.store.unit() as unit:
        refusal = await unit.refusals.get(refusal_id)
        if not timing.may_be_purged(refusal, desk.clock.now(), desk.policy):
            return False
        if not await remove_chain(desk, unit, refusal.about, standings_of(refusal)):
            return False
        await unit.outbox.put(message(CARDS_GONE, ALL_CARDS, refusal))
        await unit.refusals.remove(refusal_id)
    return True


async def could_not_deliver(desk: Desk, undelivered: Message) -> None:
    """Tell whoever sent it that a message cannot be delivered, so that they can go another way.

    A leader out of reach lets the requester choose another one. A report of this kind is itself not reported.

    Raises:
        AlreadyHandled: somebody acted meanwhile; call again.

    """
    if undelivered.kind in (UNDELIVERED, HR_UNREACHED, CARDS_CHANGED, CARDS_GONE):
        return
    try:
        async with desk.store.unit() as unit:
            refusal = await unit.refusals.get(undelivered.about.id)
            if undelivered.to == refusal.leader and refusal.state in OPEN and not refusal.leader_unreachable:
                await write(desk, unit, procedure.mark_unreachable(refusal, desk.clock.now()))
            else:
                kind = HR_UNREACHED if undelivered.to == HR_CHANNEL else UNDELIVERED
                await unit.outbox.put(message(kind, _other_end(refusal, undelivered.to), refusal))
    except UnknownRequest:
        return


def _other_end(refusal: Refusal, to: str) -> str:
    """Return who sent what did not arrive: the requester, or whoever decides where it was for them."""
    if to != refusal.asked_by:
        return refusal.asked_by
    last = refusal.last_word
    return last.by if last and last.by not in (CLOCK, refusal.asked_by) else refusal.leader


async def _carry_out(desk: Desk, deed: Deed, seen: Refusal) -> Refusal:
    above = await _above(desk, seen) if deed is Deed.ESCALATE else None
    async with desk.store.unit() as unit:
        refusal = await unit.refusals.get(seen.id)
        if refusal.version != seen.version:
            raise AlreadyHandled(refusal)
        return await write(desk, unit, _step(desk, deed, refusal, above))


async def _above(desk: Desk, refusal: Refusal) -> str | None:
    passed_over = (refusal.asked_by, *refusal.deciders)
    return await leaders.leader_above(desk, refusal.stands_in_for or refusal.leader, passed_over)


def _step(desk: Desk, deed: Deed, refusal: Refusal, above: str | None) -> Step:
    now = desk.clock.now()
    match deed:
        case Deed.EXPIRE:
            return procedure.expire(refusal, now)
        case Deed.ESCALATE:
            return procedure.escalate(refusal, above, now)
        case Deed.REMIND:
            return procedure.remind(refusal, now)
        case _:
            return procedure.ask_noted(refusal, now)
