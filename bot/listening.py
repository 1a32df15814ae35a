"""The connections beneath HTTP: how many, and how long each may keep the server waiting.

aiohttp closes a connection that is idle; what it leaves open are three ways to hold one for ever at no cost:
headers that come a byte at a time, an answer that is never read, and many connections at once.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from bot.handles import room_for_connections
from bot.startup import StartError
from bot.tally import Tally

log = logging.getLogger(__name__)

MOST_CONNECTIONS = 1000
KEEP_ALIVE_SECONDS = 75.0
"""How long an idle connection is kept: longer than the proxies in front of it keep theirs."""
HEADER_SECONDS = 10.0
"""From the first byte of a request to the last of its headers."""
SILENT_SECONDS = 10.0
"""From the connection to its first byte: a thousand that never speak must not hold the port for long."""
READING_SECONDS = 60.0
"""How long a client may leave part of an answer unread."""
ROUND_SECONDS = 1.0
"""Between two looks at all connections."""
MOST_TURNED_AWAY = 100
"""Connections too many that are told so at once; more are closed without a word."""
TURNING_SECONDS = 1.0
"""How long a connection too many may take to ask, and to go once it is told."""
LINGERING_SECONDS = 5.0
"""How long the rest of a body is thrown away that nobody reads, before the connection is closed."""

MOST_HEADERS = 100
LONGEST_LINE = LONGEST_HEADER = 8190
"""Bytes. A token of the Bot Framework's takes below 2000."""

STOPPING_SECONDS = 3.5
"""What an end waits at most for requests under way."""

_CLIENTS_FAULTS = (HttpProcessingError, web.RequestPayloadError, ConnectionError)
"""No HTTP, a body that is not what its headers say, somebody who hung up in the middle."""

_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
)


@asynccontextmanager
async def listening(app: web.Application, host: str, port: int) -> AsyncIterator[str]:
    """Serve an application and give its address; at the end take no more and finish what is under way.

    Raises StartError when the port cannot be listened on.
    """
    # aiohttp waits twice for so long: first for the answer, then for whatever still holds the connection.
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=STOPPING_SECONDS / 2)
    await runner.setup()
    try:
        await Door(runner, host.strip("[]"), port).start()
    except OSError as error:
        raise StartError(
            f"Cannot listen on {host} port {port}: {error.strerror or 'not possible'}."
        ) from None
    else:
        yield _address(runner)
    finally:
        await runner.cleanup()


