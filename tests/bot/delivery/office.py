"""An office: people in Teams, the bot over a real database, and the clerk's plain cards."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from aiohttp import web
from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import create_async_engine

from bot.app import open_bot
from bot.environment import Secret
from bot.settings import Settings
from bot.stage.actor import Actor
from bot.stage.card import Card
from bot.stage.people import read_people
from bot.stage.teams import Teams
from bot.stage.traffic import Exchange
from bot.storage.tables import outbox
from tests.bot.delivery.clerk import ASKS, converse, make_cards
from tests.scenarios.town import PEOPLE

QUIET_SECONDS = 0.3
"""How long a message rests before its newest card is written to it; a second outside tests."""
WRITE_SECONDS = 0.3
"""What is kept in memory is stored within this."""
FAST = {"send_rate": 10_000, "send_rate_per_conversation": 10_000}


@dataclass
class Office:
    """Who works here, and what stands in the database."""

    teams: Teams
    database_url: str
    settings: dict[str, Any] = field(default_factory=dict)
    bot: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def opens(self, **settings: Any) -> None:
        """Start the bot."""
        basics: dict[str, Any] = {
            "app_type": "None",
            "database_url": Secret(self.database_url),
            "directory": str(PEOPLE),
            **FAST,
        }
        chosen = Settings(**(basics | self.settings | settings))
        app = await self.bot.enter_async_context(open_bot(chosen, converse, make_cards=make_cards))
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        self.bot.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.teams.bot_url = "http://{}:{}".format(*runner.addresses[0][:2])

    async def closes(self) -> None:
        """Stop the bot."""
        await self.bot.aclose()

    def person(self, name: str) -> Actor:
        return self.teams.person(name)

    async def asks(self, name: str = "Anna", key: str = "1") -> Card:
        """Let somebody ask for a refusal, and return the answer."""
        person = self.person(name)
        await person.types(ASKS + key)
        return await person.receives("status da waiting")

    def texts(self, name: str) -> list[str]:
        """Return what stands on somebody's cards about requests, the oldest first."""
        return [card.text for card in self.person(name).cards() if card.text != "velkommen"]

    def loses_history(self, name: str) -> None:
        """Let somebody remove their chat, so that the bot has to find the new one."""
        chat = self.person(name).chat
        self.teams.world.chats.pop(chat.id)
        chat.id += "-anew"
        self.teams.world.chats[chat.id] = chat

    def calls(self, name: str, method: str = "POST") -> list[Exchange]:
        """Return the bot's calls for somebody's own chat."""
        chat = quote(self.person(name).chat.id, safe="")
        calls = [e for e in self.teams.traffic.exchanges if e.direction == "from_bot" and e.method == method]
        return [call for call in calls if chat in (call.path, quote(call.path.split("/")[3], safe=""))]

    async def settled(self) -> None:
        """Wait until nothing is left to be sent or noted; AssertionError when that takes half a minute."""
        for _ in range(2):  # what is noted in the first round may have to be sent in the second
            await asyncio.sleep(QUIET_SECONDS + WRITE_SECONDS)
            await self._all_sent()

    async def _all_sent(self) -> None:
        for _ in range(600):
            if not await self.pending():
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"still to be sent: {await self.pending()}")

    async def pending(self) -> list[str]:
        """Return the kinds of messages that are still to be delivered."""
        rows = await self.rows(outbox)
        return [row["kind"] for row in rows if row["done_at"] is None and row["failed_at"] is None]

    async def rows(self, table: Table) -> list[dict[str, Any]]:
        """Return what stands in a table."""
        engine = create_async_engine(self.database_url)
        try:
            async with engine.connect() as connection:
                return [dict(row) for row in (await connection.execute(select(table))).mappings()]
        finally:
            await engine.dispose()


@asynccontextmanager
async def open_office(database_url: str, **settings: Any) -> AsyncIterator[Office]:
    """An office with the people of the demo; nobody has met the bot yet."""
    async with await Teams.start(people=read_people(PEOPLE)) as teams:
        office = Office(teams, database_url, settings)
        await office.opens()
        try:
            yield office
        finally:
            await office.closes()
