"""The demo: the bot as a process, the stage beside it, and the page in the browser."""

import asyncio
import datetime
import signal
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.fault_words import fault_of
from bot.stage import page_files
from bot.stage.child import BotProcess, BotStoppedError, clock_file, port_for_bot
from bot.stage.clock import DemoClock
from bot.stage.page_api import PageApi
from bot.stage.people import read_people
from bot.stage.player import PACE_SECONDS, Player
from bot.stage.reloading import UNREADABLE, Guideline
from bot.stage.stories import read_stories
from bot.stage.teams import Teams, free_socket

HERE = Path(__file__).parent
PEOPLE = HERE / "people.yaml"
STORIES = HERE / "stories.yaml"
USUAL_PORT = 3979


def run(port: int, *, browser: bool, day: datetime.date | None = None) -> int:
    """Run the demo until it is interrupted, and return its exit status. `day` is the bot's at the start."""
    if not page_files.are_installed():
        _say("The page's libraries are missing: run `make demo`, which installs them first.")
        return 1
    return asyncio.run(_until_interrupted(port, browser=browser, day=day))


async def _until_interrupted(port: int, *, browser: bool, day: datetime.date | None) -> int:
    """Run the demo as a task that SIGINT and SIGTERM cancel, so that every `finally` is passed."""
    task = asyncio.create_task(_show(port, browser=browser, day=day))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    try:
        return await task
    except asyncio.CancelledError:
        return 0
    except BotStoppedError as stopped:
        _say(str(stopped))
        return 1


async def _show(port: int, *, browser: bool, day: datetime.date | None) -> int:
    with tempfile.TemporaryDirectory(prefix="optagelsesguiden-") as kept:
        folder = Path(kept)
        guideline = Guideline.of_the_settings(folder)
        clock = DemoClock(clock_file(folder))
        if day:
            clock.begin_on(day)
        async with _bot(folder, guideline) as bot, opened_page(bot.url, port, clock=clock) as page:
            await _only_playable(page, guideline)
            sys.stdout.write(f"{page.address}\n")
            sys.stdout.flush()
            if browser:
                await asyncio.to_thread(webbrowser.open, page.address)
            sentence = await _reloading(bot, guideline, page)
            _say(f"{sentence} The page stays open; end the demo with Ctrl-C.")
            page.bot_stopped()
            await asyncio.Event().wait()
    return 0


class _Bot:
    """The bot on its port, which can start again by another edition of the guideline."""

    def __init__(self, folder: Path, edition: Path | None) -> None:
        self._folder, self._port, self._edition = folder, port_for_bot(), edition
        self._process: BotProcess | None = None
        self.url = ""

    async def start(self) -> None:
        """Start, and wait until it answers."""
        self._process = await BotProcess.start(self._port, self._folder, PEOPLE, self._edition)
        self.url = self._process.url
        await self._process.ready()

    async def takes(self, edition: Path) -> str:
        """Answer by this edition from now on, or by the one before; return why it was not possible."""
        before, self._edition = self._edition, edition
        await self.stop()
        try:
            await self.start()
        except BotStoppedError as stopped:
            fault = self._last_words() or str(stopped)
            await self.stop()
            self._edition = before
            await self.start()
            return fault
        return ""

    async def ended(self) -> str:
        """Wait until it ends by itself, and return a sentence about it."""
        return await self._process.ended() if self._process else ""

    async def stop(self) -> None:
        """End it."""
        if self._process:
            await self._process.stop()

    def _last_words(self) -> str:
        return self._process.last_words.partition("cannot be used: ")[2] if self._process else ""


@asynccontextmanager
async def _bot(folder: Path, guideline: Guideline) -> AsyncIterator[_Bot]:
    bot = _Bot(folder, guideline.copied())
    try:
        await bot.start()
        yield bot
    finally:
        await bot.stop()


async def _reloading(bot: _Bot, guideline: Guideline, page: PageApi) -> str:
    """Let the bot take the guideline whenever it has changed; return how it ended by itself."""
    while True:
        ended, changed = asyncio.create_task(bot.ended()), asyncio.create_task(guideline.changed())
        done, waiting = await asyncio.wait({ended, changed}, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()
        if ended in done:
            return ended.result()
        if fault := await _fault_of_taking(bot, guideline):
            page.guideline_kept(fault_of(fault))
            _say(f"{fault} The bot keeps the guideline it has.")
            continue
        await _only_playable(page, guideline)
        page.guideline_taken()
        _say("The guideline has changed, and the bot answers by it now.")


async def _fault_of_taking(bot: _Bot, guideline: Guideline) -> str:
    """Let the bot take the guideline as it is now; return in a sentence why it cannot."""
    try:
        copy = guideline.copied()
    except OSError:
        return UNREADABLE
    if copy is None:
        return ""
    return await guideline.fault(copy) or guideline.in_own_words(await bot.takes(copy))


async def _only_playable(page: PageApi, guideline: Guideline) -> None:
    """Offer the stories whose presses this guideline has; the others would get stuck."""
    stories = page.player.all_stories()
    known = await guideline.knows([story.facts() for story in stories])
    page.offer_stories([story.id for story, plays in zip(stories, known, strict=True) if plays])


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
