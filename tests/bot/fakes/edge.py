"""The bot's edges on a loopback port, with a conversation of the test's choice."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import msgspec

from bot.app import open_bot
from bot.listening import listening
from bot.settings import Settings
from bot.teams.conversing import Conversation


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.body)

    @property
    def words(self) -> str:
        """The line on the card that answers an invoke."""
        return str(self.json["value"]["body"][0]["text"])


@dataclass(frozen=True)
class Edge:
    """Somebody who posts to the bot."""

    url: str
    session: aiohttp.ClientSession

    async def hears(self, activity: Any, headers: dict[str, str] | None = None) -> Answer:
        """Post an activity; bytes as they are."""
        body = activity if isinstance(activity, bytes) else msgspec.json.encode(activity)
        sent = {"Content-Type": "application/json"} | (headers or {})
        async with self.session.post(f"{self.url}/api/messages", data=body, headers=sent) as response:
            return Answer(response.status, await response.read(), dict(response.headers))

    async def get(self, path: str) -> Answer:
        async with self.session.get(self.url + path) as response:
            return Answer(response.status, await response.read(), dict(response.headers))


@asynccontextmanager
async def running(settings: Settings, conversation: Conversation) -> AsyncIterator[Edge]:
    """Run the bot with these settings."""
    async with (
        open_bot(settings, lambda *_: conversation) as app,
        aiohttp.ClientSession() as session,
        listening(app, "127.0.0.1", 0) as url,
    ):
        yield Edge(url, session)
