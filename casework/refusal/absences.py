"""A leader says that they are away, and until when; what waits for them goes to their deputy."""

import datetime

from casework.about import CLOCK
from casework.desk import Desk
from casework.refusal import leaders, procedure
from casework.refusal.absence import Absence
from casework.refusal.errors import AlreadyHandled, BadAbsence, UnknownLeader
from casework.refusal.request import Asked, Refusal
from casework.refusal.writing import write

_TRIES = 4


async def set_absence(desk: Desk, leader: str, deputy: str, until: datetime.date) -> tuple[Refusal, ...]:
    """Note a leader's absence, and hand what is open with them to the deputy; return what was handed over.

    The leader may still decide what was theirs. A deputy never decides their own
    request: that stays with the leader, and goes to the leader's leader after silence.

    Raises:
        BadAbsence: the last day has passed, or the deputy is the leader.
        UnknownLeader: the directory does not know the deputy.
        LeadsNobody: the deputy is no leader, as far as the directory can tell.

    """
    absence = Absence(leader, deputy, until)
    if deputy == leader:
        raise BadAbsence("deputy")
    if not absence.holds(desk.clock.now()):
        raise BadAbsence("until")
    if await desk.directory.find(deputy) is None:
        raise UnknownLeader
    await leaders.require_leader(desk, deputy, leader)
    for _ in range(_TRIES):
        try:
            return await _hand_over(desk, absence)
        except AlreadyHandled:
            continue  # somebody acted on one of the requests meanwhile; look at them anew
    return await _hand_over(desk, absence)


async def _hand_over(desk: Desk, absence: Absence) -> tuple[Refusal, ...]:
    async with desk.store.unit() as unit:
        await unit.absences.put(absence)
        open_requests = await unit.refusals.open_with(absence.leader)
        handed = [_handed(refusal, absence, desk.clock.now()) for refusal in open_requests]
        return tuple([await write(desk, unit, step) for step in handed if step is not None])


def _handed(refusal: Refusal, absence: Absence, now: datetime.datetime) -> procedure.Step | None:
    if absence.deputy == refusal.asked_by:
        return None
    asked = Asked(refusal.unit, absence.deputy, refusal.nearest_leader, stands_in_for=absence.leader)
    return procedure.reassign(refusal, CLOCK, asked, now)
