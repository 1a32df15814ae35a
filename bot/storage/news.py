"""How a worker hears at once that a message was queued: from this process, or another one on PostgreSQL.

Nothing depends on it but time: workers look into the outbox every second all the same.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

log = logging.getLogger(__name__)

CHANNEL = "optagelsesguiden_outbox"
PAUSE = 5.0
"""Seconds until a connection that broke is made again."""
HEARTBEAT_SECONDS = 30.0
"""Between two looks whether the server is still there, from which nothing may have to be heard for long."""


class Bell:
    """Rung when something was queued, after it was stored. Whoever hears it is named once, at the start."""

    def __init__(self) -> None:
        self.heard_by: list[Callable[[], None]] = []

    def ring(self) -> None:
        """Tell everybody in this process."""
        for heard in self.heard_by:
            heard()


async def tell_others(connection: AsyncConnection) -> None:
    """Tell other processes, as soon as the transaction at hand is stored."""
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_notify(CHANNEL, "")))


async def listen(engine: AsyncEngine, heard: Callable[[], None]) -> None:
    """Hear what other processes tell, until cancelled. On SQLite there is nothing to hear."""
    if engine.dialect.name != "postgresql":
        return
    while True:
        try:
            await _listen_until_broken(engine, heard)
        except Exception as error:  # the edge of a background task: polling goes on without it
            log.warning("news.unheard", exc_info=error)
        await asyncio.sleep(PAUSE)


async def _listen_until_broken(engine: AsyncEngine, heard: Callable[[], None]) -> None:
    broken = asyncio.Event()
    async with engine.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        await connection.rollback()
        driver.add_termination_listener(lambda _connection: broken.set())
        await driver.add_listener(CHANNEL, lambda *_: heard())
        try:
            heard()  # what was queued before anybody listened
            while not await _is_set(broken, HEARTBEAT_SECONDS):
                await driver.execute("SELECT 1")  # fails where nobody is at the other end any more
        finally:
            await connection.invalidate()  # so that nobody else gets one that listens


async def _is_set(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event for so long at most; say whether it came."""
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
    return event.is_set()
