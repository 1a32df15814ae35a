"""What one process takes on, and that it turns the rest away at once."""

import asyncio
import contextlib
import json
import logging

import aiohttp
import pytest

from bot import tally
from bot.logging import JsonLines
from bot.settings import Settings
from bot.teams import allowance, keys, load
from bot.teams.allowance import Allowances
from dialogs.turn import Pressed, Reply
from tests.bot.conftest import MakeSettings
from tests.bot.fakes.activities import ANNA, Json, message, press
from tests.bot.fakes.connector import FakeConnector
from tests.bot.fakes.conversation import Listener
from tests.bot.fakes.edge import Edge, running
from tests.bot.fakes.key_server import KeyServer, bearer, sign

Raw = tuple[asyncio.StreamReader, asyncio.StreamWriter]

NOWHERE = "http://127.0.0.1:1"
BO = "22222222-2222-4222-8222-222222222222"


def by(person: str) -> Json:
    """A press in a channel, after which nothing is sent."""
    channel = {"id": "19:channel", "conversationType": "channel"}
    return press(NOWHERE, conversation=channel, **{"from": {"id": f"29:{person}", "aadObjectId": person}})


class Time:
    """Passes only when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(("a_second", "at_once"), [(0.5, 1), (1, 1), (2.5, 2), (10, 10)])
def test_a_second_s_worth_may_come_at_once_and_then_the_rate_holds(a_second: float, at_once: int) -> None:
    time = Time()
    allowances = Allowances(a_second, time)
    assert [allowances.take("anna") for _ in range(at_once)] == [0] * at_once
    taken = 0
    for _ in range(10_000):
        time.now += 0.01
        taken += allowances.take("anna") == 0
    assert taken == pytest.approx(100 * a_second, abs=1)


def test_who_is_refused_is_told_when_to_come_back_and_then_taken() -> None:
    time = Time()
    allowances = Allowances(0.1, time)
    assert allowances.take("anna") == 0
    assert allowances.take("anna") == pytest.approx(10, abs=0.01)
    time.now += allowances.take("anna")
    assert allowances.take("anna") == 0


def test_memory_is_bounded_however_many_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "MOST_NAMES", 10)
    allowances = Allowances(1, Time())
    for number in range(1000):
        assert allowances.take(f"person-{number}") == 0
    assert len(allowances._full_at) <= 10
    assert allowances.take("person-999") > 0  # whoever came last is not forgotten


async def test_one_person_s_flood_is_429_and_everybody_else_is_answered(
    make_settings: MakeSettings, listener: Listener
) -> None:
    async with running(make_settings(request_rate_per_user=0.01), listener) as edge:
        assert (await edge.hears(by(ANNA))).status == 200
        refused = await edge.hears(by(ANNA))
        assert (refused.status, refused.body, refused.headers["Retry-After"]) == (429, b"", "100")
        assert (await edge.hears(by(BO))).status == 200
    assert len(listener.heard) == 2


async def test_a_message_is_refused_like_a_press(
    make_settings: MakeSettings, listener: Listener, connector: FakeConnector
) -> None:
    async with running(make_settings(request_rate_per_user=0.01), listener) as edge:
        answers = [(await edge.hears(message(connector.url))).status for _ in range(2)]
    assert answers == [202, 429]


async def test_too_much_in_all_is_429_and_what_one_is_refused_uses_up_nobody_s_share(
    make_settings: MakeSettings, listener: Listener
) -> None:
    settings = make_settings(request_rate=2.001, request_rate_per_user=0.01)
    async with running(settings, listener) as edge:
        statuses = [(await edge.hears(by(person))).status for person in (ANNA, ANNA, BO, "third")]
    assert statuses == [200, 429, 200, 429]


async def test_a_stranger_uses_up_nothing(guarded: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []
    monkeypatch.setattr(load.Load, "count", lambda _load, person: counted.append(person))
    assert (await guarded.hears(by(ANNA))).status == 401
    assert counted == []


class Slow(Listener):
    """Takes its time over every press."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = asyncio.Semaphore(0)
        self.go_on = asyncio.Event()

    async def pressed(self, turn: Pressed) -> Reply:
        answer = await super().pressed(turn)
        self.begun.release()
        await self.go_on.wait()
        return answer


async def test_more_turns_than_there_are_places_are_503_at_once_and_taken_again_later(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "MOST_TURNS", 2)
    slow = Slow()
    async with running(make_settings(), slow) as edge:
        under_way = [asyncio.create_task(edge.hears(by(ANNA))) for _ in range(2)]
        for _ in under_way:
            await slow.begun.acquire()
        refused = await edge.hears(by(BO))
        assert (refused.status, refused.headers["Retry-After"]) == (503, "1")
        assert (await edge.get("/healthz")).status == 200
        slow.go_on.set()
        assert [(await turn).status for turn in under_way] == [200, 200]
        assert (await edge.hears(by(BO))).status == 200


