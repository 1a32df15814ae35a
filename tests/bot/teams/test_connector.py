"""What the bot sends: tried again where that helps, given up where it does not."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable

import aiohttp
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.patience import CallError
from bot.retry_after import retry_after
from bot.teams import calls
from bot.teams.calls import Calls, NotSentError
from bot.teams.connector import (
    ANSWER_SECONDS,
    FIRST_PAUSE,
    LONGEST_PAUSE,
    MOST_ATTEMPTS,
    UNSENT_SECONDS,
    Connector,
)
from bot.teams.pace import Pace
from bot.teams.sending import Lanes
from bot.world import open_session
from tests.bot.fakes.connector import FakeConnector, refusing


class Pauses(list[float]):
    """Notes how long somebody would have waited."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
async def client(pauses: Pauses) -> AsyncIterator[Connector]:
    async with aiohttp.ClientSession() as session:
        yield Connector(Calls(session, None, Pace(), ANSWER_SECONDS), pauses)


async def test_the_id_of_what_was_sent_comes_back(client: Connector, connector: FakeConnector) -> None:
    assert await client.send(connector.url, "a:chat", b"{}") == "f:sent-1"


@pytest.mark.parametrize("status", [412, 429, 502, 503, 504])
async def test_what_passes_is_tried_again(
    client: Connector, connector: FakeConnector, pauses: Pauses, status: int
) -> None:
    connector.answers = [refusing(status), refusing(status)]
    assert await client.send(connector.url, "a:chat", b"{}") == "f:sent-3"
    assert FIRST_PAUSE / 2 <= pauses[0] <= FIRST_PAUSE <= pauses[1] <= FIRST_PAUSE * 2


async def test_the_connector_says_how_long_to_wait(
    client: Connector, connector: FakeConnector, pauses: Pauses
) -> None:
    connector.answers = [refusing(429, **{"Retry-After": "7"}), refusing(429, **{"Retry-After": "86400"})]
    await client.send(connector.url, "a:chat", b"{}")
    assert pauses == [7, LONGEST_PAUSE]


async def test_attempts_are_bounded(client: Connector, connector: FakeConnector) -> None:
    connector.answers = [refusing(503)] * 100
    with pytest.raises(CallError, match="503"):
        await client.send(connector.url, "a:chat", b"{}")
    assert len(connector.calls) == MOST_ATTEMPTS


@pytest.mark.parametrize("status", [302, 400, 401, 403, 404, 413, 500])
async def test_what_will_not_pass_is_not_tried_again(
    client: Connector, connector: FakeConnector, status: int
) -> None:
    connector.answers = [refusing(status, Location="http://127.0.0.1:1")]
    with pytest.raises(CallError, match=str(status)):
        await client.send(connector.url, "a:chat", b"{}")
    assert len(connector.calls) == 1


async def test_a_connector_that_is_away_is_tried_again(client: Connector, pauses: Pauses) -> None:
    with pytest.raises(CallError):
        await client.send("http://127.0.0.1:1", "a:chat", b"{}")
    assert UNSENT_SECONDS <= sum(pauses) < UNSENT_SECONDS + LONGEST_PAUSE


async def test_a_reply_that_got_no_connection_of_the_pool_is_tried_again(
    connector: FakeConnector, monkeypatch: pytest.MonkeyPatch
) -> None:
    connector.let_through.clear()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=1)) as session:
        held = Connector(Calls(session, None, Pace(), ANSWER_SECONDS)).send(connector.url, "a:held", b"{}")
        holding = asyncio.create_task(held)
        await connector.holds(1)

        async def until_it_is_free(_seconds: float) -> None:
            connector.let_through.set()
            await holding

        monkeypatch.setattr(calls, "CONNECTING_SECONDS", 0.01)
        client = Connector(Calls(session, None, Pace(), ANSWER_SECONDS), until_it_is_free)
        await client.send(connector.url, "a:waiting", b"{}")
    assert len(connector.calls) == 2


async def test_a_host_that_takes_no_connection_was_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "CONNECTING_SECONDS", 0.05)
    with socket.socket() as full, contextlib.ExitStack() as stack:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(3):  # more than it keeps waiting: the next one's call is not answered
            one = stack.enter_context(socket.socket())
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        async with aiohttp.ClientSession() as session:
            once = Calls(session, None, Pace(), ANSWER_SECONDS)
            with pytest.raises(NotSentError):
                await once.call("POST", f"http://127.0.0.1:{full.getsockname()[1]}", "a:chat", (), b"{}")


async def endless() -> AsyncIterator[bytes]:
    while True:
        yield b" " * 65536


