"""The Bot Connector of the proofs: takes what is delivered, keeps nothing, and tells whoever waits for it."""

import asyncio
from dataclasses import dataclass, field

import msgspec
from aiohttp import web

from bot.stage.people import Json
from tests.bot.fakes.server import LoopbackServer

CHAT = "a:1chat-of-"
"""The beginning of the id of somebody's chat, where the bot opens it; their own id follows."""


@dataclass
class Mailbox(LoopbackServer):
    """Answers 201 with an id."""

    delivered: int = 0
    awaited: dict[str, asyncio.Future[Json]] = field(default_factory=dict)
    """By the id of an activity: whoever waits for the message that replies to it."""

    def routes(self) -> list[web.RouteDef]:
        return [web.route("*", "/{path:.*}", self._take)]

    def expects(self, activity_id: str) -> asyncio.Future[Json]:
        """Return what will hold the message that replies to an activity."""
        waiting: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self.awaited[activity_id] = waiting
        return waiting

    def arrived(self, message: Json) -> None:
        """Take a message that replies to nothing that is waited for."""

    async def _take(self, request: web.Request) -> web.Response:
        message: Json = msgspec.json.decode(await request.read() or b"{}")
        if request.path == "/v3/conversations":
            return web.json_response({"id": CHAT + message["members"][0]["id"]}, status=201)
        self.delivered += 1
        waiting = None
        if request.method == "POST":
            waiting = self.awaited.pop(request.path.rpartition("/activities/")[2], None)
        if waiting and not waiting.done():
            waiting.set_result(message)
        elif request.method == "POST":
            self.arrived(message)
        return web.json_response({"id": str(self.delivered)}, status=201)
