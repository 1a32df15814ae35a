"""Every test of storage runs on both databases."""

import datetime
from collections.abc import AsyncIterator

import pytest

from bot.storage.database import Database, open_database


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
