"""A leader says that they are away, and until when; what waits for them goes to their deputy."""

import datetime
from dataclasses import dataclass, replace

from casework.desk import Desk
from casework.ports import LeadersDirectory
from casework.refusal import leaders, procedure
from casework.refusal.absence import Absence
from casework.refusal.errors import (
    AbsenceTooLong,
    AlreadyHandled,
    BadAbsence,
    DeputiesAway,
    LeadsNobodyYet,
    UnknownLeader,
)
from casework.refusal.request import Asked, Refusal
from casework.refusal.writing import write
from casework.workdays import local_day

_TRIES = 4

LONGEST = datetime.timedelta(days=366)
"""Ahead; a last day that is farther off is a slip."""

KEPT = datetime.timedelta(days=1)
"""How long a note is kept after its last day. Nobody needs it then but a process whose clock is behind."""


@dataclass(frozen=True, slots=True)
class Handover:
    """Who answers while a leader is away, and which open requests they were given."""

    answers: str
    requests: tuple[Refusal, ...]


async def set_absence(desk: Desk, leader: str, deputy: str, until: datetime.date) -> Handover:
    """Note a leader's absence, and hand what is open with them to whoever answers meanwhile.

    That is the deputy, or the deputy's own where the deputy is away too. The leader may still decide what
    was theirs. Nobody decides their own request: that stays with the leader, and its requester is told that
    they are away and may choose another.

    Raises:
        BadAbsence: the last day has passed, or the deputy is the leader.
        AbsenceTooLong: the last day is more than a year ahead.
        DeputiesAway: the deputy is away too, and nobody answers for them but this leader.
        LeadsNobodyYet: nobody has this person as their leader, and nothing waits for them.
        UnknownLeader: the directory does not know the deputy.
        LeadsNobody: the deputy is no leader, as far as the directory can tell.

    """
    absence = Absence(leader, deputy, until)
    _check_days(absence, desk.clock.now())
    await _check_leads(desk, leader)
    if await desk.directory.find(deputy) is None:
        raise UnknownLeader
    await leaders.require_leader(desk, deputy, leader)
    deputies = await leaders.deputies_of(desk, absence)
    if not deputies:
        raise DeputiesAway
    for _ in range(_TRIES):
        try:
            return await _hand_over(desk, absence, deputies)
        except AlreadyHandled:
            continue  # somebody acted on one of the requests meanwhile; look at them anew
    return await _hand_over(desk, absence, deputies)


async def end_absence(desk: Desk, leader: str) -> bool:
    """End a leader's absence; what was handed over stays there. Return whether they were away."""
    now = desk.clock.now()
    absence = await desk.store.queries.absence(leader)
    if absence is None or not absence.holds(now):
        return False
    yesterday = local_day(now) - datetime.timedelta(days=1)
    async with desk.store.unit() as unit:
        await unit.absences.put(replace(absence, until=yesterday))
    return True


async def remove_ended(desk: Desk) -> None:
    """Delete the notes on absences that ended more than a day ago: nothing asks for them any more.

    What was decided by a deputy says so in its request and its chain, and needs no such note.
    """
    async with desk.store.unit() as unit:
        await unit.absences.remove_ended(local_day(desk.clock.now()) - KEPT)


def _check_days(absence: Absence, now: datetime.datetime) -> None:
    if absence.deputy == absence.leader:
        raise BadAbsence("deputy")
    if not absence.holds(now):
        raise BadAbsence("until")
    if absence.until > local_day(now) + LONGEST:
        raise AbsenceTooLong("until")


async def _check_leads(desk: Desk, leader: str) -> None:
    if not isinstance(desk.directory, LeadersDirectory) or await desk.directory.leads(leader) is not False:
        return
    if not await desk.store.queries.waiting_for(leader, 1):
        raise LeadsNobodyYet


async def _hand_over(desk: Desk, absence: Absence, deputies: tuple[str, ...]) -> Handover:
    now = desk.clock.now()
    async with desk.store.unit() as unit:
        await unit.absences.put(absence)
        open_requests = [it for it in await unit.refusals.open_with(absence.leader) if now < it.expires]
        steps = [_handed(refusal, absence, deputies, now) for refusal in open_requests]
        written = [await write(desk, unit, step) for step in steps if step is not None]
    return Handover(deputies[-1], tuple(it for it in written if it.leader == deputies[-1]))


def _handed(
    refusal: Refusal, absence: Absence, deputies: tuple[str, ...], now: datetime.datetime
) -> procedure.Step | None:
    if refusal.asked_by not in deputies:
        asked = Asked(refusal.unit, deputies[-1], refusal.nearest_leader, stands_in_for=absence.leader)
        return procedure.reassign(refusal, absence.leader, asked, now)
    return None if refusal.leader_unreachable else procedure.mark_unreachable(refusal, now, absence.leader)
