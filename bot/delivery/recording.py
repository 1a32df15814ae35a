"""What became of messages, stored together: many at once cost the database little more than one."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from bot.delivery.model import Settled

log = logging.getLogger(__name__)

PAUSE = 0.2
"""Seconds between two attempts while the database is away."""

Store = Callable[[Sequence[Settled]], Awaitable[None]]


class Recording:
    """Stores what became of messages until it is stored, however long the database is away."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[tuple[Settled, asyncio.Future[None]]] = []
        self._unstored: set[asyncio.Future[None]] = set()
        self._news = asyncio.Event()

    async def record(self, settled: Settled) -> None:
        """Return when it is stored. It is stored also when whoever waits for it is cancelled."""
        stored = asyncio.get_running_loop().create_future()
        self._unstored.add(stored)
        stored.add_done_callback(self._unstored.discard)
        self._waiting.append((settled, stored))
        self._news.set()
        await asyncio.shield(stored)

    async def all_stored(self) -> None:
        """Return when all that was recorded so far is stored."""
        if self._unstored:
            await asyncio.wait(set(self._unstored))

    async def run(self) -> None:
        """Store what comes, for ever."""
        while True:
            await self._news.wait()
            self._news.clear()
            batch, self._waiting = self._waiting, []
            await self._store_at_last([settled for settled, _ in batch])
            for _, stored in batch:
                stored.set_result(None)

    async def _store_at_last(self, batch: Sequence[Settled]) -> None:
        while True:
            try:
                await self._store(batch)
            except Exception as error:  # what is sent is sent: it has to be stored some time
                log.warning("delivery.unrecorded", exc_info=error)
                await asyncio.sleep(PAUSE)
            else:
                return
