"""The databases of all tests: whoever asks for `database_url` runs on both.

They have the tables of the newest migration: the program makes them once in each test process, and each test
gets a copy, for making them takes longer than most tests do. Who tests how they are made asks for none.
"""

import asyncio
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage.database import open_database
from tests.bot.fakes.postgres import Postgres, running_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and nothing in them, to be copied."""
    file = tmp_path_factory.mktemp("tables") / "made.db"
    _let_the_program_make_tables(f"sqlite+aiosqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres_with_tables(postgres: Postgres) -> Postgres:
    """The server, ready to make databases with all tables and nothing in them."""
    made = postgres.new_database()
    _let_the_program_make_tables(made)
    postgres.takes_tables_from(made)
    return postgres


def _let_the_program_make_tables(url: str) -> None:
    async def make() -> None:
        await (await open_database(url)).close()

    aside = threading.Thread(target=lambda: asyncio.run(make()))  # the tests' own event loop stays as it is
    aside.start()
    aside.join()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with all tables and nothing in them."""
    if request.param == "sqlite":
        file = shutil.copy(request.getfixturevalue("sqlite_with_tables"), tmp_path / "test.db")
        return f"sqlite+aiosqlite:///{file}"
    server: Postgres = request.getfixturevalue("postgres_with_tables")
    return server.new_database_with_tables()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'test.db'}"
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database()
