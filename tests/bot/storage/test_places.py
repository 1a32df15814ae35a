"""The last card of each chat, on both databases."""

import asyncio
import threading

import aiosqlite
import pytest
from sqlalchemy import func, select

from bot.storage.database import Database
from bot.storage.places import StoredPlaces
from bot.storage.tables import places
from casework.ports import Place
from tests.bot.storage.conftest import HandClock

START = Place("interview.start", {"facts": {}, "lang": "da"})
LATER = Place(
    "interview.answer", {"facts": {"recorder": "citizen", "only_about_recorder": True}, "lang": "en"}
)


async def _rows(database: Database) -> int:
    async with database.engine.connect() as connection:
        return (await connection.execute(select(func.count()).select_from(places))).scalar_one()


async def test_a_place_is_known_at_once_and_before_it_is_written(
    database: Database, clock: HandClock
) -> None:
    kept = StoredPlaces(database, clock)
    assert await kept.recall("a:chat") is None
    kept.remember("a:chat", START)
    assert await kept.recall("a:chat") == START
    assert await _rows(database) == 0


async def test_a_place_outlives_the_process(database: Database, clock: HandClock) -> None:
    kept = StoredPlaces(database, clock)
    for place in (START, LATER):
        kept.remember("a:chat", place)
        await kept.write()
    assert await StoredPlaces(database, clock).recall("a:chat") == LATER
    assert await _rows(database) == 1


async def test_another_process_s_newer_place_wins(database: Database, clock: HandClock) -> None:
    here, there = StoredPlaces(database, clock), StoredPlaces(database, clock)
    here.remember("a:chat", START)
    clock.later(seconds=1)
    there.remember("a:chat", LATER)
    await there.write()
    await here.write()
    assert await here.recall("a:chat") == LATER


async def test_a_place_is_forgotten_after_twelve_hours(database: Database, clock: HandClock) -> None:
    kept = StoredPlaces(database, clock)
    kept.remember("a:chat", START)
    await kept.write()
    clock.later(hours=11, minutes=59)
    assert await kept.recall("a:chat") == START
    clock.later(minutes=1)
    assert await kept.recall("a:chat") is None
    assert await StoredPlaces(database, clock).recall("a:chat") is None


async def test_what_is_forgotten_is_deleted(database: Database, clock: HandClock) -> None:
    kept = StoredPlaces(database, clock)
    kept.remember("a:old", START)
    clock.later(hours=7)
    kept.remember("a:new", START)
    await kept.write()
    clock.later(hours=6)
    await kept.purge()
    assert await _rows(database) == 1
    assert await kept.recall("a:new") == START


async def test_any_chat_and_data_that_can_come_in_can_be_kept(database: Database, clock: HandClock) -> None:
    kept = StoredPlaces(database, clock)
    odd = Place("x", {"æ 👩🏽‍⚖️ \u202e": [None, 1.5, 2**70, {"\x00": "\x00"}]})
    chat = "19:" + "å" * 497
    kept.remember(chat, odd)
    await kept.write()
    assert await StoredPlaces(database, clock).recall(chat) == odd


async def test_memory_does_while_the_database_is_away(clock: HandClock, database: Database) -> None:
    kept = StoredPlaces(database, clock)
    kept.remember("a:chat", START)
    await kept.write()
    await _break(database)
    assert await kept.recall("a:chat") == START
    assert await kept.recall("a:other") is None


async def test_many_who_ask_at_once_each_get_their_own(database: Database, clock: HandClock) -> None:
    kept = StoredPlaces(database, clock)
    chats = {f"a:{number}": Place("interview.start", {"number": number}) for number in range(100)}
    for chat, place in chats.items():
        kept.remember(chat, place)
    await kept.write()
    elsewhere = StoredPlaces(database, clock)
    found = await asyncio.gather(*map(elsewhere.recall, (*chats, "a:unknown")))
    assert found == [*chats.values(), None]


async def test_a_look_that_hangs_is_given_up_and_holds_up_nobody_after_it(
    database: Database, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not database.on_sqlite:
        pytest.skip("PostgreSQL has limits of its own")
    kept = StoredPlaces(database, clock)
    kept.remember("a:chat", START)
    await kept.write()
    monkeypatch.setattr("bot.storage.places.READ_SECONDS", 0.2)
    let_go = threading.Event()
    with monkeypatch.context() as hanging:
        hanging.setattr(aiosqlite.Connection, "execute_fetchall", lambda it, *_: it._execute(let_go.wait))
        assert await kept.recall("a:chat") == START
    try:
        monkeypatch.setattr("bot.storage.places.READ_SECONDS", 60.0)
        assert await StoredPlaces(database, clock).recall("a:chat") == START
    finally:
        let_go.set()


async def _break(database: Database) -> None:
    """Take the table away, which is as good as a database that answers with errors."""
    async with database.engine.begin() as connection:
        await connection.run_sync(places.drop)
