"""Whether requests still say what the register says of them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import exists, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.refusal_rows import refusal_of
from bot.storage.tables import events, refusals
from casework.about import About
from casework.refusal.record import record_of
from casework.register import Event

_KIND = "refusal"
_AT_ONCE = 400
"""Requests compared by one look-up."""


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
        """Return the last events whose request is gone, or has other texts than it had then."""
        ends, self._ends = self._ends, {}
        try:
            digests = await self._digests(list(ends))
        except ValueError:  # one of them cannot even be read
            digests = {one: await self._digest(one) for one in ends}
        return [event for its_id, event in ends.items() if digests.get(its_id) != event.record]

    async def without_events(self) -> Sequence[About]:
        """Return the requests that the register says nothing about, though each began with an event."""
        told = exists().where(events.c.about == literal(f"{_KIND}:") + refusals.c.id)
        rows = await self._connection.execute(select(refusals.c.id).where(~told).order_by(refusals.c.id))
        return [About(_KIND, refusal_id) for (refusal_id,) in rows]

    async def _digests(self, ids: Sequence[str]) -> Mapping[str, str]:
        rows = await self._connection.execute(select(refusals).where(refusals.c.id.in_(ids))) if ids else ()
        return {row.id: record_of(refusal_of(row)) for row in rows}

    async def _digest(self, refusal_id: str) -> str:
        try:
            return (await self._digests([refusal_id])).get(refusal_id, "")
        except ValueError:
            return ""
