"""Somebody's OneDrive: takes what is put into it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from tests.bot.fakes.server import LoopbackServer


@dataclass(frozen=True)
class Put:
    """One file as it came."""

    path: str
    headers: Mapping[str, str]
    content: bytes


class FakeOneDrive(LoopbackServer):
    """Answers with `status`; a redirect leads back to itself."""

    def __init__(self) -> None:
        self.puts: list[Put] = []
        self.status = 201
        self.let_through = asyncio.Event()
        self.let_through.set()

    def routes(self) -> list[web.RouteDef]:
        return [web.route("*", "/{path:.*}", self._take)]

    async def _take(self, request: web.Request) -> web.Response:
        self.puts.append(Put(request.raw_path, dict(request.headers), await request.read()))
        await self.let_through.wait()
        return web.json_response({}, status=self.status, headers={"Location": f"{self.url}/elsewhere"})

    @property
    def upload_url(self) -> str:
        """An address as Teams gives it: a secret of its own in the query."""
        return (
            f"{self.url}/personal/anna/_api/v2.0/drive/items/01ABC/uploadSession?guid='x%2Fy'&overwrite=True"
        )
