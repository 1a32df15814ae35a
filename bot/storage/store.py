"""The store of the casework, on either database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.cases import StoredCases, StoredChannel
from bot.storage.database import Database
from bot.storage.decisions import StoredAbsences, StoredDecisions
from bot.storage.oversight import StoredOversight
from bot.storage.queries import StoredQueries
from bot.storage.queue import OutboxQueue
from bot.storage.refusals import StoredRefusals
from bot.storage.register import StoredRegister
from casework.ports import Clock


class SqlStore:
    """The Store port. `clock` dates what is queued."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.queries = StoredQueries(database)
        self.oversight = StoredOversight(database)
        self._database = database
        self._clock = clock

    @asynccontextmanager
    async def unit(self) -> AsyncIterator["SqlUnit"]:
        """Open a transaction. Leaving the block by an exception undoes it."""
        async with self._database.writing() as connection:
            unit = SqlUnit(connection, self._clock)
            yield unit
        if unit.outbox.used:
            self._database.bell.ring()


class SqlUnit:
    """The Unit port: everything on one connection."""

    def __init__(self, connection: AsyncConnection, clock: Clock) -> None:
        self.refusals = StoredRefusals(connection)
        self.register = StoredRegister(connection)
        self.outbox = OutboxQueue(connection, clock)
        self.counts = StoredDecisions(connection)
        self.absences = StoredAbsences(connection)
        self.cases = StoredCases(connection)
        self.channel = StoredChannel(connection)
