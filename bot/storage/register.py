"""The register, inside a unit."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import and_, delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.register_rows import about_of, event_of, row_of, whole
from bot.storage.tables import events, seal_heads, seals, unsealed
from bot.storage.upsert import insert_into
from casework.about import About
from casework.register import Entry, Event, chained
from casework.seals import Head, Seal

_SEALING = "seals"
"""Names the lock of whoever makes a seal. No chain is called so: its name has a colon."""

_BATCH = 400
"""Chains marked as sealed by one statement."""


class StoredRegister:
    """The Register port. On PostgreSQL each chain has one writer at a time, and so have the seals."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def record(self, entry: Entry) -> Event:
        """Append an entry to the chain of what it is about."""
        await self._lock(str(entry.about))
        event = chained(entry, await self._head(entry.about))
        await self._connection.execute(insert(events), row_of(event))
        grown = insert_into(unsealed, self._connection).values(about=str(event.about), seq=event.seq)
        grown = grown.on_conflict_do_update(
            index_elements=[unsealed.c.about], set_={"seq": grown.excluded.seq}
        )
        await self._connection.execute(grown)
        return event

    async def _head(self, about: About) -> Event | None:
        query = select(events).where(events.c.about == str(about)).order_by(events.c.seq.desc()).limit(1)
        row = (await self._connection.execute(query)).one_or_none()
        return event_of(row) if row else None

    async def remove(self, about: About) -> Sequence[Event]:
        """Remove a whole chain and return it. Its seals stay."""
        await self._lock(str(about))
        query = select(events).where(events.c.about == str(about)).order_by(events.c.seq)
        chain = [event_of(row) for row in await self._connection.execute(query)]
        for table in (events, unsealed):
            await self._connection.execute(delete(table).where(table.c.about == str(about)))
        return chain

    async def sealed_heads(self, about: About) -> Sequence[Head]:
        """Return the heads of a chain that seals list."""
        query = select(seal_heads.c.seq, seal_heads.c.hash).where(seal_heads.c.about == str(about))
        found = await self._connection.execute(query.order_by(seal_heads.c.number))
        return [Head(about, whole(seq), its_hash) for seq, its_hash in found]

    async def unsealed(self) -> Sequence[Head]:
        """Return the heads of the chains that grew since the last seal, in the order of `str(about)`."""
        ends = and_(events.c.about == unsealed.c.about, events.c.seq == unsealed.c.seq)
        query = select(events.c.about, events.c.seq, events.c.hash).join(unsealed, ends)
        found = await self._connection.execute(query.order_by(events.c.about))
        return [Head(about_of(about), seq, its_hash) for about, seq, its_hash in found]

    async def last_seal(self) -> Seal | None:
        """Return the newest seal. Whoever asks is the one who may make the next, until their unit ends."""
        await self._lock(_SEALING)
        query = select(seals).order_by(seals.c.number.desc()).limit(1)
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            return None
        heads = select(seal_heads).where(seal_heads.c.number == row.number).order_by(seal_heads.c.about)
        listed = [Head(about_of(h.about), h.seq, h.hash) for h in await self._connection.execute(heads)]
        return Seal(row.number, row.at, tuple(listed), row.previous, row.hash)

    async def add_seal(self, seal: Seal) -> None:
        """Add a seal. A chain that grew since its heads were read stays unsealed."""
        row = {"number": seal.number, "at": seal.at, "previous": seal.previous, "hash": seal.hash}
        await self._connection.execute(insert(seals), row)
        for start in range(0, len(seal.heads), _BATCH):
            await self._mark(seal.number, seal.heads[start : start + _BATCH])

    async def _mark(self, number: int, heads: Sequence[Head]) -> None:
        rows = [
            {"number": number, "about": str(head.about), "seq": head.seq, "hash": head.hash} for head in heads
        ]
        await self._connection.execute(insert(seal_heads), rows)
        sealed = [and_(unsealed.c.about == str(head.about), unsealed.c.seq <= head.seq) for head in heads]
        await self._connection.execute(delete(unsealed).where(or_(*sealed)))

    async def _lock(self, name: str) -> None:
        """Keep others from this chain until the unit ends. On SQLite a unit has the database to itself."""
        if self._connection.dialect.name == "postgresql":
            number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
            await self._connection.execute(select(func.pg_advisory_xact_lock(number)))