def _address(runner: web.AppRunner) -> str:
    host, port = runner.addresses[0][:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class Caller(web.RequestHandler):
    """A connection that remembers since when it has kept the server waiting."""

    __slots__ = (
        "_callers",
        "_heard",
        "_idle_since",
        "_malformed",
        "_silent_since",
        "_unread_since",
        "_waiting_since",
        "_wire",
        "is_known",
    )

    def __init__(self, server: web.Server, callers: "set[Caller]", malformed: Tally) -> None:
        super().__init__(
            server,
            loop=asyncio.get_running_loop(),
            keepalive_timeout=KEEP_ALIVE_SECONDS,
            lingering_time=LINGERING_SECONDS,
            max_line_size=LONGEST_LINE,
            max_field_size=LONGEST_HEADER,
            max_headers=MOST_HEADERS,
            auto_decompress=False,  # else aiohttp unpacks also what is refused, on any route
            access_log=None,  # type: ignore[arg-type]  # None is what AppRunner hands on, too
        )
        self._callers = callers
        self._malformed = malformed
        self._heard = 0
        self._silent_since = self._waiting_since = self._unread_since = 0.0
        self.is_known = False
        """Whether a request with a good token came over it."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin. The transport is kept here, for aiohttp lets go of it before all of an answer is read."""
        super().connection_made(transport)
        self._wire: asyncio.Transport = transport  # type: ignore[assignment]  # of a stream, always
        self._idle_since = self._silent_since = time.monotonic()
        self._callers.add(self)

    def connection_lost(self, exc: BaseException | None) -> None:
        """End."""
        self._callers.discard(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came, and note when a request begins whose headers are not all there."""
        super().data_received(data)
        self._silent_since = 0.0
        if self._request_count != self._heard:
            self._heard, self._waiting_since = self._request_count, 0.0
            self._idle_since = time.monotonic()
        elif not self._waiting_since and self._is_between_requests():
            self._waiting_since = time.monotonic()

    def is_idle(self) -> bool:
        """Say whether no whole request is being worked on."""
        return self._is_between_requests()

    def worth(self) -> tuple[bool, float]:
        """Return what an idle connection is worth: strangers' the least, then what has been idle longest."""
        return self.is_known, self._idle_since

    def keeps_waiting(self, now: float) -> bool:
        """Say whether the client has taken longer than it may; to be asked every so often."""
        if not self._wire.get_write_buffer_size():
            self._unread_since = 0.0
        elif not self._unread_since:
            self._unread_since = now
        return (
            _longer(self._waiting_since, HEADER_SECONDS, now)
            or _longer(self._unread_since, READING_SECONDS, now)
            or _longer(self._silent_since, SILENT_SECONDS, now)
        )

    def hang_up(self) -> None:
        """Close the connection at once, whatever is unread."""
        self._wire.abort()

    def log_exception(self, *args: object, **facts: object) -> None:
        """Tell of a fault; what a client did wrong is counted only, for anybody can do it without end."""
        if isinstance(facts.get("exc_info"), _CLIENTS_FAULTS):
            self._malformed.add(HTTPStatus.BAD_REQUEST)
        else:
            super().log_exception(*args, **facts)

    def _is_between_requests(self) -> bool:
        return self._heard == 0 or (self._waiter is not None and not self._waiter.done())


def _longer(since: float, seconds: float, now: float) -> bool:
    return bool(since) and now - since > seconds


class TurnedAway(asyncio.Protocol):
    """A connection too many: told so, and closed.

    It is read meanwhile: closing on what was not read resets the connection, and the answer is lost.
    """

    def __init__(self, others: "set[TurnedAway]") -> None:
        self._others = others
        self._is_told = False
        self._ends: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait until something is asked."""
        self._wire: asyncio.Transport = transport  # type: ignore[assignment]  # of a stream, always
        if len(self._others) >= MOST_TURNED_AWAY:
            self._wire.abort()
            return
        self._others.add(self)
        self._ends = asyncio.get_running_loop().call_later(TURNING_SECONDS, self._end)

    def data_received(self, data: bytes) -> None:  # noqa: ARG002  # whatever is asked
        """Answer, once."""
        if not self._is_told:
            self._is_told = True
            self._wire.write(_FULL)

    def connection_lost(self, exc: BaseException | None) -> None:  # noqa: ARG002  # asyncio's
        """End."""
        self._others.discard(self)
        if self._ends:
            self._ends.cancel()

    def _end(self) -> None:
        self.data_received(b"")
        self._wire.close()


class Door(web.BaseSite):
    """Where connections come in; the place that knows them all."""

    __slots__ = (
        "_callers",
        "_dropped",
        "_full",
        "_host",
        "_malformed",
        "_port",
        "_room",
        "_round",
        "_too_many",
    )

    def __init__(self, runner: web.AppRunner, host: str, port: int) -> None:
        super().__init__(runner, backlog=1024)
        self._host, self._port = host, port
        self._callers: set[Caller] = set()
        self._too_many: set[TurnedAway] = set()
        self._room = room_for_connections(MOST_CONNECTIONS)
        self._dropped = Tally("connections.dropped")
        self._full = Tally("connections.refused")
        self._malformed = Tally("requests.malformed")
        self._round: asyncio.TimerHandle | None = None

    @property
    def name(self) -> str:
        """Return what aiohttp calls the place."""
        return f"http://{self._host}:{self._port}"

    async def start(self) -> None:
        """Listen, and begin the rounds."""
        await super().start()
        if self._room < MOST_CONNECTIONS:
            log.warning("connections.fewer", extra={"count": self._room})
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._greet, self._host, self._port, backlog=self._backlog)
        self._look_round()

    async def stop(self) -> None:
        """Take no more connections."""
        if self._round:
            self._round.cancel()
        await super().stop()

    def _greet(self) -> asyncio.Protocol:
        server = self._runner.server
        most = min(self._room, MOST_CONNECTIONS)
        if server is None or (len(self._callers) >= most and not self._makes_room()):
            self._full.add(HTTPStatus.SERVICE_UNAVAILABLE)
            return TurnedAway(self._too_many)
        return Caller(server, self._callers, self._malformed)

    def _makes_room(self) -> bool:
        """Hang up on whoever has been idle longest, strangers first; say whether there was anybody."""
        idle = [caller for caller in self._callers if caller.is_idle()]
        if not idle:
            return False
        longest = min(idle, key=Caller.worth)
        self._callers.discard(longest)  # asyncio tells of its end only a moment later
        longest.hang_up()
        self._dropped.add(HTTPStatus.SERVICE_UNAVAILABLE)
        return True

    def _look_round(self) -> None:
        now = time.monotonic()
        for caller in [caller for caller in self._callers if caller.keeps_waiting(now)]:
            caller.hang_up()
        self._round = asyncio.get_running_loop().call_later(ROUND_SECONDS, self._look_round)
