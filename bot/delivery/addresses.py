"""Where a message goes: a person's own chat, opened if need be, or the HR/Jura channel."""

import datetime
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.delivery.model import Address, Left
from bot.delivery.patience import CallError, NowhereToGoError
from casework.messages import HR_CHANNEL

FRESH_SECONDS = 5.0
"""How long an address that was looked up is used again."""


class Book(Protocol):
    """Stored addresses."""

    async def of_people(self, people: Collection[str]) -> Mapping[str, Address]:
        """Return each person's own chat; who has none is left out."""
        ...

    async def of_conversation(self, conversation_id: str) -> Address | None:
        """Return the address of a conversation."""
        ...

    async def last_seen(self) -> Address | None:
        """Return the address from which the bot heard last, of whomever."""
        ...

    async def write(self, seen: Collection[Address], left: Collection[Left]) -> None:
        """Store addresses as seen now, and note where the bot may not write any more."""
        ...

    async def turned_away(self, channel: Address, tried_at: datetime.datetime) -> None:
        """Note that the bot may not write in a channel, unless it was heard from since it was tried."""
        ...


class Unstored(Protocol):
    """Addresses that the edge saw a moment ago."""

    def address_of(self, person_id: str) -> Address | None:
        """Return a person's address where it is not stored yet."""
        ...

    def last_seen(self) -> Address | None:
        """Return the address from which the bot heard last, where it is not stored yet."""
        ...


class Opener(Protocol):
    """Opens chats."""

    async def open_chat(self, service_url: str, tenant_id: str, bot_id: str, person_id: str) -> str:
        """Return the id of the conversation with a person, or raise CallError."""
        ...


Chosen = Callable[[], Awaitable[str | None]]
"""Returns the conversation id of the channel that HR/Jura chose in chat, while the bot can write there."""


@dataclass(frozen=True, slots=True)
class Home:
    """The bot's own tenant, and which channel is HR/Jura's."""

    tenant_id: str
    """Empty where the bot has no identity."""
    hr_conversation: str | None
    """As an administrator wrote it down, which stands above what is chosen in chat; None: not written."""


class Addresses:
    """Looks addresses up, many at once, and makes those of people whom the bot has not met."""

    def __init__(self, book: Book, unstored: Unstored, opener: Opener, home: Home, chosen: Chosen) -> None:
        self._book = book
        self._chosen = chosen
        self._unstored = unstored
        self._opener = opener
        self._home = home
        self._fresh: dict[str, Address] = {}
        self._fresh_until = 0.0

    async def look_up(self, people: Collection[str]) -> None:
        """Look these people up together, so that `of` finds each of them at hand."""
        if time.monotonic() > self._fresh_until:
            self._fresh, self._fresh_until = {}, time.monotonic() + FRESH_SECONDS
        unknown = [person for person in people if person not in self._fresh and person != HR_CHANNEL]
        if unknown:
            self._fresh.update(await self._book.of_people(unknown))

    async def of(self, to: str) -> Address:
        """Return the address of a person or of the HR/Jura channel.

        Raises:
            CallError: there is none, and none can be made.

        """
        if to == HR_CHANNEL:
            return await self._of_hr()
        known = self._unstored.address_of(to) or self._fresh.get(to)
        if known:
            return known
        await self.look_up([to])
        return self._fresh.get(to) or await self.open(to)

    async def open(self, person_id: str) -> Address:
        """Open a chat with a person whom the bot has not met, or who has removed theirs; note and return it.

        Raises:
            CallError: it cannot be opened.

        """
        service_url, tenant_id, bot_id = await self._service()
        conversation = await self._opener.open_chat(service_url, tenant_id, bot_id, person_id)
        address = Address(conversation, service_url, tenant_id, bot_id, person_id)
        await self._book.write([address], [])
        self._fresh[person_id] = address
        return address

    async def reached(self, channel: Address) -> None:
        """Note that a channel could be written to from which nothing was heard yet."""
        if await self._book.of_conversation(channel.conversation_id) is None:
            await self._book.write([channel], [])

    async def forget(self, address: Address, tried_at: datetime.datetime) -> None:
        """Forget an address that leads nowhere any more; a channel stays that is back since it was tried."""
        if address.person_id is None:
            await self._book.turned_away(address, tried_at)
            return
        self._fresh.pop(address.person_id, None)
        await self._book.write([], [Left(address.conversation_id)])

    async def _of_hr(self) -> Address:
        channel = self._home.hr_conversation or await self._chosen()
        if channel is None:
            raise CallError(404, "NoHrChannel")
        known = await self._book.of_conversation(channel)
        return known or Address(channel, *await self._service())

    async def _service(self) -> tuple[str, str, str]:
        """Return service URL, tenant and bot account as last heard from Teams.

        Until then there is nowhere to write: no address is good that no verified activity came from.
        """
        last = self._unstored.last_seen() or await self._book.last_seen()
        if not last:
            raise NowhereToGoError
        return last.service_url, self._home.tenant_id or last.tenant_id, last.bot_id
