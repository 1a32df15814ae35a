"""Whom a card about a request names, and whoever is written as its leader, by id or by name."""

from casework.ports import Directory, SearchableDirectory
from casework.refusal.errors import UnknownLeader
from casework.refusal.request import Refusal
from dialogs.people import SeveralPeopleError


class SeveralLeadersError(SeveralPeopleError, UnknownLeader):
    """More than one person has the name that was written."""

    text = "errors.several_leaders"


def people_in(refusal: Refusal) -> tuple[str | None, ...]:
    """Return everybody whom a card about the request may name."""
    said = (one.by for one in (*refusal.thread, *refusal.consulted))
    settled = (one.by for one in (refusal.decision, refusal.revocation) if one)
    return (refusal.asked_by, refusal.nearest_leader, *refusal.deciders, *settled, *said)


async def leader_written(directory: Directory, written: str) -> str | None:
    """Return the id of whom somebody wrote, by id or by name; None where nothing is written.

    Raises:
        UnknownLeader: the directory does not know them.
        SeveralLeadersError: it knows more than one.

    """
    text = written.strip()
    if not text:
        return None
    if await directory.find(text) is not None:
        return text
    people = await directory.named(text) if isinstance(directory, SearchableDirectory) else ()
    if not people:
        raise UnknownLeader
    if len(people) > 1:
        raise SeveralLeadersError(people)
    return people[0].id
