"""People by name, as cards tell of them, and whether who reads one is of HR/Jura."""

from collections.abc import Sequence

from cards.words import words
from casework.about import CLOCK
from casework.cases.cases import is_hr
from casework.desk import Desk
from casework.errors import DirectoryUnavailable, UserError
from casework.ports import Directory, Employee


class SeveralPeopleError(UserError):
    """More than one person has the name that was written."""

    def __init__(self, people: Sequence[Employee]) -> None:
        """Keep whom it could be."""
        super().__init__()
        self.people = tuple(people)


class Names:
    """The names of those whom a card names, in words that fit where the directory knows none."""

    def __init__(self, known: dict[str, Employee], lang: str) -> None:
        self._known, self._lang = known, lang

    def __call__(self, person_id: str | None) -> str:
        """Return a person's name."""
        person = self._known.get(person_id or "")
        return person.name if person else words(self._lang)("people.somebody")

    def in_language(self, lang: str) -> "Names":
        """Return the same people for a card in another language."""
        return Names(self._known, lang)

    def unit(self, person_id: str) -> str:
        """Return where a person works; empty where the directory does not say."""
        person = self._known.get(person_id)
        return person.unit if person else ""

    def leader_of(self, person_id: str) -> str | None:
        """Return the id of a person's leader; None where the directory does not say."""
        person = self._known.get(person_id)
        return person.leader if person else None


async def names_of(directory: Directory, lang: str, *people: str | None) -> Names:
    """Look people up; a directory that does not answer costs their names alone."""
    wanted = dict.fromkeys(person for person in people if person and person != CLOCK)
    found: dict[str, Employee] = {}
    for person_id in wanted:
        try:
            person = await directory.find(person_id)
        except DirectoryUnavailable:
            break
        if person:
            found[person_id] = person
    return Names(found, lang)


async def reads_as_hr(casework: Desk, person_id: str | None, *, otherwise: bool) -> bool:
    """Whether a reader (None: HR/Jura's channel) is of HR/Jura.

    `otherwise` says that they may see it in another part as well: that part does not hang on the directory.

    Raises:
        DirectoryUnavailable: nobody can say, and they have no other part.

    """
    if person_id is None:
        return True
    try:
        return await is_hr(casework, person_id)
    except DirectoryUnavailable:
        if otherwise:
            return False
        raise
