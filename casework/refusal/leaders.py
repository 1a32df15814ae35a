"""Who is asked to decide: the nearest leader (B2), a deputy meanwhile, their leader after silence.

Asks the directory, so it runs before a transaction opens.
"""

from casework.desk import Desk
from casework.ports import Employee, LeadersDirectory
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
    deputy = await _deputy(desk, leader, asker_id)
    unit = asker.unit if asker else ""
    return Asked(unit, deputy or leader, nearest, stands_in_for=leader if deputy else None)


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


async def require_leader(desk: Desk, chosen: str, nearest: str | None) -> None:
    """Let only a leader be asked instead of the nearest one, or stand in for them (B2).

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


async def _deputy(desk: Desk, leader: str, asker: str) -> str | None:
    """Return who stands in for an absent leader; None where the leader is there, or only the asker would."""
    person = leader
    for _ in range(MOST_STEPS):
        absence = await desk.store.queries.absence(person)
        if absence is None or not absence.holds(desk.clock.now()):
            break
        person = absence.deputy
        if person in (leader, asker):
            return None
    return None if person == leader else person


def _above(person: Employee | None, person_id: str) -> str | None:
    """Return the nearest leader by the directory; nobody is their own."""
    if person is None or person.leader == person_id:
        return None
    return person.leader
