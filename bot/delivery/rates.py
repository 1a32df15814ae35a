"""How fast messages may leave: in all, and into one conversation.

Messages are spaced evenly instead of saved up and let go together, so that no second holds more than the
rate. Counts for one process.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable

MOST_CONVERSATIONS = 10_000
"""Beyond this, conversations that are free to be written to are forgotten."""

CATCH_UP = 0.02
"""Seconds by which a sender may be behind and make up for it: an event loop wakes up late."""

Now = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]


class Rates:
    """Gives each message its moment."""

    def __init__(
        self,
        a_second: float,
        a_second_each: float,
        now: Now = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._gap, self._gap_each = 1 / a_second, 1 / a_second_each
        self._now = now
        self._sleep = sleep
        self._free_at = 0.0
        self._free_at_each: dict[str, float] = {}

    async def turn(self, conversation_id: str) -> None:
        """Wait until a message may go into this conversation."""
        await self._pass(self._reserve_in(conversation_id))
        await self._pass(self._reserve())
        sent = self._now() + self._gap_each
        self._free_at_each[conversation_id] = max(sent, self._free_at_each.get(conversation_id, 0.0))

    def _reserve_in(self, conversation_id: str) -> float:
        now = self._now()
        at = max(now, self._free_at_each.get(conversation_id, 0.0))
        self._free_at_each[conversation_id] = at + self._gap_each
        self._forget(now)
        return at - now

    def _reserve(self) -> float:
        now = self._now()
        at = max(now - CATCH_UP, self._free_at)
        self._free_at = at + self._gap
        return at - now

    def hold(self, conversation_id: str, seconds: float) -> None:
        """Let nothing into this conversation for so long."""
        until = self._now() + seconds
        self._free_at_each[conversation_id] = max(until, self._free_at_each.get(conversation_id, 0.0))

    def _forget(self, now: float) -> None:
        if len(self._free_at_each) > MOST_CONVERSATIONS:
            self._free_at_each = {chat: at for chat, at in self._free_at_each.items() if at > now}

    async def _pass(self, seconds: float) -> None:
        if seconds > 0:
            await self._sleep(seconds)