async def _begins(edge: Edge, length: int, token: dict[str, str] | None = None) -> Raw:
    """Send the headers of a press, and nothing of its body."""
    host, port = edge.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    headers = (
        {"Host": "x", "Content-Type": "application/json"} | {"Content-Length": str(length)} | (token or {})
    )
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    writer.write(f"POST /api/messages HTTP/1.1\r\n{lines}\r\n".encode())
    return reader, writer


async def _status(reader: asyncio.StreamReader) -> int:
    return int((await reader.readline()).split()[1])


async def test_strangers_whose_bodies_do_not_come_keep_out_each_other_and_nobody_of_teams(
    guarded_settings: Settings, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "MOST_STRANGERS_BODIES", 1)
    body = json.dumps(by(ANNA)).encode()
    async with running(guarded_settings, listener) as edge:
        strangers = [await _begins(edge, 9) for _ in range(2)]
        refused, _ = await asyncio.wait(
            [asyncio.create_task(_status(reader)) for reader, _ in strangers], return_when="FIRST_COMPLETED"
        )
        assert [one.result() for one in refused] == [503]
        reader, writer = await _begins(edge, len(body), bearer(sign(NOWHERE)))
        with pytest.raises(TimeoutError):  # it is waited for
            await asyncio.wait_for(reader.read(1), 0.05)
        writer.write(body)
        assert await _status(reader) == 200
        for _, one in (*strangers, (reader, writer)):
            one.close()


async def test_bodies_of_teams_own_that_do_not_come_leave_room_for_those_that_do(
    make_settings: MakeSettings, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "MOST_BODIES", 1)
    async with running(make_settings(), listener) as edge:
        waiting = [await _begins(edge, 9) for _ in range(2)]
        refused, _ = await asyncio.wait(
            [asyncio.create_task(_status(reader)) for reader, _ in waiting], return_when="FIRST_COMPLETED"
        )
        assert [one.result() for one in refused] == [503]
        assert (await edge.hears(by(ANNA))).status == 200
        for _, writer in waiting:
            writer.close()


async def test_no_more_requests_wait_for_a_key_than_there_is_room_for(
    guarded_settings: Settings, listener: Listener, key_server: KeyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "MOST_WAITING", 1)
    monkeypatch.setattr(keys, "FETCH_TIMEOUT", aiohttp.ClientTimeout(total=None))
    key_server.let_through.clear()
    async with running(guarded_settings, listener) as edge:
        token = bearer(sign(NOWHERE))
        asked = [asyncio.create_task(edge.hears(by(ANNA), token)) for _ in range(2)]
        done, waiting = await asyncio.wait(asked, return_when="FIRST_COMPLETED", timeout=30)
        assert [one.result().status for one in done] == [503]
        key_server.let_through.set()
        assert [(await one).status for one in waiting] == [200]


async def test_a_flood_of_refusals_is_no_flood_of_lines_and_names_nobody(
    make_settings: MakeSettings, listener: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with running(make_settings(request_rate_per_user=0.01), listener) as edge:
        for _ in range(50):
            await edge.hears(by(ANNA))
    lines = [JsonLines().format(record) for record in caplog.records if record.msg == "messages.refused"]
    assert 1 <= len(lines) < 10
    assert (json.loads(lines[0])["status"], ANNA in "".join(lines)) == (429, False)


async def test_the_last_refusals_are_told_though_no_other_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    told: asyncio.Queue[int] = asyncio.Queue()
    monkeypatch.setattr(tally, "PAUSE", 0.2)
    monkeypatch.setattr(tally.log, "info", lambda _event, extra: told.put_nowait(extra["count"]))
    refused = tally.Tally("messages.refused")
    for _ in range(3):
        refused.add(429)
    assert [await asyncio.wait_for(told.get(), 10) for _ in range(2)] == [1, 2]


POST = b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
MALFORMED: dict[str, bytes] = {
    "a length that is none": POST + b"Content-Length: +5\r\n\r\n",
    "gzip that is none": POST + b"Content-Encoding: gzip\r\nContent-Length: 7\r\n\r\ngarbage",
    "a chunk without a size": POST + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n",
    "half a body": POST + b"Content-Length: 70\r\n\r\nabc",
    "half a body for a page": b"GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 70\r\n\r\nabc",
    "no HTTP": b"\x16\x03\x01\r\n\r\n",
}


@pytest.mark.parametrize("request_bytes", MALFORMED.values(), ids=MALFORMED)
async def test_a_flood_of_what_is_no_request_is_no_flood_of_lines(
    edge: Edge, caplog: pytest.LogCaptureFixture, request_bytes: bytes
) -> None:
    caplog.set_level(logging.INFO)
    host, port = edge.url.removeprefix("http://").split(":")
    for _ in range(50):
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(request_bytes)
        if request_bytes.endswith(b"abc"):
            writer.write_eof()
        with contextlib.suppress(ConnectionError):
            await reader.read(1)
        writer.close()
    lines = [JsonLines().format(record) for record in caplog.records]
    assert len(lines) < 10
    assert not [line for line in lines if "library.line" in line]
