"""Who is asked to decide: the nearest leader, a deputy meanwhile, their leader after silence.

Asks the directory, so it runs before a transaction opens.
"""

from casework.desk import Desk
from casework.errors import DirectoryUnavailable
from casework.ports import Employee, LeadersDirectory
from casework.refusal.absence import Absence
from casework.refusal.errors import LeadsNobody, NoLeader, OwnRequest, UnknownLeader
from casework.refusal.request import Asked

MOST_STEPS = 8
"""How far deputies and leaders are followed; no municipality is deeper, and a circle ends."""


async def whom_to_ask(desk: Desk, asker_id: str, chosen: str | None) -> Asked:
    """Return who decides a request: who was chosen, or the nearest leader, or the deputy of either.

    Where the guideline lets leaders decide about their own meetings, a leader is asked themselves.

    Raises:
        NoLeader: the directory knows nobody above the requester, and nobody was chosen.
        UnknownLeader: the directory does not know who was chosen.
        LeadsNobody: who was chosen is no leader, as far as the directory can tell.
        OwnRequest: the requester chose themselves.

    """
    asker = await desk.directory.find(asker_id)
    if chosen in (None, asker_id) and desk.law.own_meetings and await _leads(desk, asker_id):
        return Asked(asker.unit if asker else "", asker_id, asker_id, own_meeting=True)
    nearest = _above(asker, asker_id)
    if chosen == asker_id:
        raise OwnRequest
    leader = chosen or nearest
    if leader is None:
        raise NoLeader
    if await desk.directory.find(leader) is None:
        raise UnknownLeader
    if leader != nearest:
        await require_leader(desk, leader, nearest)
    deputies = await _deputies(desk, leader)
    unit = asker.unit if asker else ""
    if deputies and asker_id not in deputies:
        return Asked(unit, deputies[-1], nearest, stands_in_for=leader)
    return Asked(unit, leader, nearest, away=bool(deputies))


async def _leads(desk: Desk, person_id: str) -> bool:
    """Whether the directory says that somebody leads others."""
    return isinstance(desk.directory, LeadersDirectory) and await desk.directory.leads(person_id) is True


async def leader_above(desk: Desk, leader_id: str, passed_over: tuple[str, ...]) -> str | None:
    """Return the first leader above this one who is not passed over, or their deputy; or None."""
    person: str | None = leader_id
    for _ in range(MOST_STEPS):
        person = _above(await desk.directory.find(person), person) if person else None
        if person is None or await desk.directory.find(person) is None:
            return None
        if person not in passed_over:
            deputy = await _deputy(desk, person, passed_over[0] if passed_over else "")
            return person if deputy in passed_over else deputy or person
    return None


async def works_below(desk: Desk, person_id: str, other: str) -> bool:
    """Return whether somebody has another as a leader above them, as far as the directory can tell now."""
    try:
        return await _stands_above(desk, other, person_id)
    except DirectoryUnavailable:
        return False


async def require_leader(desk: Desk, chosen: str, nearest: str | None) -> None:
    """Let only a leader be asked instead of the nearest one, or stand in for them.

    Raises:
        LeadsNobody: who was chosen is no leader, as far as the directory can tell.

    """
    if not await _is_a_leader(desk, chosen, nearest):
        raise LeadsNobody


async def _is_a_leader(desk: Desk, chosen: str, nearest: str | None) -> bool:
    """Whether somebody leads others, stands above the nearest leader, or is that one's deputy."""
    if not isinstance(desk.directory, LeadersDirectory) or await desk.directory.leads(chosen) is not False:
        return True
    if nearest is None:
        return False
    return chosen == await _deputy(desk, nearest, "") or await _stands_above(desk, chosen, nearest)


async def _stands_above(desk: Desk, chosen: str, leader: str) -> bool:
    person: str | None = leader
    for _ in range(MOST_STEPS):
        person = _above(await desk.directory.find(person), person) if person else None
        if person == chosen:
            return True
    return False


async def deputies_of(desk: Desk, absence: Absence) -> tuple[str, ...]:
    """Return who stands in for whom, one after the other: the last is there, and answers.

    Empty where those who stand in for each other are all away.
    """
    line = [absence.deputy]
    for _ in range(MOST_STEPS):
        further = await desk.store.queries.absence(line[-1])
        if further is None or not further.holds(desk.clock.now()):
            return tuple(line)
        if further.deputy in (absence.leader, *line):
            return ()
        line.append(further.deputy)
    return ()


async def _deputies(desk: Desk, leader: str) -> tuple[str, ...]:
    absence = await desk.store.queries.absence(leader)
    if absence is None or not absence.holds(desk.clock.now()):
        return ()
    return await deputies_of(desk, absence)


async def _deputy(desk: Desk, leader: str, asker: str) -> str | None:
    """Return who stands in for an absent leader; None where the leader is there, or only the asker would."""
    deputies = await _deputies(desk, leader)
    return deputies[-1] if deputies and asker not in deputies else None


def _above(person: Employee | None, person_id: str) -> str | None:
    """Return the nearest leader by the directory; nobody is their own."""
    if person is None or person.leader == person_id:
        return None
    return person.leader
