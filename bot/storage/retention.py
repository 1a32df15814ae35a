"""Requests and cases past their retention date."""

import datetime
from collections.abc import AsyncIterator, Collection, Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, select
from sqlalchemy import tuple_ as row_of

from bot.storage.database import Database
from bot.storage.tables import cases, refusals
from bot.storage.tables.base import EPOCH
from casework.cases.case import State as CaseState
from casework.refusal.request import ENDED

_PAGE = 500
"""Ids read at once."""


_KINDS: Mapping[str, tuple[Table, Collection[StrEnum]]] = {
    "refusal": (refusals, ENDED),
    "case": (cases, (CaseState.CLOSED,)),
}
"""Where each kind of matter stands, and in which states it may be removed."""


class Retention:
    """What of one kind is to be kept no longer than until now."""

    def __init__(self, database: Database, kind: str, now: datetime.datetime) -> None:
        self._database = database
        self._table, ended = _KINDS[kind]
        self._past = self._table.c.keep_until <= now
        self._ended = self._table.c.state.in_(sorted(state.value for state in ended))

    async def finished(self) -> int:
        """Return how many are noted in the case or closed."""
        return await self._count(self._ended)

    async def unfinished(self) -> int:
        """Return how many are neither, and therefore stay."""
        return await self._count(~self._ended)

    async def ids(self) -> AsyncIterator[str]:
        """Return the ids of those that are noted or closed, oldest first; they may be removed meanwhile."""
        columns = (self._table.c.keep_until, self._table.c.id)
        place = row_of(*columns)
        after = (EPOCH, "")
        while True:
            query: Select[Any] = select(*columns).where(self._past, self._ended, place > after)
            async with self._database.engine.connect() as connection:
                found = (await connection.execute(query.order_by(*place).limit(_PAGE))).all()
            for row in found:
                yield row.id
            if len(found) < _PAGE:
                return
            after = (found[-1].keep_until, found[-1].id)

    async def _count(self, where: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(self._table).where(self._past, where)
        async with self._database.engine.connect() as connection:
            return int((await connection.execute(query)).scalar_one())
