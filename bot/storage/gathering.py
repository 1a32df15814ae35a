"""Look-ups for many messages at once: what is asked for at the same moment is read together."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Generic, TypeVar

from sqlalchemy import select

from bot.storage.case_rows import case_of
from bot.storage.database import Database
from bot.storage.queries import StoredQueries
from bot.storage.refusal_rows import refusal_of
from bot.storage.store import SqlStore
from bot.storage.tables import cases, refusals
from casework.cases.case import Case
from casework.cases.errors import UnknownCase
from casework.ports import Clock
from casework.refusal.errors import UnknownRequest
from casework.refusal.request import Refusal

Matter = TypeVar("Matter")


class GatheringStore(SqlStore):
    """The Store port for whoever draws many cards at a time."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock)
        self.queries = GatheringQueries(database)


class GatheringQueries(StoredQueries):
    """The Queries port. What is returned is never older than the moment it was asked for."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._refusals_clerk = _Clerk(self._refusals_found, UnknownRequest)
        self._cases_clerk = _Clerk(self._cases_found, UnknownCase)

    async def refusal(self, refusal_id: str) -> Refusal:
        """Return a request, or raise UnknownRequest."""
        return await self._refusals_clerk.one(refusal_id)

    async def case(self, case_id: str) -> Case:
        """Return a case, or raise UnknownCase."""
        return await self._cases_clerk.one(case_id)

    async def _refusals_found(self, ids: Sequence[str]) -> dict[str, Refusal]:
        rows = await self._rows(select(refusals).where(refusals.c.id.in_(ids)))
        return {row.id: refusal_of(row) for row in rows}

    async def _cases_found(self, ids: Sequence[str]) -> dict[str, Case]:
        rows = await self._rows(select(cases).where(cases.c.id.in_(ids)))
        return {row.id: case_of(row) for row in rows}


class _Clerk(Generic[Matter]):
    """Collects who asks for what, and looks all of it up at once."""

    def __init__(
        self,
        find: Callable[[Sequence[str]], Awaitable[Mapping[str, Matter]]],
        unknown: Callable[[], Exception],
    ) -> None:
        self._find = find
        self._unknown = unknown
        self._asked: dict[str, asyncio.Future[Matter]] = {}
        self._task: asyncio.Task[None] | None = None

    async def one(self, its_id: str) -> Matter:
        """Return one matter, or raise that it is unknown."""
        if its_id not in self._asked:
            self._asked[its_id] = asyncio.get_running_loop().create_future()
        if self._task is None:
            self._task = asyncio.create_task(self._look_up())
        return await asyncio.shield(self._asked[its_id])

    async def _look_up(self) -> None:
        await asyncio.sleep(0)  # so that everybody who is about to ask has asked
        asked, self._asked, self._task = self._asked, {}, None
        try:
            found = await self._find(list(asked))
        except Exception as error:  # noqa: BLE001  # each of those who asked is told
            for waiting in asked.values():
                waiting.set_exception(error)
            return
        for its_id, waiting in asked.items():
            if its_id in found:
                waiting.set_result(found[its_id])
            else:
                waiting.set_exception(self._unknown())
