"""The Bot Connector: takes what the bot sends and remembers it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.bot.fakes.server import LoopbackServer


@dataclass(frozen=True)
class Call:
    """One call, with the path as it stood in the request line."""

    method: str
    path: str
    body: Any
    authorization: str | None
    cookie: str | None = None


class FakeConnector(LoopbackServer):
    """Answers 200 with an id, or what `answers` holds first."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.connections: set[object] = set()
        self.answers: list[Callable[[], web.Response]] = []
        self.let_through = asyncio.Event()
        self.let_through.set()
        self.most_at_once = self._held = 0
        self._changed = asyncio.Condition()

    def routes(self) -> list[web.RouteDef]:
        return [web.route("*", "/{path:.*}", self._take)]

    async def _take(self, request: web.Request) -> web.Response:
        self.connections.add(request.transport)
        body = await request.json() if request.can_read_body else None
        await self._hold()
        told = (request.headers.get(name) for name in ("Authorization", "Cookie"))
        self.calls.append(Call(request.method, request.raw_path, body, *told))
        async with self._changed:
            self._changed.notify_all()
        if self.answers:
            return self.answers.pop(0)()
        return web.json_response({"id": f"f:sent-{len(self.calls)}"}, status=201)

    async def _hold(self) -> None:
        """Let a call wait until calls are let through."""
        self._held += 1
        self.most_at_once = max(self.most_at_once, self._held)
        async with self._changed:
            self._changed.notify_all()
        await self.let_through.wait()
        self._held -= 1

    async def holds(self, count: int) -> None:
        """Wait until so many calls are waiting."""
        async with asyncio.timeout(10), self._changed:
            await self._changed.wait_for(lambda: self._held >= count)

    async def receives(self, count: int = 1) -> list[Call]:
        """Wait until there were so many calls in all, and return them."""
        async with asyncio.timeout(10), self._changed:
            await self._changed.wait_for(lambda: len(self.calls) >= count)
        return self.calls


def refusing(status: int, **headers: str) -> Callable[[], web.Response]:
    """An answer that is not what was hoped for."""
    return lambda: web.json_response({"error": {"code": "x"}}, status=status, headers=headers)
