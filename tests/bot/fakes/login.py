"""Microsoft Entra's sign-in over plain HTTP, with its own words for what fails."""

import asyncio
import time
from typing import Any

import jwt
from aiohttp import web

from tests.bot.fakes.server import LoopbackServer


class FakeLogin(LoopbackServer):
    """Gives whoever asks a token for what they ask for, unless `error` says what is wrong with them."""

    def __init__(self) -> None:
        self.error: tuple[int, str] | None = None
        self.claims: dict[str, Any] = {}
        """What its tokens say otherwise."""
        self.refused_scopes: set[str] = set()
        self.hangs = False
        self.nonsense: tuple[int, str, str] | None = None
        """What it answers, whoever asks: status, body, and its type."""

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/{tenant}/oauth2/v2.0/token", self._token)]

    async def _token(self, request: web.Request) -> web.Response:
        if self.hangs:
            await asyncio.Event().wait()
        if self.nonsense:
            status, body, kind = self.nonsense
            return web.Response(status=status, text=body, content_type=kind)
        asked = {name: str(value) for name, value in (await request.post()).items()}
        audience = asked["scope"].split()[0].removesuffix("/.default")
        if self.error or audience in self.refused_scopes:
            status, error = self.error or (401, "AADSTS65001")
            says = f"{error}: Something about app '{asked['client_id']}'. Trace ID: 1. Timestamp: now"
            return web.json_response({"error": "invalid_client", "error_description": says}, status=status)
        claims = {"aud": audience, "appid": asked["client_id"], "tid": request.match_info["tenant"]}
        token = jwt.encode(claims | self.claims, "secret" * 10)
        told = {"access_token": token, "expires_in": 3600, "expires_on": int(time.time()) + 3600}
        return web.json_response(told | {"token_type": "Bearer"})
