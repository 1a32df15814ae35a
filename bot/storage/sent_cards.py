"""The cards that are out."""

import datetime
import secrets
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.model import Address, CardOut
from bot.storage.conversations import address_in, usable
from bot.storage.database import Database
from bot.storage.queue import OutboxQueue
from bot.storage.tables import conversations, outbox, sent_cards
from bot.storage.upsert import insert_into
from casework.about import About
from casework.messages import ALL_CARDS, CARDS_CHANGED, Message
from casework.ports import Clock


class StoredCards:
    """Finds cards, and notes those that came as answers. `verified` is as for addresses."""

    def __init__(self, database: Database, clock: Clock, *, verified: bool = True) -> None:
        self._database = database
        self._clock = clock
        self._usable = usable(verified=verified)

    async def about(self, about: About) -> Sequence[tuple[CardOut, Address]]:
        """Return the cards that are out about something, with where they stand; the oldest first."""
        query = (
            select(sent_cards, *(column.label(f"at_{column.name}") for column in conversations.c))
            .join(conversations, conversations.c.conversation_id == sent_cards.c.conversation_id)
            .where(sent_cards.c.about_kind == about.kind, sent_cards.c.about_id == about.id, self._usable)
            .order_by(sent_cards.c.sent_at)
        )
        async with self._database.engine.connect() as connection:
            return [(_card(row), address_in(row, "at_")) for row in await connection.execute(query)]

    async def there(self, about: About, conversation_id: str) -> Sequence[CardOut]:
        """Return the cards about something in a conversation, reached last or not; the oldest first."""
        c = sent_cards.c
        here = and_(c.about_kind == about.kind, c.about_id == about.id, c.conversation_id == conversation_id)
        query = select(sent_cards).where(here).order_by(c.sent_at)
        async with self._database.engine.connect() as connection:
            return [_card(row) for row in await connection.execute(query)]

    async def write(
        self, out: Mapping[CardOut, datetime.datetime], gone: Collection[tuple[str, str]]
    ) -> None:
        """Note cards as out, each with when it was drawn, and forget others.

        What has changed since a card was drawn may have been told to all cards before this one was known.
        Then it is told to this one as well; but a form that somebody has just opened is left alone.
        """
        async with self._database.writing() as connection:
            await note_cards(connection, list(out), datetime.datetime.now(datetime.UTC))
            await forget_cards(connection, gone)
            queue = OutboxQueue(connection, self._clock)
            for card, drawn in out.items():
                if await _changed_since(connection, card.about, drawn):
                    key = f"{card.about}:{CARDS_CHANGED}:{secrets.token_hex(8)}"
                    await queue.put(Message(CARDS_CHANGED, card.addressee, card.about, key))
        if queue.used:
            self._database.bell.ring()


async def _changed_since(connection: AsyncConnection, about: About, drawn: datetime.datetime) -> bool:
    told = select(outbox.c.id).where(
        outbox.c.about_kind == about.kind,
        outbox.c.about_id == about.id,
        outbox.c.to == ALL_CARDS,
        outbox.c.created_at >= drawn,
    )
    return (await connection.execute(told.limit(1))).first() is not None


async def note_cards(connection: AsyncConnection, cards: Sequence[CardOut], now: datetime.datetime) -> None:
    """Note cards as out, in the transaction at hand; of one that is known, what it shows now."""
    if not cards:
        return
    statement = insert_into(sent_cards, connection)
    new = statement.excluded
    statement = statement.on_conflict_do_update(
        index_elements=[sent_cards.c.conversation_id, sent_cards.c.activity_id],
        set_={
            "about_kind": new.about_kind,
            "about_id": new.about_id,
            "kind": new.kind,
            "shown": new.shown,
        },
    )
    await connection.execute(statement, [_row(card, now) for card in cards])


async def forget_cards(connection: AsyncConnection, places: Collection[tuple[str, str]]) -> None:
    """Forget the cards at these conversations and activities, in the transaction at hand."""
    if not places:
        return
    there = and_(
        sent_cards.c.conversation_id == bindparam("conversation"),
        sent_cards.c.activity_id == bindparam("activity"),
    )
    named = [{"conversation": conversation, "activity": activity} for conversation, activity in places]
    await connection.execute(delete(sent_cards).where(there), named)


def _row(card: CardOut, now: datetime.datetime) -> dict[str, Any]:
    return {
        "conversation_id": card.conversation_id,
        "activity_id": card.activity_id,
        "about_kind": card.about.kind,
        "about_id": card.about.id,
        "person_id": card.person_id,
        "kind": card.kind,
        "shown": card.shown,
        "sent_at": now,
    }


def _card(row: Row[Any]) -> CardOut:
    return CardOut(
        conversation_id=row.conversation_id,
        activity_id=row.activity_id,
        about=About(row.about_kind, row.about_id),
        person_id=row.person_id,
        kind=row.kind,
        shown=row.shown,
    )
