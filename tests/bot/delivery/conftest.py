"""Every test of delivery runs on both databases."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.teams.rewriting import Rewrites
from tests.bot.delivery.office import QUIET_SECONDS, Office, open_office
from tests.bot.fakes.postgres import Postgres, running_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'office.db'}"
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture(autouse=True)
def quiet_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Rewrites.__init__, "__defaults__", (QUIET_SECONDS,))


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:
    async with open_office(database_url) as opened:
        yield opened
