"""Forms that are filled in by typing, until they are sent or twelve hours old."""

import datetime

from sqlalchemy import delete, select

from bot.storage.database import Database
from bot.storage.tables import drafts
from bot.storage.upsert import insert_into
from casework.ports import Clock, Draft

LIFETIME = datetime.timedelta(hours=12)


class StoredDrafts:
    """The Drafts port. A draft is in the database before its next question is asked."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def remember(self, chat_id: str, draft: Draft) -> None:
        """Keep the draft in place of any earlier one."""
        row = {"data": dict(draft.data), "texts": dict(draft.texts), "noted_at": self._now()}
        async with self._database.writing() as connection:
            statement = insert_into(drafts, connection).values(chat_id=chat_id, **row)
            await connection.execute(
                statement.on_conflict_do_update(index_elements=[drafts.c.chat_id], set_=row)
            )

    async def recall(self, chat_id: str) -> Draft | None:
        """Return the draft, unless there is none or it is older than twelve hours."""
        query = select(drafts.c.data, drafts.c.texts).where(
            drafts.c.chat_id == chat_id, drafts.c.noted_at > self._oldest()
        )
        async with self._database.engine.connect() as connection:
            row = (await connection.execute(query)).one_or_none()
        return Draft(row.data, row.texts) if row else None

    async def forget(self, chat_id: str) -> None:
        """Remove the draft."""
        async with self._database.writing() as connection:
            await connection.execute(delete(drafts).where(drafts.c.chat_id == chat_id))

    async def purge(self) -> None:
        """Delete what is older than twelve hours."""
        async with self._database.writing() as connection:
            await connection.execute(delete(drafts).where(drafts.c.noted_at <= self._oldest()))

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)

    def _oldest(self) -> int:
        return self._now() - LIFETIME // datetime.timedelta(milliseconds=1)
