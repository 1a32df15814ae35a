"""The Bot Connector's REST calls, over one pool of connections.

Source: learn.microsoft.com, "Bot Connector API reference", and for what to try again "Rate limiting" and
"Status codes" of the Teams platform: 412, 429, 502, 503 and 504, after `Retry-After` where it is given.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import Protocol
from urllib.parse import quote

import aiohttp
import msgspec
from yarl import URL

log = logging.getLogger(__name__)

TIMEOUT = aiohttp.ClientTimeout(total=15, connect=5)
MOST_ATTEMPTS = 5
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
"""Seconds; also the most that `Retry-After` is followed for."""
_WORTH_ANOTHER_TRY = frozenset({412, 429, 502, 503, 504})

Sleep = Callable[[float], Awaitable[None]]


class ConnectorError(Exception):
    """The connector did not take a call. Holds the HTTP status, None where there was no answer."""

    def __init__(self, status: int | None) -> None:
        self.status = status
        super().__init__(f"status {status}")


class AccessToken(Protocol):
    """The bot's own token."""

    async def __call__(self) -> str:
        """Return a token that is valid for some minutes."""
        ...


class Created(msgspec.Struct):
    """What the connector made: an activity or a conversation."""

    id: str | None = None


class Connector:
    """Calls the service that an activity came from: only ever one whose activity was verified."""

    def __init__(
        self, session: aiohttp.ClientSession, token: AccessToken | None, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._session = session
        self._token = token
        self._sleep = sleep

    async def send(
        self, service_url: str, conversation_id: str, activity: bytes, reply_to: str | None = None
    ) -> str:
        """Send an activity, as a reply where `reply_to` names one; return its id, "" where none is told."""
        url = url_of(
            service_url, "conversations", conversation_id, "activities", *([reply_to] if reply_to else [])
        )
        return await self._call("POST", url, activity)

    async def update(self, service_url: str, conversation_id: str, activity_id: str, activity: bytes) -> str:
        """Replace an activity of the bot, and return its id."""
        return await self._call(
            "PUT", url_of(service_url, "conversations", conversation_id, "activities", activity_id), activity
        )

    async def delete(self, service_url: str, conversation_id: str, activity_id: str) -> None:
        """Delete an activity of the bot."""
        await self._call(
            "DELETE", url_of(service_url, "conversations", conversation_id, "activities", activity_id), None
        )

    async def create_conversation(self, service_url: str, parameters: bytes) -> str:
        """Open a conversation, and return its id; one that exists already is returned as well."""
        return await self._call("POST", url_of(service_url, "conversations"), parameters)

    async def _call(self, method: str, url: URL, body: bytes | None) -> str:
        """Call until it is taken, is refused for good or the attempts are used up; raises ConnectorError."""
        for attempt in range(1, MOST_ATTEMPTS + 1):
            status, answer, wait = await self._attempt(method, url, body)
            if status is not None and status < 300:
                return _id_in(answer)
            if attempt == MOST_ATTEMPTS or status not in (None, *_WORTH_ANOTHER_TRY):
                break
            pause = _pause(attempt, wait)
            log.warning("connector.retry", extra={"method": method, "status": status, "attempts": attempt})
            await self._sleep(pause)
        log.error("connector.refused", extra={"method": method, "status": status, "attempts": attempt})
        raise ConnectorError(status)

    async def _attempt(
        self, method: str, url: URL, body: bytes | None
    ) -> tuple[int | None, bytes, str | None]:
        """Return status, body and `Retry-After`; the status is None when no connection could be made."""
        headers = {"Content-Type": "application/json"}
        if self._token:
            headers["Authorization"] = "Bearer " + await self._token()
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=TIMEOUT, allow_redirects=False
            ) as response:
                return response.status, await response.read(), response.headers.get("Retry-After")
        except aiohttp.ClientConnectorError:
            return None, b"", None
        except (aiohttp.ClientError, TimeoutError) as error:
            log.warning("connector.broken_off", extra={"method": method}, exc_info=error)
            raise ConnectorError(None) from None


def url_of(service_url: str, *segments: str) -> URL:
    """Return the address of a resource of the connector's interface, version 3."""
    path = "/".join(quote(segment, safe="") for segment in segments)
    return URL(f"{service_url.rstrip('/')}/v3/{path}", encoded=True)


def _pause(attempt: int, retry_after: str | None) -> float:
    if retry_after and retry_after.isdecimal():
        return min(float(retry_after), LONGEST_PAUSE)
    longest: float = min(FIRST_PAUSE * 2 ** (attempt - 1), LONGEST_PAUSE)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311  # spreads load, guards no secret


def _id_in(answer: bytes) -> str:
    try:
        return msgspec.json.decode(answer, type=Created).id or ""
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return ""
