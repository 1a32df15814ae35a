"""The Bot Framework's OpenID metadata and keys, and the tokens that its service signs."""

import asyncio
import json
import time
from collections.abc import Callable
from email.utils import formatdate
from functools import lru_cache
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from tests.bot.fakes.server import LoopbackServer

APP_ID = "bbbbbbbb-0000-4000-8000-000000000002"
ISSUER = "https://api.botframework.com"


@lru_cache
def rsa_key(name: str) -> rsa.RSAPrivateKey:
    """One key a name, made once for all tests: making one is slow."""
    assert name
    return rsa.generate_private_key(65537, 2048)


class KeyServer(LoopbackServer):
    """Publishes the keys that are in use; `endorsements` None: its keys carry none."""

    def __init__(self) -> None:
        self.in_use = ["first"]
        self.endorsements: list[str] | None = ["msteams", "webchat"]
        self.away = False
        self.keys_are_at = ""
        self.clock_is_behind_by = 0
        self.is_asked = asyncio.Event()
        self.says: Callable[[], web.Response] | None = None
        """What is answered in place of the metadata."""
        self.let_through = asyncio.Event()
        self.let_through.set()
        self.readings = 0

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/metadata", self._metadata), web.get("/keys", self._keys)]

    @property
    def metadata_url(self) -> str:
        return f"{self.url}/metadata"

    async def _metadata(self, _request: web.Request) -> web.Response:
        self.readings += 1
        self.is_asked.set()
        await self.let_through.wait()
        if self.away:
            return web.Response(status=503)
        if self.says:
            return self.says()
        date = formatdate(time.time() - self.clock_is_behind_by, usegmt=True)
        told = {"issuer": ISSUER, "jwks_uri": f"{self.url}/keys"}
        return web.json_response(told, headers={"Date": date})

    async def _keys(self, _request: web.Request) -> web.Response:
        if self.keys_are_at:
            return web.Response(status=307, headers={"Location": self.keys_are_at})
        return web.json_response({"keys": [self._public(name) for name in self.in_use]})

    def _public(self, name: str) -> dict[str, Any]:
        key: dict[str, Any] = json.loads(RSAAlgorithm.to_jwk(rsa_key(name).public_key()))
        key |= {"kid": name, "use": "sig"}
        return key if self.endorsements is None else key | {"endorsements": self.endorsements}


def sign(
    service_url: str, *, by: str = "first", kid: str | None = None, algorithm: str = "RS256", **claims: Any
) -> str:
    """A good token unless told otherwise. A claim that is None is left out."""
    now = int(time.time())
    good: dict[str, Any] = {
        "iss": ISSUER, "aud": APP_ID, "serviceurl": service_url, "nbf": now - 60, "exp": now + 3600,
    }  # fmt: skip
    payload = {name: value for name, value in (good | claims).items() if value is not None}
    by_rsa = algorithm.startswith(("RS", "PS"))
    key: Any = rsa_key(by) if by_rsa else "secret" * 10 if algorithm == "HS256" else None
    return jwt.encode(payload, key, algorithm=algorithm, headers={"kid": kid or by})


def bearer(token: str) -> dict[str, str]:
    """The header that carries a token."""
    return {"Authorization": f"Bearer {token}"}
