"""The demo: the bot as a process, the stage beside it, and the page in the browser."""

import asyncio
import signal
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.stage import page_files
from bot.stage.child import BotProcess, BotStoppedError, clock_file, port_for_bot
from bot.stage.clock import DemoClock
from bot.stage.page_api import PageApi
from bot.stage.people import read_people
from bot.stage.player import PACE_SECONDS, Player
from bot.stage.stories import read_stories
from bot.stage.teams import Teams, free_socket

HERE = Path(__file__).parent
PEOPLE = HERE / "people.yaml"
STORIES = HERE / "stories.yaml"
USUAL_PORT = 3979


def run(port: int, *, browser: bool) -> int:
    """Run the demo until it is interrupted, and return its exit status."""
    if not page_files.are_installed():
        _say("The page's libraries are missing: run `make demo`, which installs them first.")
        return 1
    return asyncio.run(_until_interrupted(port, browser=browser))


async def _until_interrupted(port: int, *, browser: bool) -> int:
    """Run the demo as a task that SIGINT and SIGTERM cancel, so that every `finally` is passed."""
    task = asyncio.create_task(_show(port, browser=browser))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    try:
        return await task
    except asyncio.CancelledError:
        return 0
    except BotStoppedError as stopped:
        _say(str(stopped))
        return 1


async def _show(port: int, *, browser: bool) -> int:
    with tempfile.TemporaryDirectory(prefix="optagelsesguiden-") as folder:
        async with _bot(Path(folder)) as bot:
            await bot.ready()
            async with opened_page(bot.url, port, clock=DemoClock(clock_file(Path(folder)))) as page:
                sys.stdout.write(f"{page.address}\n")
                sys.stdout.flush()
                if browser:
                    await asyncio.to_thread(webbrowser.open, page.address)
                sentence = await bot.ended()
                _say(f"{sentence} The page stays open; end the demo with Ctrl-C.")
                page.bot_stopped()
                await asyncio.Event().wait()
    return 0


@asynccontextmanager
async def _bot(folder: Path) -> AsyncIterator[BotProcess]:
    port = port_for_bot()
    bot = await BotProcess.start(port, folder, PEOPLE)
    try:
        yield bot
    finally:
        await bot.stop()


@asynccontextmanager
async def opened_page(
    bot_url: str,
    port: int = 0,
    people: Path = PEOPLE,
    stories: Path = STORIES,
    pace: float = PACE_SECONDS,
    clock: DemoClock | None = None,
) -> AsyncIterator[PageApi]:
    """Open the stage and its page beside a running bot, at this port or at a free one."""
    teams = Teams.beside(bot_url, read_people(people), free_socket(port))
    page = PageApi(teams, Player(teams, read_stories(stories), pace, clock), clock)
    await teams.serve(page.routes())
    try:
        yield page
    finally:
        await page.close()
        await teams.stop()


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
