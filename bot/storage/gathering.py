"""Look-ups for many messages at once: requests that are asked for at the same moment are read together."""

import asyncio
from collections.abc import Mapping

from sqlalchemy import select

from bot.storage.database import Database
from bot.storage.queries import StoredQueries
from bot.storage.refusal_rows import refusal_of
from bot.storage.store import SqlStore
from bot.storage.tables import refusals
from casework.ports import Clock
from casework.refusal.errors import UnknownRequest
from casework.refusal.request import Refusal


class GatheringStore(SqlStore):
    """The Store port for whoever draws many cards at a time."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock)
        self.queries = GatheringQueries(database)


class GatheringQueries(StoredQueries):
    """The Queries port. What is returned is never older than the moment it was asked for."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._asked: dict[str, asyncio.Future[Refusal]] = {}
        self._clerk: asyncio.Task[None] | None = None

    async def refusal(self, refusal_id: str) -> Refusal:
        """Return a request, or raise UnknownRequest."""
        if refusal_id not in self._asked:
            self._asked[refusal_id] = asyncio.get_running_loop().create_future()
        if self._clerk is None:
            self._clerk = asyncio.create_task(self._look_up())
        return await asyncio.shield(self._asked[refusal_id])

    async def _look_up(self) -> None:
        await asyncio.sleep(0)  # so that everybody who is about to ask has asked
        asked, self._asked, self._clerk = self._asked, {}, None
        try:
            found = await self._found(asked)
        except Exception as error:  # noqa: BLE001  # each of those who asked is told
            for waiting in asked.values():
                waiting.set_exception(error)
            return
        for refusal_id, waiting in asked.items():
            if refusal_id in found:
                waiting.set_result(found[refusal_id])
            else:
                waiting.set_exception(UnknownRequest())

    async def _found(self, ids: Mapping[str, object]) -> dict[str, Refusal]:
        rows = await self._rows(select(refusals).where(refusals.c.id.in_(list(ids))))
        return {row.id: refusal_of(row) for row in rows}
