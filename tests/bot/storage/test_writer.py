"""What is kept in memory reaches the database a moment later."""

import asyncio

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import writer as writer_module
from bot.storage.counts import StoredCounts
from bot.storage.database import Database
from bot.storage.places import StoredPlaces
from bot.storage.tables import advice_counts, places
from bot.storage.writer import Writer
from casework.ports import AdviceCount, Place
from tests.bot.storage.conftest import HandClock

ALLOWED = AdviceCount("allowed", (), "Jobcenter", "2026-11")
BOTH = AdviceCount("refusal_possible", ("harassment", "others_present"), "Jobcenter", "2026-11")


async def _counts(database: Database) -> dict[str, int]:
    async with database.engine.connect() as connection:
        rows = await connection.execute(select(advice_counts.c.grounds, advice_counts.c.count))
        return dict(rows.all())


async def _until_counted(database: Database) -> None:
    for _ in range(200):
        if await _counts(database):
            return
        await asyncio.sleep(0.05)
    pytest.fail("nothing was written")


async def test_counts_add_up_over_processes(database: Database) -> None:
    for _ in range(2):
        counts = StoredCounts(database)
        for counted in (ALLOWED, ALLOWED, BOTH):
            counts.add(counted)
        await counts.write()
        await counts.write()
    assert await _counts(database) == {"": 4, "harassment,others_present": 2}


async def test_counting_at_once_loses_nothing(database: Database) -> None:
    many = [StoredCounts(database) for _ in range(5)]
    for counts in many:
        for counted in (ALLOWED, BOTH):
            counts.add(counted)
    await asyncio.gather(*(counts.write() for counts in many))
    assert await _counts(database) == {"": 5, "harassment,others_present": 5}


async def test_the_writer_writes_without_being_asked(database: Database, clock: HandClock) -> None:
    kept, counts = StoredPlaces(database, clock), StoredCounts(database)
    writer = Writer(kept, counts)
    counts.add(ALLOWED)
    await _until_counted(database)
    await writer.stop(5)


async def test_the_writer_writes_the_rest_at_the_end(database: Database, clock: HandClock) -> None:
    kept, counts = StoredPlaces(database, clock), StoredCounts(database)
    writer = Writer(kept, counts)
    kept.remember("a:chat", Place("x", {}))
    counts.add(ALLOWED)
    await writer.stop(5)
    assert await _counts(database) == {"": 1}
    assert await StoredPlaces(database, clock).recall("a:chat") == Place("x", {})


async def test_what_could_not_be_written_is_written_when_the_database_is_back(
    database: Database, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer_module, "PAUSE", 0.01)
    kept, counts = StoredPlaces(database, clock), StoredCounts(database)
    async with database.engine.begin() as connection:
        await connection.run_sync(advice_counts.drop)
        await connection.run_sync(places.drop)
    writer = Writer(kept, counts)
    for place in ("before", "after"):
        kept.remember("a:chat", Place(place, {}))
        counts.add(ALLOWED)
        await asyncio.sleep(0.05)
    async with database.engine.begin() as connection:
        await connection.run_sync(advice_counts.create)
        await connection.run_sync(places.create)
    await writer.stop(5)
    assert await _counts(database) == {"": 2}
    assert await StoredPlaces(database, clock).recall("a:chat") == Place("after", {})


async def test_a_database_that_never_comes_back_ends_quietly(
    database: Database, clock: HandClock, caplog: pytest.LogCaptureFixture
) -> None:
    kept, counts = StoredPlaces(database, clock), StoredCounts(database)
    async with database.engine.begin() as connection:
        await connection.run_sync(advice_counts.drop)
    writer = Writer(kept, counts)
    for counted in (ALLOWED, ALLOWED, BOTH):
        counts.add(counted)
    await writer.stop(5)
    assert _lost(caplog) == [("counts", 3)]


async def test_what_was_being_written_when_time_was_up_is_told_too_and_nothing_where_all_was_written(
    database: Database, clock: HandClock, caplog: pytest.LogCaptureFixture
) -> None:
    kept, counts = StoredPlaces(database, clock), StoredCounts(database)
    writer = Writer(kept, counts)
    async with database.writing() as other:
        await other.execute(
            insert(advice_counts).values(month="2026-11", unit="x", verdict="x", grounds="", count=1)
        )
        await _hold(other)
        counts.add(ALLOWED)
        kept.remember("a:chat", Place("x", {}))
        await writer.stop(0.5)
    assert _lost(caplog) == [("places", 1), ("counts", 1)]
    caplog.clear()
    await Writer(StoredPlaces(database, clock), StoredCounts(database)).stop(5)
    assert _lost(caplog) == []


async def _hold(connection: AsyncConnection) -> None:
    """Let nobody else write, as a database does that hangs. SQLite does so anyway."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text("LOCK TABLE places, advice_counts"))


def _lost(caplog: pytest.LogCaptureFixture) -> list[tuple[str, int]]:
    told = [vars(record) for record in caplog.records if record.msg == "storage.unwritten"]
    return [(line["kind"], line["count"]) for line in told]
