"""How an end keeps to its time, whatever hangs."""

import asyncio
import logging
import os
import threading
import time
from collections.abc import Awaitable

log = logging.getLogger(__name__)

END_SECONDS = 9.0
"""From the signal to the end of the process; whoever stops it gives it ten."""


async def within(seconds: float, work: Awaitable[object]) -> None:
    """Do something for so many seconds at most, then raise TimeoutError.

    Unlike asyncio.timeout this does not wait for what the work does when it is cancelled: a database that
    hangs also hangs while a transaction is undone.
    """
    task = asyncio.ensure_future(work)
    await asyncio.wait({task}, timeout=seconds)
    if task.done():
        task.result()
        return
    task.add_done_callback(lambda done: done.cancelled() or done.exception())
    task.cancel()
    raise TimeoutError


class TimeLeft:
    """What is left of an end's time; all of it until the end begins."""

    def __init__(self) -> None:
        self._ends_at: float | None = None

    def runs(self) -> None:
        """Note that the end has begun."""
        self._ends_at = time.monotonic() + END_SECONDS

    def but(self, spared: float, *, at_least: float) -> float:
        """Return the seconds that are left but for so many, and no fewer than the others."""
        left = END_SECONDS if self._ends_at is None else self._ends_at - time.monotonic()
        return max(left - spared, at_least)


def last_resort() -> threading.Timer:
    """Return a timer that ends the process; to be started by the signal, cancelled when all is done.

    A thread, for it is to work while the event loop waits for what cannot be cancelled.
    """
    timer = threading.Timer(END_SECONDS, _cut_short)
    timer.daemon = True
    return timer


def _cut_short() -> None:
    log.warning("serve.cut_short")
    os._exit(0)
