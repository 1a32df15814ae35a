"""What HR/Jura's oversight needs of a database. Moments are UTC, months as `2026-11` in Danish time."""

import datetime
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from casework.law import AlikeBy
from casework.oversight.subject import Subject
from casework.refusal.equal_treatment import Circumstances, Outcome
from casework.refusal.request import Refusal


@dataclass(frozen=True, slots=True)
class UnitAdvice:
    """How often advice of one kind was given to a unit in a month."""

    unit: str
    """Empty where the directory did not say."""
    verdict: str
    number: int


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How often requests of a unit in these circumstances came to this."""

    circumstances: Circumstances
    unit: str
    outcome: Outcome
    number: int


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of the register, and how the chain began that it stands in."""

    event: str
    """As `refusal.approve`."""
    at: datetime.datetime
    first: str
    """The chain's first event, as `case.report`."""
    began: datetime.datetime
    unit: str
    """Of whoever made the request; empty where it is not known, and for what is no request."""
    details: Mapping[str, str] = field(default_factory=dict)
    """As the register keeps them; none where somebody broke them."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One row as it is kept."""

    table: str
    values: Mapping[str, object]
    """By column: texts, numbers, truths and what JSON makes of them; moments and dates as ISO texts."""


class Oversight(Protocol):
    """Look-ups across all cases. Whoever asks has made sure that it is for HR/Jura."""

    async def advised(self, month: str) -> Sequence[UnitAdvice]:
        """Return the advice given in a month."""
        ...

    async def counted(self, since: str, until: str) -> Sequence[UnitCount]:
        """Return the counts of requests from one month to another, both included, months added up."""
        ...

    async def happened(
        self,
        events: Collection[str],
        start: datetime.datetime,
        end: datetime.datetime,
        *,
        first: bool = False,
        last: bool = False,
    ) -> Sequence[Happened]:
        """Return the events of these kinds from `start` to before `end`.

        With `first` at most the first of them in each chain, whenever it was; with `last` only those after
        which nothing has happened in their chain to this day.
        """
        ...

    async def decided(
        self, by: AlikeBy, alike: Circumstances, unit: str, *, elsewhere: bool, limit: int
    ) -> Sequence[Refusal]:
        """Return the newest decided requests in these circumstances, of a unit or of all the others."""
        ...

    def kept_about(self, subject: Subject) -> AsyncIterator[Sequence[Stored]]:
        """Return everything kept about somebody or something, a batch at a time, some of them empty.

        It is a look at every row, so that nothing is forgotten that no index knows of; between batches
        others get their turn.
        """
        ...
