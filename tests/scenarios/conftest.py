"""A town with the real bot, a real database and Teams between them, all over HTTP."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.environment import PREFIX
from tests.scenarios.town import Town


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the environment nor a `.env` file of whoever runs the tests counts."""
    import os

    for name in list(os.environ):
        if name.upper().startswith(PREFIX):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    async with Town(database_url) as town:
        yield town
