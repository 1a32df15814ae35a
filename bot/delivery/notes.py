"""What the edge sees go by: where people are reached, and cards that are out as answers.

Kept in memory at once and stored a moment later, so that no turn waits for it.
"""

import datetime
import time
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Protocol

from bot.delivery.model import Address, CardOut, Left
from casework.ports import Clock

REFRESH_SECONDS = 3600.0
"""How often an address that has not changed is stored again, so that it counts as seen."""
CHANNEL_REFRESH_SECONDS = 5.0
"""The same for a channel, which another process, or delivery, may have noted as gone meanwhile."""
MOST_REMEMBERED = 20_000


class AddressBook(Protocol):
    """Stored addresses."""

    async def write(self, seen: Collection[Address], left: Collection[Left]) -> None:
        """Store addresses as seen now, and note where the bot may not write any more."""
        ...


class CardBook(Protocol):
    """Stored cards."""

    async def write(
        self, out: Mapping[CardOut, datetime.datetime], gone: Collection[tuple[str, str]]
    ) -> None:
        """Note cards as out, each with when it was drawn, and forget others.

        A card about something that has changed since it was drawn is brought to the newest state.
        """
        ...


class Notes:
    """Takes notes. `write` is called again and again by whoever stores what is in memory."""

    def __init__(self, addresses: AddressBook, cards: CardBook, clock: Clock) -> None:
        self._addresses = addresses
        self._cards = cards
        self._clock = clock
        self._known: dict[str, tuple[Address, float]] = {}
        self._seen: dict[str, Address | Left] = {}
        self._being_stored: dict[str, Address | Left] = {}
        self._teams_left: dict[str, Left] = {}
        self._shown: dict[tuple[str, str], tuple[CardOut, datetime.datetime] | None] = {}
        self._being_shown: dict[tuple[str, str], tuple[CardOut, datetime.datetime] | None] = {}

    def now(self) -> datetime.datetime:
        """Return the moment to give with a card that is drawn from now on."""
        return self._clock.now()

    def heard_from(self, address: Address) -> None:
        """Note where somebody wrote from. Who hears something from a team is in it."""
        self._teams_left.pop(address.team_id or "", None)
        known, at = self._known.pop(address.conversation_id, (None, 0.0))
        if known and not address.locale:
            address = replace(address, locale=known.locale)
        fresh_for = REFRESH_SECONDS if address.person_id else CHANNEL_REFRESH_SECONDS
        if (known is address or known == address) and time.monotonic() - at < fresh_for:
            self._known[address.conversation_id] = (known, at)
            return
        if len(self._known) >= MOST_REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[address.conversation_id] = (address, time.monotonic())
        self._seen[address.conversation_id] = address

    def taken_out_of(self, left: Left) -> None:
        """Note that the bot may not write there any more."""
        self._known.pop(left.conversation_id, None)
        if left.team_id is None:
            self._seen[left.conversation_id] = left
        else:
            self._teams_left[left.team_id] = left
            self._known = {id_: it for id_, it in self._known.items() if it[0].team_id != left.team_id}

    def card_out(self, card: CardOut, drawn: datetime.datetime) -> None:
        """Note that a message of the bot shows a request or case, as it stood at this moment."""
        self._shown[card.conversation_id, card.activity_id] = (card, drawn)

    def card_replaced(self, conversation_id: str, activity_id: str) -> None:
        """Note that a message of the bot shows something else from now on."""
        self._shown[conversation_id, activity_id] = None

    def address_of(self, person_id: str) -> Address | None:
        """Return a person's address where it is not stored yet."""
        return next((address for address in self._unstored() if address.person_id == person_id), None)

    def last_seen(self) -> Address | None:
        """Return the address from which the bot heard last, where it is not stored yet."""
        return next(reversed(self._unstored()), None)

    def unwritten(self) -> dict[str, int]:
        """Return of how many conversations, and of how many cards, something is not stored yet."""
        addresses = len(self._being_stored | self._seen) + len(self._teams_left)
        return {"addresses": addresses, "cards": len(self._being_shown | self._shown)}

    async def write(self) -> None:
        """Store what is not stored yet; on a failure it stays unstored."""
        await self._write_addresses()
        await self._write_cards()

    async def _write_addresses(self) -> None:
        if not self._seen and not self._teams_left:
            return
        batch, self._seen = self._seen, {}
        self._being_stored = batch
        teams, self._teams_left = self._teams_left, {}
        try:
            left = [it for it in batch.values() if isinstance(it, Left)]
            await self._addresses.write(_addresses_in(batch), [*left, *teams.values()])
        except BaseException:
            heard_since = {address.team_id for address in _addresses_in(self._seen)}
            self._seen = batch | self._seen
            back = {team: left for team, left in teams.items() if team not in heard_since}
            self._teams_left = back | self._teams_left
            raise
        finally:
            self._being_stored = {}

    def _unstored(self) -> list[Address]:
        return _addresses_in(self._being_stored | self._seen)

    async def _write_cards(self) -> None:
        if not self._shown:
            return
        batch, self._shown = self._shown, {}
        self._being_shown = batch
        try:
            gone = [place for place, card in batch.items() if card is None]
            await self._cards.write(dict(card for card in batch.values() if card), gone)
        except BaseException:
            self._shown = batch | self._shown
            raise
        finally:
            self._being_shown = {}


def _addresses_in(seen: Mapping[str, Address | Left]) -> list[Address]:
    return [it for it in seen.values() if isinstance(it, Address)]
