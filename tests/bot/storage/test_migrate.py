"""A database is brought to the newest migration at start."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from bot.startup import StartError
from bot.storage.database import Database, go_back, open_database, schema_of
from bot.storage.migrate import FIRST_THAT_ASKS, FLOOR, MIGRATIONS, newest_revision, oldest_program
from bot.storage.tables import metadata


async def test_the_migrations_make_the_tables_of_the_code(empty_database_url: str) -> None:
    database = await open_database(empty_database_url)

    def differences(connection: Any) -> object:
        return compare_metadata(MigrationContext.configure(connection), metadata)

    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()


async def test_the_newest_revision_is_the_one_that_alembic_would_bring_a_database_to() -> None:
    assert newest_revision() == ScriptDirectory(str(MIGRATIONS)).get_current_head()


async def test_a_database_can_be_opened_again(database: Database, database_url: str) -> None:
    again = await open_database(database_url)
    assert await again.can_be_used()
    await again.close()


async def test_processes_that_start_at_once_make_the_tables_once(empty_database_url: str) -> None:
    opened = await asyncio.gather(*(open_database(empty_database_url) for _ in range(5)))
    assert [await one.can_be_used() for one in opened] == [True] * 5
    for one in opened:
        await one.close()


async def test_who_finds_the_file_locked_says_so_and_goes_on_after_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    """A slow disk is enough: each of several processes that start at once waits for all before it."""
    monkeypatch.setattr("bot.storage.database.LOCKED_SECONDS", 0.05)
    monkeypatch.setattr("bot.storage.migrate.PAUSE", 0.05)
    monkeypatch.setattr("bot.storage.migrate.ATTEMPTS", 100)
    with closing(sqlite3.connect(tmp_path / "new.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        second = asyncio.create_task(open_database(f"sqlite+aiosqlite:///{tmp_path}/new.db"))
        for _ in range(2000):
            if "storage.migration_waits" in caplog.messages or second.done():
                break
            await asyncio.sleep(0.01)
        assert not second.done()
        other.execute("COMMIT")
    await (await second).close()


@pytest.mark.parametrize(
    "floor",
    [
        "UPDATE schema_floor SET oldest_program = '9999'",
        "DELETE FROM schema_floor",
        "DROP TABLE schema_floor",
    ],
)
async def test_a_database_that_is_too_new_is_refused(
    database: Database, database_url: str, floor: str
) -> None:
    await _made_newer(database, floor)
    with pytest.raises(StartError, match="newer version"):
        await open_database(database_url)


async def test_a_newer_database_is_used_where_it_says_that_this_program_fits(
    database: Database, database_url: str
) -> None:
    await _made_newer(database, "UPDATE schema_floor SET oldest_program = '0009'")
    opened = await open_database(database_url)
    assert await opened.can_be_used()
    assert await schema_of(opened) == ("9999", "0009")
    await opened.close()


async def test_no_program_that_never_reads_the_floor_is_said_to_start(
    database: Database, database_url: str
) -> None:
    """The newest revision of such a program has no table for a floor, so it cannot have read one."""
    await go_back(database, FIRST_THAT_ASKS)
    async with database.engine.connect() as connection:
        assert await connection.run_sync(lambda plain: inspect(plain).has_table(FLOOR))
        told = await connection.run_sync(oldest_program)
    await go_back(database, f"{int(FIRST_THAT_ASKS) - 1:04}")
    async with database.engine.connect() as connection:
        assert not await connection.run_sync(lambda plain: inspect(plain).has_table(FLOOR))
    assert told == FIRST_THAT_ASKS


async def _made_newer(database: Database, floor: str) -> None:
    async with database.engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        await connection.execute(text(floor))


@pytest.mark.parametrize(
    "url",
    [
        "sqlite+aiosqlite:////nowhere/at/all/test.db",
        "postgresql+asyncpg://anna:hemmelig@127.0.0.1:1/x",
        "postgresql+asyncpg://anna:hemmelig@[/x",
    ],
)
async def test_a_database_that_cannot_be_opened_is_told_without_its_password(url: str) -> None:
    with pytest.raises(StartError, match="OPTAGELSESGUIDEN_DATABASE_URL") as caught:
        await open_database(url)
    assert "hemmelig" not in str(caught.value)


async def test_each_new_connection_asks_for_a_password_where_a_token_is_one(postgres: Any) -> None:
    asked: list[int] = []

    async def password() -> str:
        asked.append(1)
        return "a-token"

    opened = await open_database(postgres.new_database(), password)
    async with opened.engine.connect(), opened.engine.connect():
        pass
    await opened.close()
    assert len(asked) == 3, "the migration's, and these two"


async def test_a_database_that_is_not_there_is_told(postgres: Any) -> None:
    url = postgres.new_database().replace("/test_", "/no_test_")
    with pytest.raises(StartError, match="OPTAGELSESGUIDEN_DATABASE_URL"):
        await open_database(url)
