"""Rows of a PostgreSQL that somebody else holds, and who waits for them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Executable, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

WAIT_SECONDS, POLL_SECONDS = 30.0, 0.02


@asynccontextmanager
async def held(url: str, lock: Executable) -> AsyncIterator[AsyncConnection]:
    """Hold what a statement locks, on a connection of its own."""
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            await connection.execute(lock)
            yield connection
    finally:
        await engine.dispose()


async def waiting_for_locks(url: str, number: int) -> None:
    """Wait until so many connections of the role in the address wait for a lock."""
    mine = "FROM pg_stat_activity WHERE usename = current_user"
    count = text(f"SELECT count(*) {mine} AND wait_event_type = 'Lock'")
    engine = create_async_engine(url)
    try:
        async with asyncio.timeout(WAIT_SECONDS), engine.connect() as connection:
            while (await connection.execute(count)).scalar_one() < number:
                await connection.rollback()
                await asyncio.sleep(POLL_SECONDS)
    finally:
        await engine.dispose()
