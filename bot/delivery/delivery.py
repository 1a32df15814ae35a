"""Delivery and the clock as one thing that starts, lives and stops."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.delivery.timekeeper import Timekeeper
from bot.delivery.worker import Worker
from bot.ending import within

log = logging.getLogger(__name__)

RELEASE_SECONDS = 1.0
"""How long the database may take at the end; after that leases run out by themselves."""
FAREWELL_SECONDS = 0.5
"""How long the background tasks may take to end; a transaction that hangs is not waited for."""

Listen = Callable[[Callable[[], None]], Awaitable[None]]
"""Calls back whenever another process has queued something, until cancelled."""


class Delivery:
    """Runs the worker and the clock in the background."""

    def __init__(self, worker: Worker, timekeeper: Timekeeper, listen: Listen) -> None:
        self._worker = worker
        self._timekeeper = timekeeper
        self._listen = listen
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin."""
        self._task = asyncio.create_task(self._run())

    async def is_alive(self) -> bool:
        """Say whether it runs, and comes round."""
        if self._task is None or self._task.done():
            return False
        return not (self._worker.stands_still or self._timekeeper.stands_still)

    def take_no_more(self) -> None:
        """Begin to end: what is under way goes on, and nothing new is begun."""
        self._worker.take_no_more()

    async def stop(self, seconds: float) -> None:
        """End. What is under way has so long; what is not done then is anybody's at once."""
        if self._task is None:
            return
        try:
            await within(seconds + RELEASE_SECONDS, self._worker.finish(seconds))
        except Exception as error:  # the leases run out by themselves
            log.warning("delivery.not_released", exc_info=error)
        self._task.cancel()
        with suppress(TimeoutError):
            await within(FAREWELL_SECONDS, asyncio.gather(self._task, return_exceptions=True))

    async def _run(self) -> None:
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._worker.run())
                tasks.create_task(self._timekeeper.run())
                tasks.create_task(_listening(self._listen, self._worker))
        except* Exception:
            log.exception("delivery.died")
            raise


async def _listening(listen: Listen, worker: Worker) -> None:
    await listen(worker.wake)
