"""Every test of storage runs on both databases."""

import datetime
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.storage.database import Database, open_database
from tests.bot.fakes.postgres import Postgres, running_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'test.db'}"
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await open_database(database_url)
    yield opened
    await opened.close()


class HandClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.time = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)

    def now(self) -> datetime.datetime:
        return self.time

    def later(self, **by: float) -> None:
        self.time += datetime.timedelta(**by)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()
