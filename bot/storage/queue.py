"""Putting messages into the outbox, inside a unit. Taking them out again is delivery's."""

from collections.abc import Collection

from sqlalchemy import and_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.model import lane_of
from bot.observing import signals
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
        """Whether anything was queued."""
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
            trace=signals.trace(),
        )
        await self._connection.execute(statement.on_conflict_do_nothing(index_elements=[outbox.c.key]))
        await self._note_use()

    async def queue_again(self, to: str, kinds: Collection[str]) -> None:
        """Let what of these kinds was given up for an addressee be delivered after all."""
        await queue_again(self._connection, to, kinds)
        await self._note_use()

    async def _note_use(self) -> None:
        if not self.used:
            await tell_others(self._connection)
        self.used = True


async def queue_again(connection: AsyncConnection, to: str, kinds: Collection[str]) -> None:
    """Let what of these kinds was given up for an addressee be delivered after all, as if it were new."""
    given_up = and_(outbox.c.to == to, outbox.c.kind.in_(kinds), outbox.c.failed_at.is_not(None))
    as_new = {"failed_at": None, "last_error": None, "attempts": 0, "begun_at": None, "next_at": EPOCH}
    await connection.execute(update(outbox).values(as_new).where(given_up))
