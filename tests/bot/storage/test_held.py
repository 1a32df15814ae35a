"""What a unit has got is its own until it ends, and who may not wait for it is told so."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.storage import database as storage
from bot.storage.database import Database, open_database
from bot.storage.held import RowLocks
from bot.storage.store import SqlStore
from casework.errors import HeldByOthers
from casework.store import Unit
from tests.bot.fakes.locks import waiting_for_locks
from tests.bot.fakes.postgres import Postgres
from tests.bot.storage.conftest import HandClock
from tests.casework import case_store_suite, store_suite

Get = Callable[[Unit], Awaitable[object]]
GETS: dict[str, Get] = {
    "a request": lambda unit: unit.refusals.get("r1"),
    "a leader's requests": lambda unit: unit.refusals.open_with("lone"),
    "a case": lambda unit: unit.cases.get("c1"),
}


@pytest.fixture
async def shared(postgres: Postgres, clock: HandClock) -> AsyncIterator[Database]:
    opened = await open_database(postgres.new_database())
    store = SqlStore(opened, clock)
    await store_suite.stored(store, store_suite.request())
    await case_store_suite.stored(store, case_store_suite.case())
    yield opened
    await opened.close()


@pytest.mark.parametrize("what", GETS)
async def test_what_is_got_is_held_until_the_unit_ends(shared: Database, clock: HandClock, what: str) -> None:
    get, hurried = GETS[what], SqlStore(shared, clock, RowLocks(most_waiting=0))

    async def gets_it_at_once() -> None:
        async with hurried.unit() as unit:
            await get(unit)

    async with SqlStore(shared, clock).unit() as unit:
        await get(unit)
        with pytest.raises(HeldByOthers):
            await gets_it_at_once()
    await gets_it_at_once()


async def test_only_so_many_wait_and_those_get_it_in_the_end(shared: Database, clock: HandClock) -> None:
    store = SqlStore(shared, clock, RowLocks(most_waiting=2))

    async def gets_it() -> None:
        async with store.unit() as unit:
            await unit.cases.get("c1")

    async with SqlStore(shared, clock).unit() as unit:
        await unit.cases.get("c1")
        waiting = [asyncio.create_task(gets_it()) for _ in range(2)]
        await waiting_for_locks(shared.engine.url.render_as_string(hide_password=False), 2)
        with pytest.raises(HeldByOthers):
            await gets_it()
    await asyncio.gather(*waiting)


async def test_a_file_of_sqlite_that_another_program_writes_to_is_held_too(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "LOCKED_SECONDS", 0.05)
    opened = await open_database(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}")
    other = sqlite3.connect(tmp_path / "test.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(HeldByOthers):
        await store_suite.stored(SqlStore(opened, clock), store_suite.request())
    other.close()
    await store_suite.stored(SqlStore(opened, clock), store_suite.request())
    await opened.close()
