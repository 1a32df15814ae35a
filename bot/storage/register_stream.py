"""The whole register, piece by piece: memory holds one chain and a batch of rows, however many there are."""

from collections.abc import AsyncIterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, not_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.register_rows import about_of, event_of, whole
from bot.storage.tables import events, seal_heads, seals, unsealed
from casework.register import Event
from casework.seals import Head, Seal

_BATCH = 1000
"""Rows fetched at once."""


class RegisterStream:
    """Reads the register on one connection, whose transaction decides which moment is seen.

    `purged` tells whether to return the chains about what was purged, the others, or all. Whatever is asked
    for comes in the order of `str(about)`.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def events(self, *, purged: bool | None = None) -> AsyncIterator[Event]:
        """Return events, those of one chain by `seq`."""
        query = select(events).where(_purged(events.c.about, purged))
        async for rows in self._batches(query.order_by(events.c.about, events.c.seq)):
            for row in rows:
                yield event_of(row)

    async def heads(self, *, purged: bool | None = None) -> AsyncIterator[Head]:
        """Return the heads that any seal lists."""
        columns = seal_heads.c
        query = select(columns.about, columns.seq, columns.hash).where(_purged(columns.about, purged))
        async for rows in self._batches(query.order_by(columns.about, columns.number)):
            for about, seq, its_hash in rows:
                yield Head(about_of(about), whole(seq), its_hash)

    async def lost_ends(self) -> AsyncIterator[Head]:
        """Return where chains are noted to have come since the last seal, of those that do not go so far."""
        there = select(events.c.seq).where(events.c.about == unsealed.c.about, events.c.seq >= unsealed.c.seq)
        query = select(unsealed.c.about, unsealed.c.seq).where(~there.exists())
        async for rows in self._batches(query.order_by(unsealed.c.about)):
            for about, seq in rows:
                yield Head(about_of(about), whole(seq), "")

    async def chains(self) -> AsyncIterator[Sequence[Event]]:
        """Return whole chains."""
        chain: list[Event] = []
        async for event in self.events():
            if chain and chain[0].about != event.about:
                yield chain
                chain = []
            chain.append(event)
        if chain:
            yield chain

    async def seals(self) -> AsyncIterator[Seal]:
        """Return seals by their number; memory holds the heads of one."""
        query = select(seals, seal_heads.c.about, seal_heads.c.seq, seal_heads.c.hash.label("head_hash"))
        query = query.outerjoin(seal_heads, seal_heads.c.number == seals.c.number)
        rows: list[Row[*tuple[Any, ...]]] = []
        async for batch in self._batches(query.order_by(seals.c.number, seal_heads.c.about)):
            *whole_seals, last = (list(group) for _, group in groupby([*rows, *batch], _number))
            for group in whole_seals:
                yield _seal(group)
            rows = last
        if rows:
            yield _seal(rows)

    async def newest_seal(self) -> Seal | None:
        """Return the last seal, without its heads."""
        query = select(seals).order_by(seals.c.number.desc()).limit(1)
        row = (await self._connection.execute(query)).one_or_none()
        return Seal(whole(row.number), row.at, (), row.previous, row.hash) if row else None

    async def _batches(
        self, query: Select[*tuple[Any, ...]]
    ) -> AsyncIterator[Sequence[Row[*tuple[Any, ...]]]]:
        result = await self._connection.stream(query.execution_options(yield_per=_BATCH))
        async for rows in result.partitions():
            yield rows


def _purged(about: ColumnElement[str], purged: bool | None) -> ColumnElement[bool]:
    if purged is None:
        return true()
    within = and_(about >= "purged:", about < "purged;")  # the semicolon comes right after the colon
    return within if purged else not_(within)


def _number(row: Row[*tuple[Any, ...]]) -> int:
    return whole(row.number)


def _seal(rows: Sequence[Row[*tuple[Any, ...]]]) -> Seal:
    heads = [
        Head(about_of(row.about), whole(row.seq), row.head_hash) for row in rows if row.about is not None
    ]
    first = rows[0]
    return Seal(whole(first.number), first.at, tuple(heads), first.previous, first.hash)
