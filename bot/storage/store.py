"""The store of the casework, on either database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.cases import StoredCases, StoredChannel
from bot.storage.database import Database
from bot.storage.decisions import StoredAbsences, StoredDecisions
from bot.storage.held import RowLocks, telling_who_is_held_up
from bot.storage.oversight import StoredOversight
from bot.storage.queries import StoredQueries
from bot.storage.queue import OutboxQueue
from bot.storage.refusals import StoredRefusals
from bot.storage.register import StoredRegister
from casework.ports import Clock


class SqlStore:
    """The Store port. `clock` dates what is queued."""

    def __init__(self, database: Database, clock: Clock, locks: RowLocks | None = None) -> None:
        """Wait for rows that others hold as `locks` says: a few at a time, where nothing is said."""
        self.queries = StoredQueries(database)
        self.oversight = StoredOversight(database)
        self._database = database
        self._clock = clock
        self._locks = locks or RowLocks()

    @asynccontextmanager
    async def unit(self) -> AsyncIterator["SqlUnit"]:
        """Open a transaction. Leaving the block by an exception undoes it.

        Raises:
            HeldByOthers: what is needed is being changed by somebody else, for longer than may be waited.

        """
        with telling_who_is_held_up():
            async with self._database.writing() as connection:
                unit = SqlUnit(connection, self._clock, self._locks)
                yield unit
        if unit.outbox.used:
            self._database.bell.ring()


class SqlUnit:
    """The Unit port: everything on one connection."""

    def __init__(self, connection: AsyncConnection, clock: Clock, locks: RowLocks) -> None:
        self.refusals = StoredRefusals(connection, locks)
        self.register = StoredRegister(connection)
        self.outbox = OutboxQueue(connection, clock)
        self.counts = StoredDecisions(connection)
        self.absences = StoredAbsences(connection)
        self.cases = StoredCases(connection, locks)
        self.channel = StoredChannel(connection)
