"""Look-ups for many messages at once: what is asked for at the same moment is read together."""

from collections.abc import Sequence

from sqlalchemy import select

from bot.storage.case_rows import case_of
from bot.storage.clerk import Clerk
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


class GatheringStore(SqlStore):
    """The Store port for whoever draws many cards at a time."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock)
        self.queries = GatheringQueries(database)


class GatheringQueries(StoredQueries):
    """The Queries port. What is returned is never older than the moment it was asked for."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._refusals_clerk = Clerk(self._refusals_found, UnknownRequest)
        self._cases_clerk = Clerk(self._cases_found, UnknownCase)

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
