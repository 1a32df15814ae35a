"""Every test of delivery runs on both databases."""

from collections.abc import AsyncIterator

import pytest

from bot.teams.rewriting import Rewrites
from tests.bot.delivery.office import QUIET_SECONDS, Office, open_office


@pytest.fixture(autouse=True)
def quiet_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Rewrites.__init__, "__defaults__", (QUIET_SECONDS,))


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:
    async with open_office(database_url) as opened:
        yield opened
