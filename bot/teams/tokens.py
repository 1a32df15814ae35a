"""Whether a request really comes from the Bot Framework's service: its bearer token.

Source: learn.microsoft.com, "Authentication with the Bot Connector API", step 4: signed by a known key that
is endorsed for the channel, issuer, audience, validity with five minutes' leeway, and the service URL. An
expiry is required here.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol
from urllib.parse import urlsplit

import jwt

from bot.teams.keys import SigningKey, SigningKeys, UnknownKeyError

LEEWAY = 300
"""Seconds by which two clocks may differ."""
MOST_REMEMBERED = 1000
CHANNEL = "msteams"

_ALGORITHMS = ["RS256"]
_UNREADABLE = (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError)


class TokenError(Exception):
    """The token is missing, or not one with which the service may speak to this bot."""


class Gate(Protocol):
    """Decides from the Authorization header whom a request comes from."""

    async def service_url(self, authorization: str | None) -> str | None:
        """Return the normalised service URL that the caller proved to be; None where nothing is asked for.

        Raises TokenError, or KeysUnreachableError when it cannot be said.
        """
        ...


class OpenGate:
    """Lets everybody in: APP_TYPE=None, which the settings allow on a loopback address only."""

    async def service_url(self, authorization: str | None) -> str | None:  # noqa: ARG002  # the protocol's
        """Return None: no caller proves anything."""
        return None


@dataclass(frozen=True, slots=True)
class _Verified:
    service_url: str
    expires_at: float
    kid: str


class TokenGate:
    """Verifies tokens, and remembers verified ones until they expire or their key leaves the key set."""

    def __init__(
        self, keys: SigningKeys, app_id: str, issuer: str, now: Callable[[], float] = time.time
    ) -> None:
        self._keys = keys
        self._now = now
        self._claims: dict[str, Any] = {"audience": app_id, "issuer": issuer, "leeway": LEEWAY}
        self._verified: dict[str, _Verified] = {}
        keys.on_change = self._forget

    async def service_url(self, authorization: str | None) -> str | None:
        """Return the service URL that the token names, normalised."""
        if authorization is None:
            raise TokenError
        self._keys.renew_when_old()
        known = self._verified.get(authorization)
        if known is None or known.expires_at < self._now():
            known = await self._verify(authorization)
        return known.service_url

    async def _verify(self, authorization: str) -> _Verified:
        self._verified.pop(authorization, None)
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer":
            raise TokenError
        try:
            kid = self._promising_key(token)
            key = await self._keys.get(kid)
            claims = jwt.decode(
                token, key.public_key, algorithms=_ALGORITHMS, options=_STRICT, **self._claims
            )
            verified = _verified(claims, kid, key)
        except (*_UNREADABLE, UnknownKeyError):
            raise TokenError from None
        self._remember(authorization, verified)
        return verified

    def _promising_key(self, token: str) -> str:
        """Return the id of the token's key; raises when no signature could make the token good.

        Checked before the key is asked for, so that a stranger's token costs no look at the key server.
        """
        unverified = jwt.decode_complete(token, options=_UNSIGNED, **self._claims)
        kid = unverified["header"].get("kid")
        if unverified["header"].get("alg") not in _ALGORITHMS or not isinstance(kid, str):
            raise TokenError
        return kid

    def _remember(self, authorization: str, verified: _Verified) -> None:
        if len(self._verified) >= MOST_REMEMBERED:
            self._verified.pop(next(iter(self._verified)))
        self._verified[authorization] = verified

    def _forget(self, gone: frozenset[str]) -> None:
        self._verified = {token: known for token, known in self._verified.items() if known.kid not in gone}


_STRICT: Any = {"require": ["exp", "iss", "aud"]}
_UNSIGNED: Any = {
    **_STRICT, "verify_signature": False,
    "verify_exp": True, "verify_nbf": True, "verify_aud": True, "verify_iss": True,
}  # fmt: skip


def _verified(claims: dict[str, Any], kid: str, key: SigningKey) -> _Verified:
    service_url = claims.get("serviceurl")
    if not isinstance(service_url, str) or not service_url or not key.endorses(CHANNEL):
        raise TokenError
    return _Verified(normal_url(service_url), float(claims["exp"]) + LEEWAY, kid)


@lru_cache(maxsize=512)
def normal_url(url: str) -> str:
    """Return a service URL as two of them are compared: case of the host and last slash aside."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower()).geturl().rstrip("/")