@pytest.mark.parametrize(
    "answer",
    [
        lambda: web.Response(status=201, body=endless()),
        lambda: web.json_response({"id": "x" * 501}, status=201),
    ],
    ids=["without end", "an id without end"],
)
async def test_an_answer_is_read_no_further_than_it_can_be_of_use(
    client: Connector, connector: FakeConnector, answer: Callable[[], web.Response]
) -> None:
    connector.answers = [answer]
    assert await client.send(connector.url, "a:chat", b"{}") == ""
    assert await client.send(connector.url, "a:chat", b"{}") == "f:sent-2"


@pytest.mark.parametrize("dots", [".", ".."])
async def test_an_id_of_dots_is_sent_nowhere(client: Connector, connector: FakeConnector, dots: str) -> None:
    for where in ((dots, "f:1"), ("a:chat", dots)):
        with pytest.raises(CallError, match="400"):
            await client.update(connector.url, *where, b"{}")
    assert connector.calls == []


async def test_no_cookie_is_kept(connector: FakeConnector) -> None:
    connector.answers = [lambda: web.Response(status=201, headers={"Set-Cookie": "who=you; Path=/"})]
    by_name = connector.url.replace("127.0.0.1", "localhost")  # cookies of bare addresses are not kept anyway
    async with open_session() as session:
        for _ in range(2):
            await Connector(Calls(session, None, Pace(), ANSWER_SECONDS)).send(by_name, "a:chat", b"{}")
    assert [call.cookie for call in connector.calls] == [None, None]


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("7", 7),
        ("0.5", 0.5),
        ("-1", None),
        ("inf", None),
        ("soon", None),
        ("", None),
        ("Mon, 01 Jan 99999999999999999999 00:00:00 GMT", None),
        ("Mon, 01 Jan 1990 00:00:00 GMT", 0),
    ],
)
def test_what_retry_after_says(said: str, seconds: float | None) -> None:
    assert retry_after(said) == seconds


@given(st.one_of(st.text(), st.from_regex(r"Mon, [0-9]{1,20} Jan [0-9]{1,25} [0-9:]{0,20} [A-Z+0-9]{0,9}")))
def test_whatever_retry_after_says_it_is_a_pause_or_nothing(said: str) -> None:
    pause = retry_after(said)
    assert pause is None or 0 <= pause < float("inf")


async def test_a_reply_waits_for_the_bot_s_own_token(connector: FakeConnector, pauses: Pauses) -> None:
    """A token service may be away for minutes; nothing was sent, so nobody gets it twice."""
    failures = 20

    async def token() -> str:
        nonlocal failures
        failures -= 1
        if failures > 0:
            raise OSError
        return "token"

    async with aiohttp.ClientSession() as session:
        client = Connector(Calls(session, token, Pace(), ANSWER_SECONDS), pauses)
        await client.send(connector.url, "a:chat", b"{}")
    (sent,) = connector.calls
    assert sent.authorization == "Bearer token"


async def test_what_was_broken_off_on_the_way_is_not_sent_again(connector: FakeConnector) -> None:
    connector.let_through.clear()
    async with aiohttp.ClientSession() as session:
        client = Connector(Calls(session, None, Pace(), 0.5), Pauses())
        with pytest.raises(CallError, match="None"):
            await client.send(connector.url, "a:chat", b"{}")
    connector.let_through.set()
    await connector.receives()
    assert len(connector.calls) == 1


async def test_an_update_and_a_deletion(client: Connector, connector: FakeConnector) -> None:
    await client.update(connector.url, "a:chat", "f:1", b"{}")
    await client.delete(connector.url, "a:chat", "f:1")
    assert [(call.method, call.path) for call in connector.calls] == [
        ("PUT", "/v3/conversations/a%3Achat/activities/f%3A1"),
        ("DELETE", "/v3/conversations/a%3Achat/activities/f%3A1"),
    ]


async def test_one_chat_that_hangs_holds_up_no_other_and_a_failure_no_later_one() -> None:
    lanes, done, hang = Lanes(), list[str](), asyncio.Event()

    async def fail() -> None:
        raise CallError(503)

    lanes.put("a", hang.wait)
    lanes.put("a", fail)
    lanes.put("a", lambda: _said(done, "a"))
    lanes.put("b", lambda: _said(done, "b"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert done == ["b"]
    hang.set()
    await lanes.drain(10)
    assert done == ["b", "a"]


async def test_what_hangs_is_given_up_at_the_end() -> None:
    lanes, done = Lanes(), list[str]()
    lanes.put("a", asyncio.Event().wait)
    lanes.put("a", lambda: _said(done, "never"))
    await lanes.drain(0.01)
    assert done == []


async def _said(done: list[str], what: str) -> None:
    done.append(what)
