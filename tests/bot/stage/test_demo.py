"""The demo as a command: what it prints, that it answers, and how it ends."""

import asyncio
import os
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.stage import page_files
from bot.stage.child import BotProcess, BotStoppedError
from bot.stage.teams import free_socket

ROOT = Path(__file__).parents[3]


async def _demo(*arguments: str) -> asyncio.subprocess.Process:
    command = [sys.executable, "-m", "bot", "demo", "--no-browser", *arguments]
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=pipe, stderr=pipe)


async def _first_line(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    return (await process.stdout.readline()).decode().strip()


@pytest.fixture
async def taken_port() -> AsyncIterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


async def test_it_prints_its_address_plays_and_ends_cleanly(taken_port: int) -> None:
    demo = await _demo("--port", str(taken_port))
    address = await _first_line(demo)
    assert address.startswith("http://127.0.0.1:")
    assert str(taken_port) not in address
    async with aiohttp.ClientSession() as session:
        async with session.get(address) as page:
            assert page.status == 200
            assert "script-src 'self'" in page.headers["Content-Security-Policy"]
        async with session.get(f"{address}info?lang=en&reader=employee", allow_redirects=False) as led:
            assert led.headers["Location"].endswith("/info?lang=en&reader=employee")
        async with session.get(f"{address}api/state") as answer:
            state = await answer.json()
    assert [person["name"] for person in state["people"]][:2] == ["Anna Agerholm", "Lone Lind"]
    assert len(state["stories"]) >= 3
    demo.send_signal(signal.SIGINT)
    rest, errors = await demo.communicate()
    assert (demo.returncode, rest, errors) == (0, b"", b"")


async def test_a_bot_that_cannot_start_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPTAGELSESGUIDEN_GUIDELINE", "no-such-guideline")
    demo = await _demo("--port", "0")
    output, errors = await demo.communicate()
    assert (demo.returncode, output) == (1, b"")
    assert b"The bot has stopped (exit status 1)" in errors
    assert b"Traceback" not in errors


async def test_the_bot_gets_the_demos_settings_and_not_the_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPTAGELSESGUIDEN_APP_TYPE", "SingleTenant")
    monkeypatch.setenv("OPTAGELSESGUIDEN_APP_PASSWORD", "secret")
    probe = free_socket(0)
    port = probe.getsockname()[1]
    probe.close()
    bot = await BotProcess.start(port, tmp_path, ROOT / "bot" / "stage" / "people.yaml")
    await bot.ready()
    assert (tmp_path / "demo.db").exists()
    os.kill(bot._process.pid, signal.SIGKILL)
    assert "exit status -9" in await bot.ended()
    with pytest.raises(BotStoppedError):
        await bot.ready()


def test_without_the_pages_libraries_it_says_what_to_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from bot.stage import demo

    monkeypatch.setattr(page_files, "VENDOR", {"x.js": Path("/nowhere/x.js")})
    assert demo.run(0, browser=False) == 1
    assert "make demo" in capsys.readouterr().err


async def test_an_edited_guideline_is_played_by_and_a_broken_edit_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(ROOT / "guideline" / "packs" / "example-open", folder)
    monkeypatch.setenv("OPTAGELSESGUIDEN_GUIDELINE", str(folder))
    demo = await _demo("--port", "0", "--date", "2030-01-01")
    assert demo.stderr is not None
    await _first_line(demo)
    notices = folder / "notices.yaml"
    right = notices.read_text("utf-8")
    notices.write_text(right.replace("- id: may_record\n", "- id: may_rec: ord\n"), "utf-8")
    told = (await demo.stderr.readline()).decode()
    assert told.startswith("notices.yaml, line 2: is not YAML")
    assert told.endswith("The bot keeps the guideline it has.\n")
    notices.write_text(right.replace("Du må gerne optage lyd.", "Du må optage lyd."), "utf-8")
    told = (await demo.stderr.readline()).decode()
    assert told == "The guideline has changed, and the bot answers by it now.\n"
    demo.send_signal(signal.SIGINT)
    rest, errors = await demo.communicate()
    assert (demo.returncode, rest, errors) == (0, b"", b"")
