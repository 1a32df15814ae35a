"""Whether requests still say what the register says of them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import exists, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.refusal_rows import refusal_of
from bot.storage.tables import events, refusals
from casework.about import About
from casework.refusal.record import details_of, record_of
from casework.refusal.request import Refusal
from casework.register import Event, details_text

_KIND = "refusal"
_AT_ONCE = 400
"""Requests compared by one look-up."""


class Standing(NamedTuple):
    """What an event keeps of how a request stood after it."""

    state: str
    record: str
    details: str


class RequestCheck:
    """Compares requests with the last event about each, some hundred at once."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._ends: dict[str, Event] = {}

    async def add(self, last: Event) -> Sequence[Event]:
        """Take the last event of a chain, and return those found to differ so far."""
        if last.about.kind == _KIND and last.record:
            self._ends[last.about.id] = last
        return await self.rest() if len(self._ends) >= _AT_ONCE else ()

    async def rest(self) -> Sequence[Event]:
        """Return the last events whose request is gone, or stands otherwise than it did then."""
        ends, self._ends = self._ends, {}
        try:
            found = await self._standings(list(ends))
        except ValueError:  # one of them cannot even be read
            found = {its_id: one for each in ends for its_id, one in (await self._standing(each)).items()}
        told = {its_id: Standing(last.state, last.record, last.details) for its_id, last in ends.items()}
        return [last for its_id, last in ends.items() if found.get(its_id) != told[its_id]]

    async def without_events(self) -> Sequence[About]:
        """Return the requests that the register says nothing about, though each began with an event."""
        told = exists().where(events.c.about == literal(f"{_KIND}:") + refusals.c.id)
        rows = await self._connection.execute(select(refusals.c.id).where(~told).order_by(refusals.c.id))
        return [About(_KIND, refusal_id) for (refusal_id,) in rows]

    async def _standings(self, ids: Sequence[str]) -> Mapping[str, Standing]:
        rows = await self._connection.execute(select(refusals).where(refusals.c.id.in_(ids))) if ids else ()
        return {row.id: _standing_of(refusal_of(row)) for row in rows}

    async def _standing(self, refusal_id: str) -> Mapping[str, Standing]:
        try:
            return await self._standings([refusal_id])
        except ValueError:
            return {}


def _standing_of(refusal: Refusal) -> Standing:
    return Standing(refusal.state, record_of(refusal), details_text(details_of(refusal)))
