"""Clients that keep the server waiting, and more of them than there is room for."""

import asyncio
import contextlib
import resource
import subprocess
import sys
from collections.abc import AsyncIterator, Callable

import pytest
from aiohttp import web

from bot import handles, world
from bot import listening as module
from bot.app import MOST_CONNECTIONS_FOR_KEYS
from bot.listening import Caller, listening
from bot.storage.limits import HURRIED, UNHURRIED

LARGE = b"x" * 30_000_000
"""More than two machines keep between them for somebody who does not read."""


@pytest.fixture
async def port(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    """A server whose patience is short."""
    for name in ("HEADER_SECONDS", "READING_SECONDS", "ROUND_SECONDS"):
        monkeypatch.setattr(module, name, 0.01)
    app = web.Application()
    app.router.add_get("/", _small)
    app.router.add_get("/large", _large)
    async with listening(app, "127.0.0.1", 0) as url:
        yield int(url.rpartition(":")[2])


async def _small(_request: web.Request) -> web.Response:
    return web.Response(body=b"ok")


async def _large(_request: web.Request) -> web.Response:
    return web.Response(body=LARGE)


async def _rest(reader: asyncio.StreamReader) -> bytes:
    """Return what comes until the connection is closed; a test that waits for ever shows no fault."""
    async with asyncio.timeout(20):
        return await reader.read()


async def _asks(port: int, request: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    return reader, writer


@pytest.fixture
def hung_up(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Set when the server has hung up on somebody."""
    event, hang_up = asyncio.Event(), Caller.hang_up

    def tell(caller: Caller) -> None:
        hang_up(caller)
        event.set()

    monkeypatch.setattr(Caller, "hang_up", tell)
    return event


@pytest.mark.parametrize(
    "first", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"], ids=["at once", "after a request"]
)
async def test_headers_that_do_not_come_to_an_end_are_not_waited_for(port: int, first: bytes) -> None:
    reader, writer = await _asks(port, first)
    if first:
        assert (await reader.readuntil(b"ok")).startswith(b"HTTP/1.1 200 ")
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    assert await _rest(reader) == b""
    writer.close()


async def test_a_connection_that_never_speaks_is_not_kept(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SILENT_SECONDS", 0.01)
    reader, writer = await _asks(port, b"")
    with contextlib.suppress(ConnectionError):
        assert await asyncio.wait_for(reader.read(), 10) == b""
    writer.close()


async def test_headers_in_pieces_are_heard_and_an_idle_connection_is_kept(
    port: int, hung_up: asyncio.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, writer = await _asks(port, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    await reader.readuntil(b"ok")
    slow, slow_writer = await _asks(port, b"GET")
    await hung_up.wait()  # on the one that stopped in the middle, some rounds later
    monkeypatch.setattr(module, "HEADER_SECONDS", 60.0)
    for piece in (b"GET / HT", b"TP/1.1\r\nHos", b"t: x\r\n\r\n"):
        writer.write(piece)
        await asyncio.sleep(0)
    assert (await reader.readuntil(b"ok")).startswith(b"HTTP/1.1 200 ")
    assert await slow.read() == b""
    for one in (writer, slow_writer):
        one.close()


async def test_an_answer_that_nobody_reads_is_not_kept(port: int, hung_up: asyncio.Event) -> None:
    reader, writer = await _asks(port, b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
    await hung_up.wait()
    with pytest.raises((asyncio.IncompleteReadError, ConnectionError)):
        await reader.readexactly(len(LARGE))
    writer.close()


REQUEST = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture
async def busy(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[int, asyncio.Event]]:
    """A server with one place, taken by a request that goes on until the event comes."""
    monkeypatch.setattr(module, "MOST_CONNECTIONS", 1)
    monkeypatch.setattr(module, "TURNING_SECONDS", 3600.0)  # whoever is told has all the time to read it
    begun, go_on, app = asyncio.Event(), asyncio.Event(), web.Application()

    async def slow(_request: web.Request) -> web.Response:
        begun.set()
        await go_on.wait()
        return web.Response(body=b"ok")

    app.router.add_route("*", "/", slow)
    async with listening(app, "127.0.0.1", 0) as url:
        port = int(url.rpartition(":")[2])
        _, writer = await _asks(port, REQUEST)
        await begun.wait()
        yield port, go_on
        go_on.set()
        writer.close()


async def test_a_connection_too_many_is_told_so_and_there_is_room_again_when_one_is_done(
    busy: tuple[int, asyncio.Event],
) -> None:
    port, go_on = busy
    large = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n" + b"x" * 200_000
    for request in (REQUEST, large, REQUEST):
        refused, writer = await _asks(port, request)  # at once, as every client does
        await writer.drain()
        assert (await refused.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 503 ")
        writer.close()
    go_on.set()
    async with asyncio.timeout(20):
        while True:
            again, writer = await _asks(port, REQUEST)
            if (await again.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200 "):
                break
            writer.close()
    writer.close()


async def test_a_connection_too_many_that_does_not_ask_is_told_as_well_and_closed(
    busy: tuple[int, asyncio.Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TURNING_SECONDS", 0.01)
    refused, writer = await _asks(busy[0], b"")
    assert (await _rest(refused)).startswith(b"HTTP/1.1 503 ")
    writer.close()


async def test_of_connections_too_many_only_so_many_are_told(
    busy: tuple[int, asyncio.Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_TURNED_AWAY", 1)
    refused, writer = await _asks(busy[0], REQUEST)
    await refused.readuntil(b"\r\n\r\n")
    another, another_writer = await _asks(busy[0], b"")
    with contextlib.suppress(ConnectionError):
        assert await _rest(another) == b""
    for one in (writer, another_writer):
        one.close()


async def test_idle_connections_make_room_the_longest_idle_first(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_CONNECTIONS", 3)
    idle = []
    for _ in range(3):
        idle.append(await _asks(port, REQUEST))
        await idle[-1][0].readuntil(b"ok")
    (again, writer), dropped = idle.pop(0), idle[0]
    writer.write(REQUEST)
    await again.readuntil(b"ok")
    newest, newest_writer = await _asks(port, REQUEST)
    assert (await newest.readuntil(b"ok")).startswith(b"HTTP/1.1 200 ")
    assert await _rest(dropped[0]) == b""
    writer.write(REQUEST)
    assert (await again.readuntil(b"ok")).startswith(b"HTTP/1.1 200 ")
    for one in (writer, newest_writer, *(writer for _, writer in idle)):
        one.close()


async def test_the_process_s_own_files_are_left_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (1024, 4096))
    assert handles.room_for_connections(1000) == 1024 - handles.OWN
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (64, 64))
    assert handles.room_for_connections(1000) == handles.FEWEST_CONNECTIONS
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (8192, 8192))
    assert handles.room_for_connections(1000) == 1000


def test_what_goes_out_and_is_turned_away_fits_into_the_process_s_own_files() -> None:
    pools = 3 * world.MOST_CONNECTIONS_OUT + world.MOST_TO_ONE_HOST + MOST_CONNECTIONS_FOR_KEYS
    assert pools + module.MOST_TURNED_AWAY + HURRIED.places + UNHURRIED.places < handles.OWN


async def test_no_more_connections_are_taken_than_files_may_be_open(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "room_for_connections", lambda _wanted: 1)
    app = web.Application()
    app.router.add_get("/", _small)
    async with listening(app, "127.0.0.1", 0) as url:
        port = int(url.rpartition(":")[2])
        first, writer = await _asks(port, REQUEST)
        await first.readuntil(b"ok")
        second, second_writer = await _asks(port, REQUEST)
        await second.readuntil(b"ok")
        assert await _rest(first) == b""
        for one in (writer, second_writer):
            one.close()
    assert "connections.fewer" in caplog.messages


def test_a_start_may_open_as_many_files_as_are_enough() -> None:
    raising = (
        "import resource; limit, kind = resource.getrlimit, resource.RLIMIT_NOFILE;"
        "resource.setrlimit(kind, (256, min(512, limit(kind)[1])));"
        "from bot.handles import raise_the_limit; raise_the_limit(); print(*limit(kind))"
    )
    told = subprocess.run([sys.executable, "-c", raising], capture_output=True, text=True, check=True)
    assert told.stdout == "512 512\n"


def with_headers(count: int) -> bytes:
    others = b"".join(b"X-%d: x\r\n" % number for number in range(count - 1))
    return b"GET / HTTP/1.1\r\nHost: x\r\n" + others + b"\r\n"


async def test_as_many_headers_as_are_allowed_are_read(port: int) -> None:
    reader, writer = await _asks(port, with_headers(module.MOST_HEADERS))
    assert (await reader.readuntil(b"\r\n")).startswith(b"HTTP/1.1 200 ")
    writer.close()


TOO_MUCH: dict[str, Callable[[], bytes]] = {
    "a long line": lambda: b"GET /" + b"x" * module.LONGEST_LINE + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "a long header": lambda: b"GET / HTTP/1.1\r\nX: " + b"x" * module.LONGEST_HEADER + b"\r\n\r\n",
    "many headers": lambda: with_headers(module.MOST_HEADERS + 1),
    "no HTTP": lambda: b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
}


@pytest.mark.parametrize("request_bytes", TOO_MUCH.values(), ids=TOO_MUCH)
async def test_headers_that_are_too_much_are_refused_and_the_connection_closed(
    port: int, request_bytes: Callable[[], bytes]
) -> None:
    reader, writer = await _asks(port, request_bytes())
    answer = await _rest(reader)
    assert answer.startswith((b"HTTP/1.0 400 ", b"HTTP/1.1 400 ", b"HTTP/1.0 431", b"HTTP/1.1 431"))
    writer.close()


async def test_an_end_takes_nothing_new_and_answers_what_is_under_way() -> None:
    begun, go_on, app = asyncio.Event(), asyncio.Event(), web.Application()

    async def slow(_request: web.Request) -> web.Response:
        begun.set()
        await go_on.wait()
        return web.Response(body=b"ok")

    app.router.add_get("/", slow)
    app.on_shutdown.append(lambda _app: _set(go_on))  # called when nothing new is taken any more
    async with listening(app, "127.0.0.1", 0) as url:
        port = int(url.rpartition(":")[2])
        reader, writer = await _asks(port, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        await begun.wait()
    assert (await _rest(reader)).endswith(b"ok")
    with pytest.raises(ConnectionRefusedError):
        await _asks(port, b"")
    writer.close()


async def _set(event: asyncio.Event) -> None:
    event.set()
