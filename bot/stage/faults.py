"""Faults that tests can order: what the Bot Connector answers on a bad day."""

import asyncio
from collections import deque
from dataclasses import dataclass

CODES = {
    403: "BotNotInConversationRoster",
    404: "ConversationNotFound",
    412: "PreconditionFailed",
    413: "MessageSizeTooBig",
    429: "Throttled",
    500: "ServiceError",
    502: "BadGateway",
    503: "ServiceUnavailable",
    504: "GatewayTimeout",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One send that goes wrong. `delivered`: the message arrives all the same, only the answer is bad."""

    status: int
    retry_after: float | None = None
    delivered: bool = False
    hangs: bool = False
    cuts: bool = False
    """The connection breaks instead of an answer."""
    chat: str | None = None
    """The id of the only conversation whose calls it hits; None: any call."""


class Faults:
    """The faults still to come, first in, first out. They hit sends, updates and creations alike."""

    def __init__(self) -> None:
        self._waiting: deque[Fault] = deque()
        self._released = asyncio.Event()

    def order(self, fault: Fault, times: int) -> None:
        """Let the next `times` calls of the bot go wrong."""
        self._waiting.extend([fault] * times)

    def take(self, chat: str | None) -> Fault | None:
        """Return the fault that hits a call for a conversation (None: it opens one), if any."""
        fault = next((one for one in self._waiting if one.chat in (None, chat)), None)
        if fault:
            self._waiting.remove(fault)
        return fault

    async def hang(self) -> None:
        """Wait until the stage closes; the bot is expected to give up long before."""
        await self._released.wait()

    def release(self) -> None:
        """Let go of everything that hangs."""
        self._released.set()
