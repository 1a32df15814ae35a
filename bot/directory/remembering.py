"""What the directory was told, kept for a while: answers cost a call, and Microsoft Graph may be away."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from casework.errors import DirectoryUnavailable

T = TypeVar("T")

Now = Callable[[], float]
"""Seconds from any beginning."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long an answer is kept, in seconds, and how many answers."""

    fresh: float
    nothing: float
    """The same for an answer that says no, none or nobody: it is the one that somebody is about to mend."""
    stale: float
    """Until this age an answer is used where no newer one can be had."""
    most: int = 20_000
    patience: float | None = None
    """Seconds for which somebody waits; the question goes on without them, for those who ask next."""


@dataclass(frozen=True, slots=True)
class _Kept(Generic[T]):
    answer: T
    at: float


class Memory(Generic[T]):
    """Answers by key. Whoever asks while the same is being asked waits for that one question."""

    def __init__(
        self, ask: Callable[[str], Awaitable[T]], keeping: Keeping, now: Now = time.monotonic
    ) -> None:
        self._ask = ask
        self._keeping = keeping
        self._now = now
        self._kept: dict[str, _Kept[T]] = {}
        self._asking: dict[str, asyncio.Task[T]] = {}

    async def get(self, key: str) -> T:
        """Return the answer, or raise DirectoryUnavailable: none can be had, and none is young enough."""
        kept = self._kept.get(key)
        if kept and self._age(kept) < (self._keeping.fresh if kept.answer else self._keeping.nothing):
            return kept.answer
        try:
            return await self._asked(key)
        except DirectoryUnavailable:
            if kept and self._age(kept) < self._keeping.stale:
                return kept.answer
            raise

    def keep(self, key: str, answer: T) -> None:
        """Keep an answer that came along with another one; the oldest goes where there are too many."""
        self._kept.pop(key, None)
        self._kept[key] = _Kept(answer, self._now())
        if len(self._kept) > self._keeping.most:
            del self._kept[next(iter(self._kept))]

    async def close(self) -> None:
        """Ask nothing more."""
        asking = list(self._asking.values())
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)

    def _age(self, kept: _Kept[T]) -> float:
        return self._now() - kept.at

    async def _asked(self, key: str) -> T:
        """Wait for the one question. Whoever gives up waiting does not take the answer from the others."""
        task = self._asking.get(key)
        if task is None:
            task = self._asking[key] = asyncio.create_task(self._ask_and_keep(key))
            task.add_done_callback(seen)
        try:
            async with asyncio.timeout(self._keeping.patience):
                return await asyncio.shield(task)
        except TimeoutError:
            raise DirectoryUnavailable from None

    async def _ask_and_keep(self, key: str) -> T:
        try:
            answer = await self._ask(key)
            self.keep(key, answer)
            return answer
        finally:
            del self._asking[key]


def seen(task: "asyncio.Future[T]") -> None:
    """Take note of a failure that nobody waits for any more."""
    if not task.cancelled():
        task.exception()
