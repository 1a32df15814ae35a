"""`optagelsesguiden database`, as an administrator uses it."""

import asyncio

import pytest

from bot.cli import main
from bot.storage.database import open_database
from bot.storage.migrate import newest_revision


@pytest.fixture
def made(database_url: str) -> str:
    """The address of a database that the bot has used."""

    async def make() -> None:
        await (await open_database(database_url)).close()

    asyncio.run(make())
    return database_url


def test_it_shows_the_schema(made: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["database", "status", "--database", made]) == 0
    assert capsys.readouterr().out.startswith(f"revision: {newest_revision()}\n")


def test_it_goes_back_before_an_older_version_runs(made: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["database", "downgrade", "0008", "--database", made]) == 0
    assert capsys.readouterr().out == "revision: 0008\n"


@pytest.mark.parametrize("revision", ["9999", "nothing", newest_revision()])
def test_it_says_where_it_cannot_go(made: str, revision: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["database", "downgrade", revision, "--database", made]) == 1
    assert "cannot go back there" in capsys.readouterr().err
