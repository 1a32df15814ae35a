"""The outside world, on one page: what the conversation and the casework need, whoever provides it."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Employee:
    """Somebody the directory knows. `leader` is the id of the nearest leader.

    `hr` says whether they are of HR/Jura; None where that alone cannot be looked up at the moment.
    """

    id: str
    name: str
    unit: str
    leader: str | None
    hr: bool | None


@dataclass(frozen=True, slots=True)
class Place:
    """The last card of a chat, so that typed answers have something to refer to.

    `data` is what the card's buttons carry (facts, language, who it is for): never what somebody wrote.
    """

    verb: str
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class AdviceCount:
    """What is counted of an advice: nothing that points to a person or a case."""

    verdict: str
    grounds: tuple[str, ...]
    unit: str
    month: str
    """As `2026-11`, in Danish time."""


class Directory(Protocol):
    """Who works where, for whom."""

    async def find(self, person_id: str) -> Employee | None:
        """Return the employee with this Entra object id, or None when the directory does not know them."""
        ...


@runtime_checkable
class SearchableDirectory(Directory, Protocol):
    """A directory that finds people by name as well."""

    async def named(self, name: str, limit: int = 5) -> Sequence[Employee]:
        """Return whose name holds all words of this one, in any order and whatever the case."""
        ...


@runtime_checkable
class LeadersDirectory(Directory, Protocol):
    """A directory that can tell who leads others, as Microsoft Graph does by `directReports`."""

    async def leads(self, person_id: str) -> bool | None:
        """Return whether somebody has this person as their nearest leader; None where it cannot tell."""
        ...


@runtime_checkable
class AwayDirectory(Directory, Protocol):
    """A directory with a hint of who is away, as Microsoft Graph has where it may read automatic replies.

    Nobody is passed over by a hint: a leader is away when they said so themselves.
    """

    async def seems_away(self, person_id: str) -> bool | None:
        """Return whether somebody's mail is answered automatically now; None where it cannot tell."""
        ...


class Clock(Protocol):
    """The time of reminders and expiry."""

    def now(self) -> datetime.datetime:
        """Return the present moment in UTC."""
        ...


class Places(Protocol):
    """The last card of each chat, for twelve hours."""

    def remember(self, chat_id: str, place: Place) -> None:
        """Note the place; kept at once for this process, in the database a moment later."""
        ...

    async def recall(self, chat_id: str) -> Place | None:
        """Return the place, or None when there is none or it is older than twelve hours."""
        ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that somebody fills in by typing, one question after the other.

    `data` is what the form's card carries (its key, the facts); `texts` what was answered, by field.
    """

    data: Mapping[str, object]
    texts: Mapping[str, str]


class Drafts(Protocol):
    """The drafts of each chat, one for each form, for twelve hours at most, and forgotten once it is sent."""

    async def remember(self, chat_id: str, draft: Draft) -> None:
        """Keep the draft in place of any earlier one of the same form, which is its data's `key`."""
        ...

    async def recall(self, chat_id: str, form: str) -> Draft | None:
        """Return the draft of a form, or None when there is none or it is older than twelve hours."""
        ...

    async def of_chat(self, chat_id: str) -> Sequence[Draft]:
        """Return the drafts of a chat that are not older, the last one first."""
        ...

    async def forget(self, chat_id: str, form: str) -> None:
        """Remove the draft of a form."""
        ...


class AdviceCounts(Protocol):
    """Anonymous counts of what was advised."""

    def add(self, counted: AdviceCount) -> None:
        """Count one advice; reaches the database a moment later."""
        ...
