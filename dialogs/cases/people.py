"""Whoever is written as a case's owner, by id or by name."""

from casework.cases.errors import UnknownOwner
from casework.errors import MissingFields
from casework.ports import Directory, SearchableDirectory
from dialogs.people import SeveralPeopleError


class SeveralOwnersError(SeveralPeopleError, UnknownOwner):
    """More than one of HR/Jura has the name that was written."""

    text = "errors.several_owners"


async def owner_written(directory: Directory, written: str) -> str:
    """Return the id of whom somebody wrote. Who is not of HR/Jura counts only when nobody else fits.

    Raises:
        MissingFields: nothing is written.
        UnknownOwner: the directory knows nobody of that name.
        SeveralOwnersError: it knows more than one.

    """
    text = written.strip()
    if not text:
        raise MissingFields("owner")
    if await directory.find(text) is not None:
        return text
    people = await directory.named(text) if isinstance(directory, SearchableDirectory) else ()
    found = [person for person in people if person.hr] or list(people)
    if not found:
        raise UnknownOwner
    if len(found) > 1:
        raise SeveralOwnersError(found)
    return found[0].id
