"""Cases and HR/Jura's channel, inside a unit."""

import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.case_rows import case_of, row_of
from bot.storage.held import RowLocks
from bot.storage.tables import cases, hr_channel
from bot.storage.tables.cases import ONLY_ROW, UNPOSTED
from bot.storage.upsert import insert_into
from casework.cases.case import Case
from casework.cases.channel import HrChannel
from casework.cases.errors import CaseMoved, UnknownCase
from casework.errors import KeyTaken


class StoredCases:
    """The Cases port. What it reads is locked until the unit ends, so that nothing is done twice."""

    def __init__(self, connection: AsyncConnection, locks: RowLocks) -> None:
        self._connection = connection
        self._locks = locks

    async def get(self, case_id: str) -> Case:
        """Return the case as it stands, or raise UnknownCase."""
        query = select(cases).where(cases.c.id == case_id)
        for row in await self._locks.take(self._connection, query, cases):
            return case_of(row)
        raise UnknownCase

    async def add(self, case: Case) -> None:
        """Add a new case, or raise KeyTaken."""
        new = insert_into(cases, self._connection).values(row_of(case))
        new = new.on_conflict_do_nothing(index_elements=[cases.c.reported_by, cases.c.key])
        if (await self._connection.execute(new.returning(cases.c.id))).first() is None:
            raise KeyTaken

    async def save(self, case: Case) -> None:
        """Save over version - 1, or raise CaseMoved with the present state."""
        seen = (cases.c.id == case.id) & (cases.c.version == case.version - 1)
        saved = await self._connection.execute(update(cases).values(row_of(case)).where(seen))
        if saved.rowcount == 0:
            raise CaseMoved(await self.get(case.id))

    async def remove(self, case_id: str) -> None:
        """Remove a case for good."""
        await self._connection.execute(delete(cases).where(cases.c.id == case_id))

    async def wake_unposted(self, at: datetime.datetime) -> None:
        """Let time look at every open case that is not posted."""
        await self._connection.execute(update(cases).values(wake_at=at).where(UNPOSTED))


class StoredChannel:
    """The Channel port."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, channel: HrChannel) -> None:
        """Note the channel in place of any earlier one."""
        row = {
            "only": ONLY_ROW,
            "conversation_id": channel.conversation_id,
            "chosen_by": channel.chosen_by,
            "at": channel.at,
        }
        statement = insert_into(hr_channel, self._connection).values(row)
        statement = statement.on_conflict_do_update(index_elements=[hr_channel.c.only], set_=row)
        await self._connection.execute(statement)
