"""Forms that are filled in by typing, until they are sent or twelve hours old.

Each form of a chat has a row of its own in `form_drafts`. Programs before 0012 know `drafts` alone, with one
row for each chat: while they may work beside this one, the last draft stands there too, and the newer counts.
"""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Table, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.tables import drafts, form_drafts
from bot.storage.upsert import insert_into
from casework.ports import Clock, Draft

LIFETIME = datetime.timedelta(hours=12)
_KEY = "key"
"""Which form it is, in a draft's data."""


class StoredDrafts:
    """The Drafts port. A draft is in the database before its next question is asked."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def remember(self, chat_id: str, draft: Draft) -> None:
        """Keep the draft in place of any earlier one of the same form."""
        row = {"data": dict(draft.data), "texts": dict(draft.texts), "noted_at": self._now()}
        async with self._database.writing() as connection:
            for table, place in (
                (form_drafts, {"chat_id": chat_id, "form": _form_of(draft.data)}),
                (drafts, {"chat_id": chat_id}),
            ):
                statement = insert_into(table, connection).values(**place, **row)
                await connection.execute(
                    statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=row)
                )

    async def recall(self, chat_id: str, form: str) -> Draft | None:
        """Return the draft of a form, unless there is none or it is older than twelve hours."""
        return next((draft for draft in await self.of_chat(chat_id) if _form_of(draft.data) == form), None)

    async def of_chat(self, chat_id: str) -> Sequence[Draft]:
        """Return the drafts of a chat, the newest of each form, the last one first."""
        async with self._database.look() as connection:
            rows = [
                row for table in (form_drafts, drafts) for row in await self._rows(connection, table, chat_id)
            ]
        newest: dict[str, Draft] = {}
        for row in sorted(rows, key=lambda row: -row.noted_at):
            newest.setdefault(_form_of(row.data), Draft(row.data, row.texts))
        return list(newest.values())

    async def forget(self, chat_id: str, form: str) -> None:
        """Remove the draft of a form."""
        async with self._database.writing() as connection:
            here = (form_drafts.c.chat_id == chat_id) & (form_drafts.c.form == form)
            await connection.execute(delete(form_drafts).where(here))
            last = (
                await connection.execute(select(drafts.c.data).where(drafts.c.chat_id == chat_id))
            ).first()
            if last and _form_of(last.data) == form:
                await connection.execute(delete(drafts).where(drafts.c.chat_id == chat_id))

    async def purge(self) -> None:
        """Delete what is older than twelve hours."""
        async with self._database.writing() as connection:
            for table in (form_drafts, drafts):
                await connection.execute(delete(table).where(table.c.noted_at <= self._oldest()))

    async def _rows(
        self, connection: AsyncConnection, table: Table, chat_id: str
    ) -> Sequence[Row[*tuple[Any, ...]]]:
        query = select(table.c.data, table.c.texts, table.c.noted_at)
        query = query.where(table.c.chat_id == chat_id, table.c.noted_at > self._oldest())
        return (await connection.execute(query)).all()

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)

    def _oldest(self) -> int:
        return self._now() - LIFETIME // datetime.timedelta(milliseconds=1)


def _form_of(data: Mapping[str, object]) -> str:
    return str(data.get(_KEY, ""))
