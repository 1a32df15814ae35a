"""The town of the scenarios: who lives there, and the bot that they write to."""

import asyncio
import datetime
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiohttp import web
from sqlalchemy import MetaData, func, select
from sqlalchemy.ext.asyncio import create_async_engine

import bot.stage
from bot.app import open_bot
from bot.environment import Secret
from bot.settings import Settings
from bot.stage.actor import Actor
from bot.stage.people import read_people
from bot.stage.teams import Teams
from bot.storage.tables import outbox

PEOPLE = Path(bot.stage.__file__).parent / "people.yaml"
WAIT_SECONDS, POLL_SECONDS = 20.0, 0.02


class Town:
    """The people of the demo, and the bot over a database of the town's own."""

    def __init__(self, database_url: str, **settings: object) -> None:
        self.database_url = database_url
        self._settings = settings
        self._bot = AsyncExitStack()
        self._folder = tempfile.TemporaryDirectory(prefix="town-")
        self._clock = Path(self._folder.name) / "clock"

    async def __aenter__(self) -> Self:
        self.teams = await Teams.start(people=read_people(PEOPLE))
        await self.bot_starts()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.bot_stops()
        await self.teams.stop()
        self._folder.cleanup()

    def time_passes(self, **by: float) -> None:
        """Move the bot's clock on, in the units of a timedelta; what falls due is done within a second."""
        moved = float(self._clock.read_text()) if self._clock.exists() else 0.0
        self._clock.write_text(str(moved + datetime.timedelta(**by).total_seconds()))

    async def bot_starts(self) -> None:
        """Start the bot as `serve` does, but in this process and on a free port."""
        basics: dict[str, Any] = {
            "app_type": "None",
            "database_url": Secret(self.database_url),
            "directory": str(PEOPLE),
            "clock_file": self._clock,
            "request_rate_per_user": 2000,
            "send_rate_per_conversation": 50,  # nobody in a test waits for a second between two messages
        }
        settings = Settings(**(basics | self._settings))
        app = await self._bot.enter_async_context(open_bot(settings))
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        self._bot.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.teams.bot_url = "http://{}:{}".format(*runner.addresses[0][:2])

    async def bot_stops(self) -> None:
        """Stop the bot as SIGTERM does; what it knows is in the database then."""
        await self._bot.aclose()

    def person(self, name: str) -> Actor:
        """Return somebody who lives here, by first name."""
        return self.teams.person(name)

    async def has_delivered(self) -> None:
        """Wait until the bot knows that what it sent has arrived, for which a reader always takes longer."""
        waiting = (
            select(func.count())
            .select_from(outbox)
            .where(outbox.c.done_at.is_(None), outbox.c.failed_at.is_(None))
        )
        engine = create_async_engine(self.database_url)
        try:
            async with asyncio.timeout(WAIT_SECONDS), engine.connect() as connection:
                while (await connection.execute(waiting)).scalar_one():
                    await connection.rollback()
                    await asyncio.sleep(POLL_SECONDS)
        finally:
            await engine.dispose()

    async def stored(self) -> dict[str, list[dict[str, object]]]:
        """Return every row of every table, after the bot has stopped."""
        await self.bot_stops()
        engine, schema = create_async_engine(self.database_url), MetaData()
        try:
            async with engine.connect() as connection:
                await connection.run_sync(schema.reflect)
                return {
                    table.name: [dict(row) for row in (await connection.execute(select(table))).mappings()]
                    for table in schema.sorted_tables
                }
        finally:
            await engine.dispose()
