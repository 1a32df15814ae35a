"""Azure's identity endpoint, which gives a managed identity's tokens (App Service, Container Apps)."""

import time

from aiohttp import web

from tests.bot.fakes.server import LoopbackServer

HEADER = "the-identity-header"


class IdentityEndpoint(LoopbackServer):
    """Gives a token to whoever knows the header."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.fails = 0
        self.lasts = 3600
        """Seconds for which a token is valid."""

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/msi/token", self._token)]

    @property
    def environment(self) -> dict[str, str]:
        return {"IDENTITY_ENDPOINT": f"{self.url}/msi/token", "IDENTITY_HEADER": HEADER}

    async def _token(self, request: web.Request) -> web.Response:
        if request.headers.get("X-IDENTITY-HEADER") != HEADER:
            return web.Response(status=401)
        if self.fails:
            self.fails -= 1
            return web.json_response({"message": "no such identity"}, status=400)
        self.asked.append(dict(request.query))
        expires = str(int(time.time()) + self.lasts)
        token = f"token-{len(self.asked)}"
        return web.json_response(
            {
                "access_token": token,
                "expires_on": expires,
                "resource": request.query["resource"],
                "token_type": "Bearer",
            }
        )
