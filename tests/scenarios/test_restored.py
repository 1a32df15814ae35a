"""A backup is restored: what the register says of it, and what is sent once more."""

import asyncio
import os
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.stage.people import read_people
from bot.stage.teams import Teams
from bot.storage.tables import refusals
from tests.bot.delivery.clerk import ASKS
from tests.bot.delivery.office import Office
from tests.bot.fakes.postgres import Postgres, running_postgres
from tests.deployment.templates import ROOT
from tests.scenarios.town import PEOPLE

LATER_SECONDS = 5
"""How long the receiver has an answer and a message wait, so that both wait when the backup is made."""

Restore = Callable[[Path], Awaitable[str]]


@pytest.fixture(params=["sqlite", "postgresql"])
async def before_and_after(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[tuple[str, Restore, dict[str, str]]]:
    """The address of a database, what restores its backup to another, and what the backup needs to run."""
    if request.param == "sqlite":

        async def moved(backup: Path) -> str:
            return f"sqlite+aiosqlite:///{backup}"

        yield f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}", moved, {}
        return
    async with AsyncExitStack() as stack:
        old, new = (stack.enter_context(running_postgres()) for _ in range(2))
        url = old.new_database()

        async def restored(backup: Path) -> str:
            return await asyncio.to_thread(_restored, new, url, backup)

        yield url, restored, {"PATH": f"{old.tools}:{os.environ['PATH']}"}


def _restored(server: Postgres, old: str, backup: Path) -> str:
    role = old.partition("://")[2].partition("@")[0]
    server.sql(f"CREATE ROLE {role} LOGIN SUPERUSER")
    new = server.new_database().partition("host=")[2]
    url = old.partition("host=")[0] + f"host={new}"
    tool = [str(server.tools / "pg_restore"), "--exit-on-error", "--no-owner", "--dbname"]
    subprocess.run([*tool, url.replace("+asyncpg", ""), str(backup)], check=True)
    return url


def _backed_up(folder: Path, url: str, environment: dict[str, str]) -> Path:
    told = {**os.environ, "OPTAGELSESGUIDEN_DATABASE_URL": url, "PYTHON": sys.executable, **environment}
    done = subprocess.run(
        [ROOT / "deployment" / "backup", folder], env=told, capture_output=True, text=True, check=True
    )
    return Path(done.stdout.strip())


async def test_what_was_to_be_sent_is_sent_once_more_and_the_register_tells_how_far_it_goes(
    before_and_after: tuple[str, Restore, dict[str, str]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url, restore, tools = before_and_after
    async with await Teams.start(people=read_people(PEOPLE)) as teams, AsyncExitStack() as stack:
        office = Office(teams, url)
        stack.push_async_callback(office.closes)
        await office.opens()
        await _asks(office, 1)
        await office.settled()
        await _exports(url, tmp_path / "before.csv")
        teams.fails_next(2, status=503, retry_after=LATER_SECONDS)
        await office.person("Anna").types(f"{ASKS}2")
        backup = await asyncio.to_thread(_backed_up, tmp_path / "backups", url, tools)
        await office.person("Lone").receives("status da waiting")
        await _asks(office, 3)
        await office.settled()
        await _exports(url, tmp_path / "after.csv")
        first, second, third = [row["id"] for row in await _requests(office)]
        await office.closes()
        assert _told(office) == {first: 1, second: 1, third: 1}

        again = Office(teams, await restore(backup))
        stack.push_async_callback(again.closes)
        assert await _verifies(again.database_url) == 0
        assert await _verifies(again.database_url, "--seal", str(tmp_path / "before.csv.seal")) == 0
        capsys.readouterr()
        assert await _verifies(again.database_url, "--seal", str(tmp_path / "after.csv.seal")) == 1
        faults = capsys.readouterr().out
        assert f"refusal:{third} event 1: tail missing" in faults
        assert first not in faults

        await again.opens()
        await again.settled()
        assert _told(again) == {first: 1, second: 2, third: 1}
        assert [row["id"] for row in await _requests(again)] == [first, second]


async def _asks(office: Office, number: int) -> None:
    await office.person("Anna").types(f"{ASKS}{number}")
    await office.person("Lone").receives("status da waiting")


async def _requests(office: Office) -> list[dict[str, Any]]:
    return sorted(await office.rows(refusals), key=lambda row: row["created"])


def _told(office: Office) -> dict[str, int]:
    """Return how often Lone was asked to decide each request."""
    buttons = (card.action("refusal.approve") for card in office.person("Lone").cards())
    return Counter(str(button.data["refusal"]) for button in buttons if button)


async def _exports(url: str, file: Path) -> None:
    done = await asyncio.to_thread(main, ["register", "export", "--database", url, "--output", str(file)])
    assert done == 0


async def _verifies(url: str, *more: str) -> int:
    return await asyncio.to_thread(main, ["register", "verify", "--database", url, *more])
