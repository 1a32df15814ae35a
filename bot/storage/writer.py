"""Writes what the ports keep in memory to the database, a moment later and in one transaction."""

import asyncio
import logging
import time
from typing import Protocol

from bot.ending import within
from bot.storage.counts import StoredCounts
from bot.storage.database import UNAVAILABLE
from bot.storage.places import StoredPlaces

log = logging.getLogger(__name__)

PAUSE = 0.25
LONGEST_PAUSE = 5.0
PURGE_EVERY = 3600.0
"""Seconds between two writings, the same while the database is away, and between two purges."""


class Unwritten(Protocol):
    """Something kept in memory."""

    async def write(self) -> None:
        """Write what is not written yet; on a failure it stays unwritten."""
        ...

    def unwritten(self) -> dict[str, int]:
        """Return how much of what is not written yet, or being written at this moment."""
        ...


class Purged(Protocol):
    """Something that keeps what it has for a while only."""

    async def purge(self) -> None:
        """Delete what is too old."""
        ...


class Writer:
    """A background task that writes and purges. A database that is away costs nothing but time."""

    def __init__(
        self, places: StoredPlaces, counts: StoredCounts, *others: Unwritten, also: tuple[Purged, ...] = ()
    ) -> None:
        """Write all that is in memory; `also` is purged like the places."""
        self._purged: tuple[Purged, ...] = (places, *also)
        self._unwritten: tuple[Unwritten, ...] = (places, counts, *others)
        self._purged_at = float("-inf")
        self._task = asyncio.create_task(self._run())

    async def stop(self, seconds: float) -> None:
        """Write what is left, for at most so many seconds; tell what is lost, for each kind how much.

        What was being written when time was up may be in the database all the same.
        """
        self._task.cancel()
        try:
            await within(seconds, self._write_the_rest())
        except UNAVAILABLE as error:
            lost = {kind: n for one in self._unwritten for kind, n in one.unwritten().items() if n}
            for kind, count in lost.items():
                facts = {"kind": kind, "count": count}
                log.error("storage.unwritten", extra=facts, exc_info=error)  # noqa: TRY400  # told without its text

    async def _write_the_rest(self) -> None:
        await asyncio.gather(self._task, return_exceptions=True)
        await self._write()

    async def _run(self) -> None:
        pause = PAUSE
        while True:
            try:
                await self._write()
                await self._purge()
                pause = PAUSE
            except UNAVAILABLE as error:
                pause = min(pause * 2, LONGEST_PAUSE)
                log.warning("storage.away", exc_info=error)
            await asyncio.sleep(pause)

    async def _write(self) -> None:
        for unwritten in self._unwritten:
            await unwritten.write()

    async def _purge(self) -> None:
        if time.monotonic() - self._purged_at >= PURGE_EVERY:
            for purged in self._purged:
                await purged.purge()
            self._purged_at = time.monotonic()
