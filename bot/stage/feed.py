"""What happens on the stage, as a stream: tests wait for it, the page listens to it."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from bot.stage.people import Json

Found = TypeVar("Found")


class Feed:
    """Numbered events. Nothing is stored here: whoever comes late reads the present state."""

    def __init__(self) -> None:
        self.number = 0
        self._listeners: set[asyncio.Queue[Json]] = set()

    def publish(self, kind: str, **what: object) -> None:
        """Tell all listeners; they run when the caller awaits next."""
        self.number += 1
        for listener in self._listeners:
            listener.put_nowait({"number": self.number, "kind": kind, **what})

    @contextmanager
    def listen(self) -> Iterator[asyncio.Queue[Json]]:
        """Give a queue of everything that happens from now on."""
        listener: asyncio.Queue[Json] = asyncio.Queue()
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    async def until(self, look: Callable[[], Found | None], seconds: float) -> Found:
        """Return the first thing that `look` finds, now or after an event; TimeoutError after `seconds`."""
        with self.listen() as news:
            async with asyncio.timeout(seconds):
                while (found := look()) is None:
                    await news.get()
        return found
