"""One call to the Bot Connector: the client that replies and the outbox share, each with its own patience.

Source: learn.microsoft.com, "Bot Connector API reference". The addresses are those that verified activities
came from, redirects are not followed, and no proxy of the environment is used: the bot's token goes nowhere
else.
"""

import logging
from contextlib import AbstractAsyncContextManager, nullcontext
from http import HTTPStatus
from typing import Protocol
from urllib.parse import quote

import aiohttp
import msgspec
from yarl import URL

from bot.answers import start_of
from bot.delivery.patience import CallError
from bot.retry_after import retry_after
from bot.teams.incoming import DOTS
from bot.teams.pace import LIMITS, Limits, Pace

log = logging.getLogger(__name__)

CONNECTING_SECONDS = 5.0
"""How long a call waits for a connection of the pool, and for a new one to be made."""
LARGEST_ANSWER = 64 * 1024
"""Bytes; an id takes below 200."""
LONGEST_ID = 500
"""Characters; Teams' own are below 200. A longer one is none: it is kept beside what was sent."""
_LONGEST_CODE = 60


class AccessToken(Protocol):
    """The bot's own token."""

    async def __call__(self) -> str:
        """Return a token that is valid for some minutes."""
        ...


class NotSentError(CallError):
    """The call never left: it got no connection, or the bot has no token for now."""


class _Created(msgspec.Struct):
    id: str | None = None


class _Error(msgspec.Struct):
    code: str = ""


class _Refusal(msgspec.Struct):
    error: _Error = msgspec.field(default_factory=_Error)


class Calls:
    """Calls the connector, each time once.

    `seconds` is how long an answer is waited for, `limits` how fast one conversation may be written to.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        token: AccessToken | None,
        pace: Pace,
        seconds: float,
        limits: Limits = LIMITS,
    ) -> None:
        self._limits = limits
        self._session = session
        self._token = token
        self._pace = pace
        self._timeout = aiohttp.ClientTimeout(total=seconds, connect=min(CONNECTING_SECONDS, seconds / 2))

    async def call(
        self, method: str, service_url: str, conversation_id: str | None, where: tuple[str, ...], body: bytes
    ) -> str:
        """Call once, and return the id that comes back, "" where none is told; raises CallError.

        `where` is what follows the conversation, None: conversations themselves, in the address.
        """
        segments = (conversation_id, *where) if conversation_id else where
        url = url_of(service_url, "conversations", *segments)
        async with self._turn(conversation_id):
            return await self._call(method, url, body)

    def _turn(self, conversation_id: str | None) -> AbstractAsyncContextManager[None]:
        return self._pace.turn(conversation_id, self._limits) if conversation_id else nullcontext()

    async def _call(self, method: str, url: URL, body: bytes) -> str:
        headers = {"Content-Type": "application/json", **await self._authorization()}
        try:
            async with self._session.request(
                method, url, data=body or None, headers=headers, timeout=self._timeout, allow_redirects=False
            ) as response:
                return _taken(response, await start_of(response, LARGEST_ANSWER))
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSentError(None, type(error).__name__) from None
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise CallError(None, type(error).__name__) from None

    async def _authorization(self) -> dict[str, str]:
        if not self._token:
            return {}
        try:
            return {"Authorization": "Bearer " + await self._token()}
        except Exception as error:  # whichever the identity's library raises: there may be a token later
            log.error("outgoing.no_token", exc_info=error)  # noqa: TRY400  # told without its text
            raise NotSentError(None, "NoToken") from None


def url_of(service_url: str, *segments: str) -> URL:
    """Return the address of a resource of the connector's interface, version 3; raises CallError.

    An id of dots would lead to another one, however it is written: servers resolve also `%2E%2E`.
    """
    if not DOTS.isdisjoint(segments):
        raise CallError(HTTPStatus.BAD_REQUEST, "NotAnId")
    path = "/".join(quote(segment, safe="") for segment in segments)
    return URL(f"{service_url.rstrip('/')}/v3/{path}", encoded=True)


def _taken(response: aiohttp.ClientResponse, answer: bytes) -> str:
    if response.status < 300:
        return _id_in(answer)
    raise CallError(response.status, _code_in(answer), retry_after(response.headers.get("Retry-After", "")))


def _id_in(answer: bytes) -> str:
    """Return the new message's id; "" for none, and for one too long or with signs that no database keeps."""
    try:
        created = msgspec.json.decode(answer, type=_Created).id or ""
        return created if created.isprintable() and len(created) <= LONGEST_ID else ""
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return ""


def _code_in(answer: bytes) -> str:
    try:
        code = msgspec.json.decode(answer, type=_Refusal).error.code
        return "".join(filter(str.isprintable, code))[:_LONGEST_CODE]
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return ""
