"""A database is brought to a newer schema, and back, while programs of the one before work on it."""

import asyncio
import datetime
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from itertools import pairwise
from typing import Any

import pytest
from alembic.script import Script, ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    Table,
    inspect,
    select,
    text,
)
from sqlalchemy import update as update_of
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.storage.database import Database, go_back, open_database, schema_of
from bot.storage.migrate import FIRST_THAT_ASKS, FLOOR, MIGRATIONS, VERSIONS, alone, newest_revision
from bot.storage.upgrade import upgrade
from tests.bot.fakes.postgres import Postgres

AGREED_FROM = "0009"
"""The first migration that is held to the rule; those before were never released without one another."""

NO_LONGER = {"0007": ["outbox.not_before is gone"]}
"""What migrations from before the rule took from the programs before them."""

LOST = {"0007": {("outbox", "not_before")}}
"""What is lost by going there and back: a moment that nobody ever set."""

SCRIPTS = {script.revision: script for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
REVISIONS = sorted(SCRIPTS)
Rows = dict[str, list[Mapping[str, Any]]]


@pytest.fixture
async def walked(database_url: str) -> AsyncIterator[Database]:
    """A database at the first revision."""
    opened = await open_database(database_url)
    await go_back(opened, REVISIONS[0])
    yield opened
    await opened.close()


async def test_each_upgrade_keeps_every_row_while_others_work_and_so_does_the_way_back(
    walked: Database, database_url: str
) -> None:
    for before, after in pairwise(REVISIONS):
        await _fill(walked, int(after))
        rows = await _rows(walked)
        lost = LOST.get(after, set())
        async with _work_on(database_url, list(rows)) as done:
            await _upgrade(walked, after)
            await asyncio.sleep(0.02)
        assert done[0] > 0
        assert _without(await _rows(walked), rows, lost) == _without(rows, rows, lost), after
        await go_back(walked, before)
        back = await _rows(walked)
        assert _without(back, rows, lost) == _without(rows, rows, lost), after
        assert list(back) == list(rows)
        await _upgrade(walked, after)
    assert (await schema_of(walked))[0] == newest_revision()


async def test_each_migration_lets_the_programs_work_on_that_it_says_it_does(walked: Database) -> None:
    floor = ""
    for before, after in pairwise(REVISIONS):
        old = await _shape(walked)
        await _upgrade(walked, after)
        found = list(_hindrances(old, await _shape(walked)))
        if after < AGREED_FROM:
            assert found == NO_LONGER.get(after, []), after
            continue
        oldest = _oldest(SCRIPTS[after])
        assert oldest in (*([before] if not floor else [floor]), after), "it can only leave programs behind"
        assert oldest == after or not found, f"{after} is not for programs of {before}: {found}"
        assert (await schema_of(walked))[1] == max(oldest, FIRST_THAT_ASKS)
        floor = oldest


async def test_what_hinders_an_older_program_is_found() -> None:
    old = {"outbox": {"key": (False, False), "seen": (True, False)}, "gone": {"id": (False, False)}}
    new = {
        "outbox": {
            "key": (False, False),
            "seen": (False, False),
            "must": (False, False),
            "may": (True, False),
        }
    }
    assert list(_hindrances(old, new)) == [
        "outbox.seen must be given",
        "outbox.must must be given",
        "gone is gone",
    ]


async def test_a_migration_makes_nobody_wait_for_long(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.migrate.LOCK_SECONDS", 0.2)
    monkeypatch.setattr("bot.storage.migrate.PAUSE", 0.2)
    monkeypatch.setattr("bot.storage.migrate.ATTEMPTS", 100)
    url = postgres.new_database()
    old = await open_database(url)
    await go_back(old, "0006")
    async with old.engine.connect() as reading:
        await reading.execute(text("SELECT count(*) FROM outbox"))  # its lock stays until the end
        migrating = asyncio.create_task(open_database(url))
        for _ in range(5):
            await asyncio.sleep(0.1)
            async with asyncio.timeout(5), old.engine.connect() as other:
                await other.execute(text("SELECT count(*) FROM outbox"))
        assert not migrating.done()
    opened = await migrating
    assert (await schema_of(opened))[0] == newest_revision()
    await opened.close()
    await old.close()


async def test_who_waits_for_anothers_migration_says_so_and_goes_on_after_it(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.storage.migrate.LOCK_SECONDS", 0.1)
    monkeypatch.setattr("bot.storage.migrate.PAUSE", 0.01)
    monkeypatch.setattr("bot.storage.migrate.ATTEMPTS", 100)
    url = postgres.new_database()
    first = await open_database(url)
    async with asyncio.timeout(20):
        async with first.writing() as connection:
            await alone(connection)
            second = asyncio.create_task(open_database(url))
            for _ in range(1000):
                if "storage.migration_waits" in caplog.messages:
                    break
                await asyncio.sleep(0.01)
            assert "storage.migration_waits" in caplog.messages
            assert not second.done()
        await (await second).close()
    await first.close()


def _oldest(script: Script) -> str:
    return str(script.module.oldest_program)


async def _upgrade(database: Database, revision: str) -> None:
    async with database.writing() as connection:
        await alone(connection)
        await connection.run_sync(upgrade, revision)


@asynccontextmanager
async def _work_on(url: str, tables: list[str]) -> AsyncIterator[list[int]]:
    """Write to all these tables again and again, as a program that runs; tell how often, and what failed."""
    engine, done = create_async_engine(url), [0]
    working = asyncio.create_task(_work(engine, tables, done))
    while not done[0]:
        await asyncio.sleep(0.01)
        assert not working.done() or working.result()
    done[0] = 0
    yield done
    while not done[0]:
        await asyncio.sleep(0.01)
        assert not working.done() or working.result()
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    await engine.dispose()


async def _work(engine: AsyncEngine, tables: list[str], done: list[int]) -> None:
    async with engine.connect() as connection:
        known = await connection.run_sync(_tables)
    while True:
        for name in tables:
            table = known[name]
            key = next(iter(table.primary_key))
            async with engine.begin() as connection:
                await connection.execute(update_of(table).values({key.name: key}))
            await asyncio.sleep(0.001)
        done[0] += 1


async def _fill(database: Database, number: int) -> None:
    """Put two rows into every table."""
    async with database.writing() as connection:
        tables = await connection.run_sync(_tables)
        for table in tables.values():
            for i in (number * 10, number * 10 + 1):
                row = {column.name: _value(column, i) for column in table.columns}
                await connection.execute(table.insert().values(row))


def _value(column: Column[Any], number: int) -> object:
    for kind, value in (
        (JSON, {"case_ref": f"2026-{number}"}),
        (Boolean, False),
        (Date, datetime.date(2026, 11, 29)),
        (Integer, number),
    ):
        if isinstance(column.type, kind):
            return value
    named = next(iter(column.foreign_keys)).column if column.foreign_keys else column
    return f"{named.name}-{number}"


async def _rows(database: Database) -> Rows:
    async with database.engine.connect() as connection:
        tables = await connection.run_sync(_tables)
        return {
            name: [
                dict(row)
                for row in (await connection.execute(select(table).order_by(*table.primary_key))).mappings()
            ]
            for name, table in tables.items()
        }


def _tables(connection: Connection) -> dict[str, Table]:
    """Return the tables as they are in the database, those first to which others refer."""
    metadata = MetaData()
    metadata.reflect(connection)
    return {table.name: table for table in metadata.sorted_tables if table.name not in (VERSIONS, FLOOR)}


def _without(rows: Rows, like: Rows, lost: set[tuple[str, str]]) -> Rows:
    """Return of these rows what stands in others, too, but what is lost."""
    return {
        name: [
            {column: row.get(column) for column in model if (name, column) not in lost}
            for row, model in zip(rows[name], like[name], strict=True)
        ]
        for name in like
    }


Shape = dict[str, dict[str, tuple[bool, bool]]]
"""Of each table the columns: whether each may be empty, and whether it has a default."""


async def _shape(database: Database) -> Shape:
    def look(connection: Connection) -> Shape:
        seen = inspect(connection)
        return {
            table: {
                column["name"]: (column["nullable"], column["default"] is not None)
                for column in seen.get_columns(table)
            }
            for table in seen.get_table_names()
        }

    async with database.engine.connect() as connection:
        return await connection.run_sync(look)


def _hindrances(old: Shape, new: Shape) -> Iterator[str]:
    """Say what a program that knows the old tables cannot do any more with the new ones."""
    for table, columns in old.items():
        if table not in new:
            yield f"{table} is gone"
            continue
        for name in columns:
            if name not in new[table]:
                yield f"{table}.{name} is gone"
        for name, (nullable, has_default) in new[table].items():
            was_free = name not in columns or columns[name] != (False, False)
            if was_free and not nullable and not has_default:
                yield f"{table}.{name} must be given"
