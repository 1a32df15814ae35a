"""When messages may leave, where several processes on one PostgreSQL send them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from itertools import pairwise

import pytest
from sqlalchemy import text

from bot.delivery.rates import OwnTurns, Rates
from bot.storage.database import Database, open_database
from bot.storage.outbox import StoredOutbox
from bot.storage.send_turns import SharedTurns, turns_on
from tests.bot.fakes import locks
from tests.bot.fakes.postgres import Postgres

LONG_NAME = "a:" + "x" * 2000


@pytest.fixture
async def four(postgres: Postgres) -> AsyncIterator[list[Database]]:
    """Four processes' connections to one database."""
    url = postgres.new_database()
    async with AsyncExitStack() as stack:
        opened = [await open_database(url) for _ in range(4)]
        for one in opened:
            stack.push_async_callback(one.close)
        yield opened


async def test_four_processes_keep_one_conversation_s_rate_together(four: list[Database]) -> None:
    waits = await asyncio.gather(*(SharedTurns(one).take(LONG_NAME, 10) for one in four for _ in range(3)))
    gaps = [later - earlier for earlier, later in pairwise(sorted(waits))]
    assert gaps == pytest.approx([10] * 11, abs=2)


async def test_those_who_ask_together_are_given_one_turn_after_the_other(four: list[Database]) -> None:
    turns = SharedTurns(four[0])
    asked = [turns.take("a:chat", 10), turns.take("", 1), turns.take("a:chat", 10), turns.take("", 1)]
    assert await asyncio.gather(*asked) == pytest.approx([0, 0, 10, 1], abs=0.5)


async def test_a_pause_that_one_process_was_told_of_holds_for_all(four: list[Database]) -> None:
    await SharedTurns(four[0]).hold("a:chat", 30)
    assert await SharedTurns(four[1]).take("a:chat", 1) == pytest.approx(30, abs=2)


async def test_a_short_pause_does_not_end_a_long_one(four: list[Database]) -> None:
    await SharedTurns(four[0]).hold("a:chat", 30)
    await SharedTurns(four[1]).hold("a:chat", 1)
    assert await SharedTurns(four[2]).take("a:chat", 1) == pytest.approx(30, abs=2)


async def test_the_rate_in_all_is_shared_as_well(four: list[Database]) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    workers = [Rates(0.1, 1000, SharedTurns(one), sleep) for one in four]
    await asyncio.gather(*(worker.turn(f"a:{number}") for number, worker in enumerate(workers)))
    assert sorted(slept) == pytest.approx([10, 20, 30], abs=2)


async def test_who_waits_for_a_conversation_takes_a_turn_in_all_afterwards(four: list[Database]) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    turns = SharedTurns(four[0])
    await turns.hold("a:chat", 5)
    await Rates(0.1, 1000, turns, sleep).turn("a:chat")
    assert slept == pytest.approx([5], abs=1)
    await Rates(0.1, 1000, turns, sleep).turn("a:other")
    assert slept == pytest.approx([5, 10], abs=2), "one turn in all was taken before, and no more"


async def test_turns_are_taken_in_one_order_so_that_no_two_processes_wait_for_each_other(
    four: list[Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.send_turns.ASK_SECONDS", 60.0)
    url, turns = four[0].engine.url.render_as_string(hide_password=False), SharedTurns(four[0])
    await asyncio.gather(turns.take("a:one", 1), turns.take("a:two", 1))
    row = "SELECT name FROM send_turns WHERE name = '{}' FOR UPDATE"
    async with locks.held(url, text(row.format("a:one"))) as holder:
        both = [turns.take("a:two", 1), turns.take("a:one", 1)]
        waiting = asyncio.gather(*both)
        await locks.waiting_for_locks(url, 1)
        assert (await holder.execute(text(row.format("a:two") + " NOWAIT"))).scalar() == "a:two"
    await waiting


async def test_a_database_that_is_away_holds_up_no_message(four: list[Database], postgres: Postgres) -> None:
    turns = SharedTurns(four[0])
    await asyncio.to_thread(postgres.goes_away)
    try:
        taken = [await turns.take("a:chat", 10) for _ in range(2)]
        await turns.hold("a:other", 20)
        assert taken == pytest.approx([0, 10], abs=3)
        assert await turns.take("a:other", 1) == pytest.approx(20, abs=3)
    finally:
        await asyncio.to_thread(postgres.comes_back)


async def test_turns_that_are_past_are_forgotten(
    four: list[Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.outbox.PAST_SECONDS", 0.0)
    turns = SharedTurns(four[0])
    await turns.take("a:past", 0.001)
    await turns.take("a:held", 60)
    await asyncio.sleep(0.01)
    await StoredOutbox(four[1]).purge()
    async with four[0].look() as connection:
        rows = (await connection.exec_driver_sql("SELECT name FROM send_turns")).all()
    assert [row.name for row in rows] == ["a:held"]


async def test_a_pause_so_long_that_nobody_can_mean_it_is_forgotten(four: list[Database]) -> None:
    turns = SharedTurns(four[0])
    await turns.hold("a:absurd", 100_000_000)
    await turns.hold("a:held", 3600)
    await StoredOutbox(four[1]).purge()
    assert await turns.take("a:absurd", 1) == 0
    assert await turns.take("a:held", 1) > 0


async def test_on_sqlite_each_process_counts_for_itself(tmp_path: object) -> None:
    opened = await open_database(f"sqlite+aiosqlite:///{tmp_path}/test.db")
    assert isinstance(turns_on(opened), OwnTurns)
    await opened.close()
