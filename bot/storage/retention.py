"""Requests past their retention date."""

import datetime
from collections.abc import AsyncIterator

from sqlalchemy import ColumnElement, func, select
from sqlalchemy import tuple_ as row_of

from bot.storage.database import Database
from bot.storage.tables import refusals
from bot.storage.tables.base import EPOCH
from casework.refusal.request import ENDED

_PAGE = 500
"""Ids read at once."""


class Retention:
    """What is to be kept no longer than until now."""

    def __init__(self, database: Database, now: datetime.datetime) -> None:
        self._database = database
        self._past = refusals.c.keep_until <= now
        self._ended = refusals.c.state.in_(sorted(state.value for state in ENDED))

    async def finished(self) -> int:
        """Return how many are noted in the case or closed."""
        return await self._count(self._ended)

    async def unfinished(self) -> int:
        """Return how many are neither, and therefore stay."""
        return await self._count(~self._ended)

    async def ids(self) -> AsyncIterator[str]:
        """Return the ids of those that are noted or closed, oldest first; they may be removed meanwhile."""
        place = row_of(refusals.c.keep_until, refusals.c.id)
        after = (EPOCH, "")
        while True:
            query = select(refusals.c.keep_until, refusals.c.id).where(self._past, self._ended, place > after)
            async with self._database.engine.connect() as connection:
                found = (await connection.execute(query.order_by(*place).limit(_PAGE))).all()
            for row in found:
                yield row.id
            if len(found) < _PAGE:
                return
            after = (found[-1].keep_until, found[-1].id)

    async def _count(self, where: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(refusals).where(self._past, where)
        async with self._database.engine.connect() as connection:
            return int((await connection.execute(query)).scalar_one())
