"""POST /api/messages: what a request must be, in the contract's order, and the answer."""

import asyncio
import math
from functools import lru_cache
from http import HTTPStatus

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from bot.listening import Caller
from bot.observing import signals
from bot.observing.metrics import REFUSED
from bot.tally import Tally
from bot.teams.admission import comes_from, is_admitted, is_usable
from bot.teams.guard import Guard
from bot.teams.incoming import Incoming, NotAnActivityError, read_activity
from bot.teams.keys import SHORTEST_PAUSE, KeysUnreachableError
from bot.teams.load import Load, OverloadError
from bot.teams.tokens import Gate, TokenError
from bot.teams.turns import sender_of

LARGEST_BODY = 256 * 1024
BODY_SECONDS = 10.0
"""How long a client may take to send its body."""


class _RefusedError(Exception):
    """Answered with a status, and where another try is worth it with the seconds until then."""

    def __init__(self, status: HTTPStatus, pause: float | None = None) -> None:
        self.status = status
        self.pause = pause
        super().__init__(status.phrase)


class Messages:
    """The handler. `tenants` may be empty: then every tenant is heard."""

    def __init__(self, gate: Gate, guard: Guard, tenants: frozenset[str], load: Load) -> None:
        self._gate = gate
        self._guard = guard
        self._tenants = tenants
        self._load = load
        self._refused = Tally("messages.refused")

    async def answer(self, request: web.Request) -> web.Response:
        """Answer an activity, or say with a status alone why not."""
        try:
            incoming = await self._admit(request)
            with self._load.turns:
                return await self._guard.answer(request, incoming)
        except (_RefusedError, OverloadError) as refused:
            return self._refusal(refused.status, refused.pause)

    def _refusal(self, status: HTTPStatus, pause: float | None) -> web.Response:
        self._refused.add(status)
        headers = None if pause is None else {"Retry-After": str(math.ceil(pause))}
        signals.count(REFUSED, status=int(status))
        return web.Response(status=status, headers=headers)

    async def _admit(self, request: web.Request) -> Incoming:
        if not request.content.is_eof() and _is_too_long(request):
            raise _RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        proven = await self._prove(request.headers.get("Authorization"))
        body = await self._read(request, is_known=not isinstance(proven, _RefusedError))
        if "Content-Encoding" in request.headers or not _is_json(request.headers.get("Content-Type", "")):
            raise _RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        if isinstance(proven, _RefusedError):
            raise proven
        incoming = _activity(body)
        if not comes_from(incoming, proven):
            raise _RefusedError(HTTPStatus.UNAUTHORIZED)
        if not is_usable(incoming.service_url):
            raise _RefusedError(HTTPStatus.BAD_REQUEST)
        if not is_admitted(incoming, self._tenants):
            raise _RefusedError(HTTPStatus.FORBIDDEN)
        if isinstance(request.protocol, Caller):
            request.protocol.is_known = True
        self._load.count(sender_of(incoming))
        return incoming

    async def _read(self, request: web.Request, *, is_known: bool) -> bytes:
        if request.content.is_eof():  # the usual case: all of it came with the headers
            return _body_that_came(request)
        with self._load.bodies if is_known else self._load.strangers_bodies:
            return await _whole_body(request)

    async def _prove(self, authorization: str | None) -> str | _RefusedError | None:
        """Return what the token proves, or how it is refused once its turn to be answered for comes.

        Looked at before the body is waited for, so that a stranger's body takes no place of Teams' own.
        """
        try:
            return await self._gate.service_url(authorization)
        except TokenError:
            return _RefusedError(HTTPStatus.UNAUTHORIZED)
        except KeysUnreachableError:
            return _RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, SHORTEST_PAUSE)


async def let_body_come(request: web.Request) -> None:
    """Ask whoever asked first (`Expect: 100-continue`) for the body, unless it is refused in any case."""
    if not _is_too_long(request):
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        request.writer.output_size = 0  # as aiohttp's own handler does: the answer has not begun


def _is_too_long(request: web.Request) -> bool:
    return (request.content_length or 0) > LARGEST_BODY


def _body_that_came(request: web.Request) -> bytes:
    """Return a body that is all there, without the detours of one that is waited for."""
    try:
        body = request.content.read_nowait()
    except (web.RequestPayloadError, HttpProcessingError, ConnectionError):
        raise _RefusedError(HTTPStatus.BAD_REQUEST) from None
    if len(body) > LARGEST_BODY:
        raise _RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return body


async def _whole_body(request: web.Request) -> bytes:
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise _RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE) from None
    except TimeoutError:
        raise _RefusedError(HTTPStatus.REQUEST_TIMEOUT) from None
    except (web.RequestPayloadError, HttpProcessingError, ConnectionError):  # the last: nobody reads the 400
        raise _RefusedError(HTTPStatus.BAD_REQUEST) from None


@lru_cache(maxsize=64)
def _is_json(content_type: str) -> bool:
    return content_type.partition(";")[0].strip().lower() == "application/json"


def _activity(body: bytes) -> Incoming:
    try:
        return read_activity(body)
    except NotAnActivityError:
        raise _RefusedError(HTTPStatus.BAD_REQUEST) from None
