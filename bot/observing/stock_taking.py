"""The numbers that only the database knows, counted once a minute by every process that delivers.

Several processes tell the same; whoever looks at the numbers takes the largest. Agreeing on one of them to
tell would cost more than counting.
"""

import asyncio
import datetime
import logging
import time
from collections.abc import Awaitable, Callable

from bot.observing import signals
from bot.observing.metrics import (
    CASE_OLDEST,
    CASES_OPEN,
    OUTBOX_GIVEN_UP,
    OUTBOX_OLDEST,
    OUTBOX_WAITING,
    REQUEST_OLDEST,
    REQUESTS_OPEN,
    Metric,
)
from bot.storage.stock import Heap, Stock
from casework.ports import Clock

log = logging.getLogger(__name__)

PAUSE = 60.0
"""Seconds between two countings: as often as numbers are sent."""
TAKING_SECONDS = 10.0
"""How long a counting may take; after that nobody knows."""

_OF_THE_STOCK = (
    OUTBOX_WAITING, OUTBOX_OLDEST, OUTBOX_GIVEN_UP, REQUESTS_OPEN, REQUEST_OLDEST, CASES_OPEN, CASE_OLDEST,
)  # fmt: skip


async def tell_of_the_stock(take: Callable[[], Awaitable[Stock]], clock: Clock, pause: float = PAUSE) -> None:
    """Count again and again, until cancelled. While that fails the numbers are absent, not old."""
    while True:
        try:
            async with asyncio.timeout(TAKING_SECONDS):
                stock = await take()
            _tell(stock, clock.now())
        except Exception as error:  # the edge of a background task
            log.warning("stock.not_taken", exc_info=error)
            for metric in _OF_THE_STOCK:
                signals.level(metric, None)
        await asyncio.sleep(pause)


def _tell(stock: Stock, now: datetime.datetime) -> None:
    signals.level(OUTBOX_GIVEN_UP, stock.given_up)
    _tell_of(stock.messages, OUTBOX_WAITING, OUTBOX_OLDEST, now)
    _tell_of(stock.refusals, REQUESTS_OPEN, REQUEST_OLDEST, now)
    _tell_of(stock.cases, CASES_OPEN, CASE_OLDEST, now)


def _tell_of(heap: Heap, many: Metric, oldest: Metric, now: datetime.datetime) -> None:
    signals.level(many, heap.count)
    age = (now - heap.oldest).total_seconds() if heap.oldest else None
    signals.level(oldest, None if age is None else time.time() - age)
