"""How fast messages may leave: in all, and into one conversation.

Messages are spaced evenly instead of saved up and let go together, so that no second holds more than the
rate, but for the few by which senders that woke up late make up for it. Each takes a turn; who keeps the
turns says for how many processes they count.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.delivery.patience import LONGEST_RETRY_AFTER, CallError

MOST_NAMES = 10_000
"""Beyond this, what is free again is forgotten."""

CATCH_UP = 0.02
"""Seconds by which a sender may be behind and make up for it: an event loop wakes up late."""

LONGEST_WAIT = 60.0
"""Seconds. Who would wait longer for a conversation comes again, and takes nobody's place meanwhile."""
_A_FEW = 10
"""Turns of a slow rate that are waited for all the same: who comes again begins behind those who wait."""

ALL = ""
"""The name under which all messages take their turns; no conversation is called so."""

Now = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]


class Turns(Protocol):
    """Turns that follow one another, by name."""

    async def take(self, name: str, seconds: float, behind: float = 0.0) -> float:
        """Take the next turn, which lasts so many seconds; return the seconds until it begins.

        One that could have begun before now, by so many seconds at most, counts from then.
        """
        ...

    async def hold(self, name: str, seconds: float) -> None:
        """Let no turn begin for so many seconds from now on."""
        ...


class OwnTurns:
    """The turns of one process, in memory."""

    def __init__(self, now: Now = time.monotonic) -> None:
        self._now = now
        self._free_at: dict[str, float] = {}

    async def take(self, name: str, seconds: float, behind: float = 0.0) -> float:
        """Take the next turn; return the seconds until it begins."""
        now = self._now()
        at = max(now - behind, self._free_at.get(name, 0.0))
        self._free_at[name] = at + seconds
        if len(self._free_at) > MOST_NAMES:
            self._free_at = {name: at for name, at in self._free_at.items() if at > now}
        return max(0.0, at - now)

    async def hold(self, name: str, seconds: float) -> None:
        """Let no turn begin for so many seconds."""
        self._free_at[name] = max(self._now() + seconds, self._free_at.get(name, 0.0))


class Rates:
    """Gives each message its moment."""

    def __init__(
        self,
        a_second: float,
        a_second_each: float,
        turns: Turns | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """Without `turns` they count for this process alone."""
        self._gap, self._gap_each = 1 / a_second, 1 / a_second_each
        self._longest_wait = max(LONGEST_WAIT, _A_FEW * self._gap_each)
        self._turns = turns or OwnTurns()
        self._sleep = sleep

    async def turn(self, conversation_id: str) -> None:
        """Wait until a message may go into this conversation, or raise CallError: not for a long while."""
        own = await self._turns.take(conversation_id, self._gap_each)
        if own > self._longest_wait:
            raise CallError(429, "Held", retry_after=own)
        if own:
            await self._sleep(own)
        # Only now: a turn among all, taken earlier, would go by unused while this one waits for its own.
        of_all = await self._turns.take(ALL, self._gap, CATCH_UP)
        if of_all:
            await self._sleep(of_all)
            await self._turns.hold(conversation_id, self._gap_each)  # it counts from when it is sent

    async def hold(self, conversation_id: str, seconds: float) -> None:
        """Let nothing into this conversation for so long, but an hour at most, whatever Teams asked for.

        A pause outlives the process that was told of it, so an absurd one must end by itself.
        """
        await self._turns.hold(conversation_id, min(seconds, LONGEST_RETRY_AFTER))
