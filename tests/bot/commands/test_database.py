"""`optagelsesguiden database`, as an administrator uses it."""

import asyncio
from urllib.parse import urlsplit

import pytest

from bot.cli import main
from bot.storage.database import open_database
from bot.storage.migrate import FIRST_THAT_ASKS, newest_revision


@pytest.fixture
def made(database_url: str, request: pytest.FixtureRequest) -> str:
    """The address of a database that the bot has used, and that no other test has open."""
    url = database_url
    if url.startswith("postgresql"):
        role = urlsplit(url).username
        request.getfixturevalue("postgres").sql(f"CREATE DATABASE {role} OWNER {role}")
        url = url.replace("/postgres?", f"/{role}?")

    async def make() -> None:
        await (await open_database(url)).close()

    asyncio.run(make())
    return url


def test_it_shows_the_schema(made: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["database", "status", "--database", made]) == 0
    revision, oldest, older = capsys.readouterr().out.splitlines()
    assert revision == f"revision: {newest_revision()}"
    assert oldest == f"oldest version that starts: that of revision {FIRST_THAT_ASKS}"
    assert "database downgrade" in older


def test_it_goes_back_before_an_older_version_runs(made: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["database", "downgrade", "0008", "--database", made]) == 0
    assert capsys.readouterr().out == "revision: 0008\n"


def test_it_does_not_go_back_under_a_running_bot(made: str, capsys: pytest.CaptureFixture[str]) -> None:
    async def while_running(*arguments: str) -> int:
        bot = await open_database(made)
        try:
            return await asyncio.to_thread(
                main, ["database", "downgrade", "0008", "--database", made, *arguments]
            )
        finally:
            await bot.close()

    assert asyncio.run(while_running()) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "end every process of the bot" in said.err
    assert asyncio.run(while_running("--even-while-running")) == 0
    assert capsys.readouterr().out == "revision: 0008\n"


@pytest.mark.parametrize("revision", ["9999", "nothing", newest_revision()])
def test_it_says_where_it_cannot_go(made: str, revision: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["database", "downgrade", revision, "--database", made]) == 1
    assert "cannot go back there" in capsys.readouterr().err
