"""Who is of HR/Jura, as the directory says."""

from casework.errors import DirectoryUnavailable
from casework.ports import Employee


def is_of_hr(person: Employee | None) -> bool:
    """Return whether somebody is of HR/Jura; nobody is whom the directory does not know.

    Raises:
        DirectoryUnavailable: it cannot say so at the moment, which is not a no.

    """
    if person is None:
        return False
    if person.hr is None:
        raise DirectoryUnavailable
    return person.hr
