"""News about all cards that came by before a card was known as out.

News waits while a message about the same is on its way, but no longer than that one's lease: whoever stands
still for longer, as a machine does that is moved, may have sent a card that the news did not find. So it is
told to such a card alone, once the card is known.
"""

import secrets
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import and_, insert, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.model import CardOut, Settled, lane_of
from bot.storage.tables import outbox
from bot.storage.tables.base import EPOCH
from bot.storage.tables.outbox import PENDING
from casework.messages import ALL_CARDS, CARDS_CHANGED, Message


async def tell_what_they_missed(connection: AsyncConnection, settled: Sequence[Settled]) -> None:
    """Queue the news again for each new card that it may have missed, in the transaction at hand."""
    new = [(one.drawn_after, card) for one in settled if one.drawn_after for card in one.written]
    if not new:
        return
    about = {(card.about.kind, card.about.id) for _, card in new}
    since = min(drawn_after for drawn_after, _ in new)
    has_looked = or_(
        outbox.c.done_at >= since, outbox.c.failed_at >= since, and_(PENDING, outbox.c.attempts > 0)
    )
    query = select(outbox.c.about_kind, outbox.c.about_id, outbox.c.created_at).where(
        tuple_(outbox.c.about_kind, outbox.c.about_id).in_(sorted(about)),
        outbox.c.to == ALL_CARDS,
        has_looked,
    )
    news = {(row.about_kind, row.about_id): row.created_at for row in await connection.execute(query)}
    again = list(_again((card for _, card in new), news))
    if again:
        await connection.execute(insert(outbox), again)


def _again(cards: Iterator[CardOut], news: dict[tuple[str, str], Any]) -> Iterator[dict[str, Any]]:
    for card in cards:
        created_at = news.get((card.about.kind, card.about.id))
        if created_at is not None:
            key = f"{card.about}:{CARDS_CHANGED}:{secrets.token_hex(8)}"
            message = Message(CARDS_CHANGED, card.addressee, card.about, key)
            yield {
                "key": key,
                "kind": message.kind,
                "to": message.to,
                "about_kind": card.about.kind,
                "about_id": card.about.id,
                "created_at": created_at,
                "lane": lane_of(message),
                "next_at": EPOCH,
            }
