"""A YAML file of people, for the demo, tests and municipalities without Microsoft Graph."""

import itertools
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import yaml

from bot.directory.names import holds
from bot.startup import StartError
from casework.ports import Employee


class _Person(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    name: str
    unit: str
    leader: str | None = None
    hr: bool = False


class _People(msgspec.Struct, forbid_unknown_fields=True):
    people: list[_Person]


class YamlDirectory:
    """The people of a file, read once."""

    def __init__(self, people: Iterable[Employee]) -> None:
        self._people = {person.id: person for person in people}
        self._leaders = frozenset(person.leader for person in self._people.values() if person.leader)

    @property
    def has_hr(self) -> bool:
        """Whether anybody is of HR/Jura."""
        return any(person.hr for person in self._people.values())

    async def find(self, person_id: str) -> Employee | None:
        """Return who has this Entra object id, or None."""
        return self._people.get(person_id.lower())

    async def leads(self, person_id: str) -> bool | None:
        """Return whether anybody has this person as their leader; None where the file names no leaders."""
        return person_id.lower() in self._leaders if self._leaders else None

    async def named(self, name: str, limit: int = 5) -> Sequence[Employee]:
        """Return whose name holds all words of this one."""
        words = name.casefold().split()
        people = (p for p in self._people.values() if words and holds(p.name, words))
        return tuple(itertools.islice(people, limit))


def read_directory(file: Path) -> YamlDirectory:
    """Read and check a file of people, or raise StartError with what is wrong where."""
    try:
        people = _read(file)
        _check(people)
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        raise StartError(f"The directory file {file} cannot be used: {_reason(error)}.") from None
    return YamlDirectory(people)


def _reason(error: Exception) -> str:
    """Return what is wrong, without the lines of the file that a YAML error quotes: they are personal."""
    if isinstance(error, OSError):
        return error.strerror or "it cannot be read"
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"it is not YAML at line {error.problem_mark.line + 1}"
    if isinstance(error, yaml.YAMLError | RecursionError | UnicodeDecodeError):
        return "it is not YAML"
    return str(error)


def _read(file: Path) -> list[Employee]:
    content = yaml.safe_load(file.read_text("utf-8"))
    people = msgspec.convert(content, _People).people
    return [
        Employee(
            id=person.id.lower(),
            name=person.name,
            unit=person.unit,
            leader=person.leader.lower() if person.leader else None,
            hr=person.hr,
        )
        for person in people
    ]


def _check(people: list[Employee]) -> None:
    known = {person.id for person in people}
    seen: set[str] = set()
    for number, person in enumerate(people, start=1):
        for problem in _problems(person, known, seen):
            raise ValueError(f"person {number} {problem}")
        seen.add(person.id)


def _problems(person: Employee, known: set[str], seen: set[str]) -> Iterable[str]:
    if not _is_guid(person.id):
        yield "has an id that is no GUID"
    if person.id in seen:
        yield "has the id of somebody before"
    if person.leader is not None and not _is_guid(person.leader):
        yield "has a leader whose id is no GUID"
    if person.leader == person.id:
        yield "is their own leader"
    if person.leader is not None and person.leader not in known:
        yield "has a leader who is not in the file"


def _is_guid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
