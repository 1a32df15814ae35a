"""`optagelsesguiden database`, as an administrator uses it."""

import asyncio
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.cli import main
from bot.storage.database import open_database
from bot.storage.migrate import FIRST_THAT_ASKS, newest_revision


@pytest.fixture
def made(empty_database_url: str, request: pytest.FixtureRequest) -> str:
    """The address of a database that the bot has used, and that no other test has open."""
    url = empty_database_url
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


def test_it_only_looks(made: str, capsys: pytest.CaptureFixture[str]) -> None:
    for revision in ("0009", "0008"):
        assert main(["database", "downgrade", revision, "--database", made]) == 0
        capsys.readouterr()
        for _ in range(2):
            assert main(["database", "status", "--database", made]) == 0
            lines = capsys.readouterr().out.splitlines()
            to_come = f"the next start of this version brings it to {newest_revision()}"
            assert lines[:2] == [f"revision: {revision}", to_come]


def test_it_goes_back_from_where_it_is(made: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["database", "downgrade", "0008", "--database", made]) == 0
    assert main(["database", "downgrade", "0009", "--database", made]) == 1
    assert "cannot go back there" in capsys.readouterr().err


def test_an_empty_database_has_no_schema_yet(
    empty_database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "test.db").touch()
    assert main(["database", "status", "--database", empty_database_url]) == 0
    to_come = f"the next start of this version brings it to {newest_revision()}"
    assert capsys.readouterr().out.splitlines() == ["revision: none", to_come]


def test_what_is_no_database_is_said_to_be_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "test.db").write_text("Kære HR, her er en liste. " * 100)
    assert main(["database", "status", "--database", f"sqlite+aiosqlite:///{tmp_path / 'test.db'}"]) == 1
    assert "cannot be opened" in capsys.readouterr().err


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
