"""A server that falls silent is waited for no longer than its limits, and then reached anew."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.delivery.model import Leased, Settled
from bot.delivery.worker import Worker
from bot.logging import line_of
from bot.storage import limits, news
from bot.storage.database import UNAVAILABLE, Database, open_database
from bot.storage.limits import HURRIED
from bot.storage.outbox import StoredOutbox
from bot.storage.store import SqlStore
from casework.about import About
from casework.messages import Message
from tests.bot.fakes.postgres import Postgres
from tests.bot.fakes.silent_network import SilentNetwork
from tests.bot.storage.conftest import HandClock

SOON = 30.0
"""Long enough for a busy machine; without limits nothing of this ever ends."""


@pytest.fixture
async def network(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SilentNetwork]:
    monkeypatch.setattr(limits, "PING_SECONDS", 0.5)
    async with SilentNetwork(postgres.new_database()) as there:
        yield there


@pytest.fixture
async def remote(network: SilentNetwork) -> AsyncIterator[Database]:
    opened = await open_database(network.url, limits=replace(HURRIED, statement_seconds=1.0))
    yield opened
    await opened.close()


async def test_a_connection_that_fell_silent_while_nobody_used_it_is_left_for_a_new_one(
    remote: Database, network: SilentNetwork
) -> None:
    async with remote.writing() as one, remote.writing() as other:  # both are kept in the pool
        for connection in (one, other):
            await connection.execute(text("SELECT 1"))
    network.falls_silent()
    async with asyncio.timeout(SOON):
        for _ in range(2):
            async with remote.writing() as connection:
                await connection.execute(text("CREATE TABLE IF NOT EXISTS it (is_there int)"))


async def test_one_that_falls_silent_in_the_midst_of_a_transaction_fails_and_the_next_works(
    remote: Database, network: SilentNetwork
) -> None:
    async with asyncio.timeout(SOON):
        with pytest.raises(UNAVAILABLE):
            await _is_cut_off_in_the_midst(remote, network)
        async with remote.writing() as connection:
            assert (await connection.execute(text("SELECT 1"))).scalar() == 1


async def _is_cut_off_in_the_midst(remote: Database, network: SilentNetwork) -> None:
    async with remote.writing() as connection:
        await connection.execute(text("SELECT 1"))
        network.falls_silent()
        await connection.execute(text("SELECT 1"))


async def test_what_takes_long_by_its_nature_is_not_cut_short(remote: Database) -> None:
    long = text("SELECT 1 FROM pg_sleep(1.5)")
    async with remote.snapshot() as connection:
        assert (await connection.execute(long)).scalar() == 1
    async with remote.look() as connection:
        with pytest.raises(UNAVAILABLE):
            await connection.execute(long)


async def test_delivery_goes_on_over_a_new_connection(
    remote: Database, network: SilentNetwork, clock: HandClock
) -> None:
    delivered: asyncio.Queue[str] = asyncio.Queue()

    async def deliver(leased: Leased) -> Settled:
        delivered.put_nowait(leased.message.key)
        return Settled(leased.id)

    async def look_up(_: object) -> None: ...

    async def put(key: str) -> None:
        async with SqlStore(remote, clock).unit() as unit:
            await unit.outbox.put(Message("approval", key, About("refusal", key), key))

    working = asyncio.create_task(Worker(StoredOutbox(remote), deliver, look_up).run())
    async with asyncio.timeout(SOON):
        await put("before")
        assert await delivered.get() == "before"
        network.falls_silent()
        await put("after")
        while await delivered.get() != "after":  # what was not recorded comes twice
            pass
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)


async def test_who_listens_notices_that_nothing_can_be_heard_any_more(
    remote: Database, network: SilentNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "PAUSE", 0.05)
    monkeypatch.setattr(news, "HEARTBEAT_SECONDS", 0.05)
    begun: asyncio.Queue[None] = asyncio.Queue()
    listening = asyncio.create_task(news.listen(remote.engine, lambda: begun.put_nowait(None)))
    async with asyncio.timeout(SOON):
        await begun.get()
        network.falls_silent()
        await begun.get()
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)


async def test_a_row_that_somebody_else_holds_is_waited_for_a_few_seconds(remote: Database) -> None:
    short = {"lock_timeout": "100ms"}
    url = remote.engine.url.render_as_string(hide_password=False)
    waiting = await open_database(
        url, limits=replace(HURRIED, of_others_rows={**HURRIED.of_others_rows, **short})
    )
    locked = text("SELECT oldest_program FROM schema_floor FOR UPDATE")
    async with remote.writing() as holder:
        await holder.execute(locked)
        async with asyncio.timeout(SOON), waiting.engine.connect() as connection:
            with pytest.raises(UNAVAILABLE, match="lock timeout"):
                await connection.execute(locked)
    await waiting.close()


async def test_turns_and_the_clock_wait_for_no_lock_without_end(remote: Database) -> None:
    async with remote.look() as connection:
        for name, limit in (("lock_timeout", "3s"), ("idle_in_transaction_session_timeout", "30s")):
            assert (await connection.execute(text(f"SHOW {name}"))).scalar() == limit


async def test_a_pool_that_is_watched_says_no_more_than_one_that_is_not(
    network: SilentNetwork, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.observing.signals.is_heard", lambda: True)
    caplog.set_level(logging.INFO, "bot")  # as the program sets it; libraries tell from warnings on
    watched = await open_database(network.url)
    async with watched.writing() as connection:
        await connection.execute(text("SELECT 1"))
    network.falls_silent()
    async with asyncio.timeout(SOON), watched.writing() as connection:  # one is given up, another made
        await connection.execute(text("SELECT 1"))
    await watched.close()
    told = [line_of(record)["event"] for record in caplog.records if record.levelno < logging.WARNING]
    assert "library.line" not in told
