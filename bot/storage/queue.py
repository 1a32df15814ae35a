"""Putting messages into the outbox, inside a unit. Taking them out again is delivery's."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.model import lane_of
from bot.storage.news import tell_others
from bot.storage.tables import outbox
from bot.storage.tables.base import EPOCH
from bot.storage.upsert import insert_into
from casework.messages import Message
from casework.ports import Clock


class OutboxQueue:
    """The Outbox port. What is for one addressee, or all cards about one matter, keeps its order."""

    def __init__(self, connection: AsyncConnection, clock: Clock) -> None:
        self.used = False
        """Whether anything was put."""
        self._connection = connection
        self._clock = clock

    async def put(self, message: Message) -> None:
        """Queue a message; one with a key that was queued before is dropped."""
        statement = insert_into(outbox, self._connection).values(
            key=message.key,
            kind=message.kind,
            to=message.to,
            about_kind=message.about.kind,
            about_id=message.about.id,
            created_at=self._clock.now(),
            lane=lane_of(message),
            next_at=EPOCH,  # at once
        )
        await self._connection.execute(statement.on_conflict_do_nothing(index_elements=[outbox.c.key]))
        if not self.used:
            await tell_others(self._connection)
        self.used = True
