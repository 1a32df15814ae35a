"""A process on PostgreSQL hears at once what another has queued, also after its connection broke."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from bot.storage import news
from bot.storage.database import Database, open_database
from tests.bot.fakes.postgres import Postgres


async def test_who_listens_hears_again_after_the_connection_broke(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "PAUSE", 0.05)
    url = postgres.new_database()
    here, there = await open_database(url), await open_database(url)
    heard = asyncio.Event()
    listening = asyncio.create_task(news.listen(here.engine, heard.set))
    await _hears(heard)  # it says so when it begins
    await _tells(there)
    await _hears(heard)
    role = url.partition("://")[2].partition("@")[0]
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND usename = "
    await asyncio.to_thread(postgres.sql, f"{cut}'{role}'")
    await _hears(heard)  # what was queued meanwhile is looked for
    await _tells(there)
    await _hears(heard)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    for one in (here, there):
        await one.close()


async def test_who_listened_leaves_nobody_a_connection_that_still_does(postgres: Postgres) -> None:
    here = await open_database(postgres.new_database())
    heard = asyncio.Event()
    listening = asyncio.create_task(news.listen(here.engine, heard.set))
    await _hears(heard)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    async with AsyncExitStack() as stack:
        everybody = [await stack.enter_async_context(here.look()) for _ in range(5)]
        for one in everybody:
            assert (await one.exec_driver_sql("SELECT pg_listening_channels()")).all() == []
    await here.close()


async def _tells(database: Database) -> None:
    async with database.writing() as connection:
        await news.tell_others(connection)


async def _hears(heard: asyncio.Event) -> None:
    async with asyncio.timeout(20):
        await heard.wait()
    heard.clear()
