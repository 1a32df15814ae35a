"""Whether requests and cases still stand as the register says."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row, Table, exists, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.case_rows import case_of
from bot.storage.refusal_rows import refusal_of
from bot.storage.tables import cases, events, refusals
from casework.about import About
from casework.cases import record as case_record
from casework.refusal import record as refusal_record
from casework.register import Event, Standing, standing_after

_AT_ONCE = 400
"""Matters of one kind compared by one look-up."""


class _Kind(NamedTuple):
    table: Table
    standings: Callable[[Row[Any]], Collection[Standing]]
    """How an event may have kept a row; ValueError where it cannot be read."""


_KINDS: Mapping[str, _Kind] = {
    "refusal": _Kind(refusals, lambda row: refusal_record.standings_of(refusal_of(row))),
    "case": _Kind(cases, lambda row: case_record.standings_of(case_of(row))),
}


class StandingCheck:
    """Compares requests and cases with the last event about each, some hundred at once."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._kinds = {name: _OfOneKind(name, kind, connection) for name, kind in _KINDS.items()}

    async def add(self, last: Event) -> Sequence[Event]:
        """Take the last event of a chain, and return those found to differ so far."""
        of_kind = self._kinds.get(last.about.kind)
        return await of_kind.add(last) if of_kind and last.record else ()

    async def rest(self) -> Sequence[Event]:
        """Return the last events whose matter is gone, or stands otherwise than it did then."""
        return [event for of_kind in self._kinds.values() for event in await of_kind.rest()]

    async def without_events(self) -> Sequence[About]:
        """Return the matters that the register says nothing about, though each began with an event."""
        return [about for of_kind in self._kinds.values() for about in await of_kind.without_events()]


class _OfOneKind:
    def __init__(self, name: str, kind: _Kind, connection: AsyncConnection) -> None:
        self._name = name
        self._table, self._standings_of_row = kind
        self._connection = connection
        self._ends: dict[str, Event] = {}

    async def add(self, last: Event) -> Sequence[Event]:
        self._ends[last.about.id] = last
        return await self.rest() if len(self._ends) >= _AT_ONCE else ()

    async def rest(self) -> Sequence[Event]:
        ends, self._ends = self._ends, {}
        try:
            found = await self._found(list(ends))
        except ValueError:  # one of them cannot even be read
            found = {its_id: one for each in ends for its_id, one in (await self._found_alone(each)).items()}
        return [last for its_id, last in ends.items() if standing_after(last) not in found.get(its_id, ())]

    async def without_events(self) -> Sequence[About]:
        its_id = self._table.c.id
        told = exists().where(events.c.about == literal(f"{self._name}:") + its_id)
        rows = await self._connection.execute(select(its_id).where(~told).order_by(its_id))
        return [About(self._name, one) for (one,) in rows]

    async def _found(self, ids: Sequence[str]) -> Mapping[str, Collection[Standing]]:
        query = select(self._table).where(self._table.c.id.in_(ids))
        rows = await self._connection.execute(query) if ids else ()
        return {row.id: self._standings_of_row(row) for row in rows}

    async def _found_alone(self, its_id: str) -> Mapping[str, Collection[Standing]]:
        try:
            return await self._found([its_id])
        except ValueError:
            return {}
