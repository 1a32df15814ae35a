"""How fast, and in what order, one conversation is written to, whoever writes there: replies and the outbox.

Source: learn.microsoft.com, "Optimize your bot with rate limiting in Teams": the limits per bot and thread,
and that calls at the same time in one conversation may fail with 412. Counts for one process.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable

Limits = tuple[tuple[int, float], ...]

AT_ONCE: Limits = ((7, 1.0), (8, 2.0))
"""So many calls in so many seconds: what also replies keep to, for which somebody waits."""
LIMITS: Limits = (*AT_ONCE, (60, 30.0), (1800, 3600.0))
"""All of them. A reply does not wait half a minute for a limit that only a machine's haste can reach; should
Teams turn it away, it is tried again when Teams says."""
MOST_CONVERSATIONS = 5000
"""Beyond this, those are forgotten in which nothing is under way, the longest quiet first."""

Sleep = Callable[[float], Awaitable[None]]


class _Conversation:
    """One call at a time, and the moments of the last ones."""

    __slots__ = ("lock", "moments")

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.moments: deque[float] = deque(maxlen=LIMITS[-1][0])

    def free_at(self, limits: Limits) -> float:
        """Return when the next call may be made."""
        made, moments = len(self.moments), self.moments
        return max((moments[-most] + seconds for most, seconds in limits if made >= most), default=0.0)


class Pace:
    """Gives each call its turn. `limited` False: in order, but as fast as calls are taken."""

    def __init__(
        self,
        *,
        limited: bool = True,
        now: Callable[[], float] = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._limited = limited
        self._now = now
        self._sleep = sleep
        self._conversations: dict[str, _Conversation] = {}

    def turn(self, conversation_id: str, limits: Limits = LIMITS) -> "_Turn":
        """Return what waits for one's turn in a conversation, and holds it for an `async with` block."""
        conversation = self._conversations.pop(conversation_id, None) or _Conversation()
        self._conversations[conversation_id] = conversation  # the longest quiet stands first
        if len(self._conversations) > MOST_CONVERSATIONS:
            self._forget(conversation)
        return _Turn(self, conversation, limits)

    async def wait(self, conversation: _Conversation, limits: Limits) -> None:
        """Wait until a call may be made, and count it."""
        if not self._limited:
            return
        while (wait := conversation.free_at(limits) - self._now()) > 0:
            await self._sleep(wait)
        conversation.moments.append(self._now())

    def _forget(self, needed: _Conversation) -> None:
        for name, one in self._conversations.items():
            if one is not needed and not one.lock.locked():
                del self._conversations[name]
                return


class _Turn:
    __slots__ = ("_conversation", "_limits", "_pace")

    def __init__(self, pace: Pace, conversation: _Conversation, limits: Limits) -> None:
        self._pace, self._conversation, self._limits = pace, conversation, limits

    async def __aenter__(self) -> None:
        await self._conversation.lock.acquire()
        try:
            await self._pace.wait(self._conversation, self._limits)
        except BaseException:
            self._conversation.lock.release()
            raise

    async def __aexit__(self, *_: object) -> None:
        self._conversation.lock.release()
