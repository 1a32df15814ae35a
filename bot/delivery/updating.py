"""Every card that is out about a request is brought to the newest state, where it stands."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.delivery.model import Address, CardFor, CardOut, Leased, Settled, digest_of
from bot.delivery.patience import CallError, pause_before
from bot.delivery.rates import Rates
from casework.about import About
from casework.messages import ALL_CARDS, CARDS_GONE, HR_CHANNEL, NOT_YOURS, Message
from dialogs.turn import Reply

log = logging.getLogger(__name__)

NOT_THERE = frozenset({403, 404})
"""The message was deleted, or the bot is no longer in its chat."""


class Cards(Protocol):
    """The cards that are out."""

    async def about(self, about: About) -> Sequence[tuple[CardOut, Address]]:
        """Return the cards about something, with where they stand."""
        ...


class Updates(Protocol):
    """What is needed of the connector."""

    async def update(self, address: Address, activity_id: str, reply: Reply) -> None:
        """Replace a message of the bot, or raise CallError."""
        ...


@dataclass(frozen=True, slots=True)
class _End:
    """What became of one card: it shows something else, is out no more, could not be updated, or stays."""

    written: CardOut | None = None
    gone: CardOut | None = None
    error: CallError | None = None


class Updating:
    """Brings cards up to date. One that shows the newest state already costs no call."""

    def __init__(self, cards: Cards, updates: Updates, card_for: CardFor, rates: Rates) -> None:
        self._cards = cards
        self._updates = updates
        self._card_for = card_for
        self._rates = rates

    async def bring_up_to_date(self, leased: Leased) -> Settled:
        """Update all cards that are out about what the message is about, or the one that it is for."""
        message = leased.message
        out = await self._cards.about(message.about)
        meant = [at for at in out if message.to in (ALL_CARDS, at[0].addressee)]
        ends = await asyncio.gather(*(self._end(leased, *at) for at in meant))
        settled = Settled(
            leased.id,
            written=tuple(end.written for end in ends if end.written),
            gone=tuple(end.gone for end in ends if end.gone),
        )
        return _as_a_whole(leased, settled, [end.error for end in ends if end.error])

    async def _end(self, leased: Leased, card: CardOut, address: Address) -> _End:
        try:
            return await self._update(leased, card, address)
        except CallError as error:
            if error.status in NOT_THERE:
                return _End(gone=card)
            if error.status == 429 and error.retry_after is not None:
                await self._rates.hold(address.conversation_id, error.retry_after)
            return _End(error=error)

    async def _update(self, leased: Leased, card: CardOut, address: Address) -> _End:
        await self._rates.turn(address.conversation_id)
        reply = await self._present(leased.message, card, address.language)
        if reply is None:
            return _End()
        digest = digest_of(reply)
        if digest != card.shown:
            leased.hold.check()
            await self._updates.update(address, card.activity_id, reply)
        if leased.message.kind == CARDS_GONE:
            return _End(gone=card)
        return _End(written=replace(card, shown=digest) if digest != card.shown else None)

    async def _present(self, message: Message, card: CardOut, lang: str) -> Reply | None:
        """Return the card as it is now; for a person who may see it no more, one that says only that."""
        it = _as_sent(message, card)
        reply = await self._card_for(it, card.person_id, lang)
        if reply is None and card.person_id:
            return await self._card_for(replace(it, kind=NOT_YOURS), card.person_id, lang)
        return reply


def _as_sent(message: Message, card: CardOut) -> Message:
    """Return the message that the card came with, of which it is now another state."""
    if message.kind == CARDS_GONE:
        return message
    return replace(message, kind=card.kind, to=card.person_id or HR_CHANNEL)


def _as_a_whole(leased: Leased, settled: Settled, errors: Sequence[CallError]) -> Settled:
    """Return what became of the message: the cards that failed are tried again together, or given up.

    A card that is given up keeps its buttons, but they are refused: it is older than the request.
    """
    if not errors:
        return settled
    tried = [pause_before(leased.attempts, error, leased.tried_for) for error in errors]
    pauses = [pause for pause in tried if pause is not None]
    level, told = (
        (logging.WARNING, "delivery.card_later") if pauses else (logging.ERROR, "delivery.card_given_up")
    )
    for error in errors:
        facts = {"kind": leased.message.kind, "status": error.status, "attempts": leased.attempts}
        log.log(level, told, extra=facts)
    failed = replace(settled, error=", ".join(sorted({error.told for error in errors})))
    return replace(failed, again_in=max(pauses)) if pauses else replace(failed, given_up=True)
