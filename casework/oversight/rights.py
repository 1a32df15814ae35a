"""Oversight is HR/Jura's alone."""

from casework.cases.errors import NotHr
from casework.desk import Desk
from casework.hr import is_of_hr
from casework.ports import Employee


async def only_hr(desk: Desk, person_id: str) -> Employee:
    """Return the employee of HR/Jura with this id, as the directory says now.

    Raises:
        NotHr: the directory does not list them as HR/Jura.
        DirectoryUnavailable: it does not answer.

    """
    person = await desk.directory.find(person_id)
    if person is None or not is_of_hr(person):
        raise NotHr
    return person
