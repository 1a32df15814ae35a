"""Requests, inside a unit."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.held import RowLocks
from bot.storage.refusal_rows import refusal_of, row_of, waiting_rows
from bot.storage.tables import refusals, waiting
from bot.storage.upsert import insert_into
from casework.errors import KeyTaken
from casework.refusal.errors import AlreadyHandled, UnknownRequest
from casework.refusal.request import OPEN, Refusal


class StoredRefusals:
    """The Refusals port. What it reads is locked until the unit ends, so that nothing is done twice."""

    def __init__(self, connection: AsyncConnection, locks: RowLocks) -> None:
        self._connection = connection
        self._locks = locks

    async def get(self, refusal_id: str) -> Refusal:
        """Return the request as it stands, or raise UnknownRequest."""
        query = select(refusals).where(refusals.c.id == refusal_id)
        for row in await self._locks.take(self._connection, query, refusals):
            return refusal_of(row)
        raise UnknownRequest

    async def add(self, refusal: Refusal) -> None:
        """Add a new request, or raise KeyTaken."""
        new = insert_into(refusals, self._connection).values(row_of(refusal))
        new = new.on_conflict_do_nothing(index_elements=[refusals.c.asked_by, refusals.c.key])
        if (await self._connection.execute(new.returning(refusals.c.id))).first() is None:
            raise KeyTaken
        await self._note_who_waits(refusal)

    async def save(self, refusal: Refusal) -> None:
        """Save over version - 1, or raise AlreadyHandled with the present state."""
        statement = update(refusals).values(row_of(refusal))
        seen = (refusals.c.id == refusal.id) & (refusals.c.version == refusal.version - 1)
        if (await self._connection.execute(statement.where(seen))).rowcount == 0:
            raise AlreadyHandled(await self.get(refusal.id))
        await self._connection.execute(delete(waiting).where(waiting.c.refusal_id == refusal.id))
        await self._note_who_waits(refusal)

    async def open_with(self, leader: str) -> Sequence[Refusal]:
        """Return the open requests that are asked of this leader, oldest first."""
        query = select(refusals).join(waiting, waiting.c.refusal_id == refusals.c.id)
        query = query.where(waiting.c.person == leader, refusals.c.leader == leader)
        query = query.order_by(refusals.c.created, refusals.c.id)
        return [refusal_of(row) for row in await self._locks.take(self._connection, query, refusals)]

    async def remove(self, refusal_id: str) -> None:
        """Remove a request for good."""
        await self._connection.execute(delete(waiting).where(waiting.c.refusal_id == refusal_id))
        await self._connection.execute(delete(refusals).where(refusals.c.id == refusal_id))

    async def _note_who_waits(self, refusal: Refusal) -> None:
        if refusal.state in OPEN and (rows := waiting_rows(refusal)):
            await self._connection.execute(insert(waiting), rows)
