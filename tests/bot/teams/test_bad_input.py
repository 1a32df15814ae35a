"""Whatever comes in: a sensible status, never a 5xx, never a word of it in a log."""

import asyncio
import gzip
import json
import logging
import re
from typing import Any

import pytest
from aiohttp.compression_utils import ZLibDecompressor
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.logging import JsonLines
from bot.teams import endpoint
from tests.bot.fakes.activities import BOT, Json, message, press
from tests.bot.fakes.connector import FakeConnector, refusing
from tests.bot.fakes.conversation import Listener
from tests.bot.fakes.edge import Edge
from tests.bot.fakes.key_server import KeyServer, bearer, sign

NOWHERE = "http://127.0.0.1:1"
PRIVATE = "hemmelighed-7731"
QUIET: Json = {"conversation": {"id": "19:x", "conversationType": "channel"}}


def good(**changes: Any) -> bytes:
    return json.dumps(press(NOWHERE, **(QUIET | changes))).encode()


UNREADABLE: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"{'type': 'message'}",
    "a list": b"[]",
    "a number": b"7",
    "null": b"null",
    "no type": b"{}",
    "an empty type": good(type=""),
    "a type that is no text": good(type=5),
    "a text that is no text": good(text={"a": 1}),
    "a sender that is no object": good(**{"from": "anna"}),
    "a chat that is a list": good(conversation=["x"]),
    "channel data that is text": good(channelData="x"),
    "attachments that are text": good(attachments="x"),
    "a chat id with a NUL": good(conversation={"id": "a\x00b"}),
    "a chat id without end": good(conversation={"id": "a" * 5000}),
    "a chat id that leads elsewhere": good(conversation={"id": ".."}),
    "an id that leads elsewhere": good(id=".."),
    "a card that leads elsewhere": good(replyToId="."),
    "NaN": good(value=float("nan")),
    "infinity": good(value=float("inf")),
    "a number without end": b'{"type":"message","value":' + b"9" * 9000 + b"}",
    "half a character": b'{"type":"message","text":"\\ud83d"}',
    "bytes that are no UTF-8": b'{"type":"message","text":"\xff\xfe"}',
    "another encoding": good().decode().encode("utf-16"),
    "a deep list": b"[" * 200_000,
    "a deep list in a value": b'{"type":"message","value":' + b"[" * 200_000,
    "a deep object in an unknown field": b'{"type":"message","x":' + b'{"a":' * 40_000,
    "no service URL": good(serviceUrl=None),
    "a service URL over http": good(serviceUrl="http://evil.example"),
    "a service URL over ftp": good(serviceUrl="ftp://127.0.0.1"),
    "a service URL that looks local": good(serviceUrl="http://127.0.0.1.evil.example"),
    "a service URL with somebody in it": good(serviceUrl="https://me@evil.example"),
    "a service URL with a password alone": good(serviceUrl="https://:secret@evil.example"),
    "a local service URL with somebody in it": good(serviceUrl="http://me:secret@127.0.0.1:1"),
    "a service URL that is none": good(serviceUrl="http://[::1"),
}


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
async def test_what_is_no_activity_gets_400(edge: Edge, listener: Listener, body: bytes) -> None:
    answer = await edge.hears(body)
    assert (answer.status, answer.body) == (400, b"")
    assert listener.heard == []


async def test_a_body_that_is_too_large_gets_413_before_anything_else(guarded: Edge) -> None:
    assert (await guarded.hears(b"x" * (256 * 1024 + 1), {"Content-Type": "text/plain"})).status == 413


@pytest.fixture
def unpacked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many bytes came out of each piece of a packed body."""
    sizes: list[int] = []
    unpack = ZLibDecompressor.decompress_sync

    def counted(self: ZLibDecompressor, *args: Any, **options: Any) -> bytes:
        sizes.append(len(piece := unpack(self, *args, **options)))
        return piece

    monkeypatch.setattr(ZLibDecompressor, "decompress_sync", counted)
    return sizes


BOMB = gzip.compress(b" " * 50_000_000)


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/api/messages", BOMB, 415),
        ("POST", "/api/messages", BOMB * 6, 413),
        ("GET", "/healthz", BOMB, 200),
        ("POST", "/healthz", BOMB, 405),
        ("POST", "/nowhere", BOMB, 404),
    ],
)
async def test_a_packed_body_is_answered_without_unpacking_any_of_it(
    guarded: Edge, unpacked: list[int], method: str, path: str, body: bytes, status: int
) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    async with guarded.session.request(method, guarded.url + path, data=body, headers=headers) as response:
        assert response.status == status
    assert (await guarded.get("/healthz")).status == 200
    assert unpacked == []


@pytest.mark.parametrize("expect", ["", "Expect: 100-continue\r\n"], ids=["at once", "after asking"])
async def test_a_length_that_is_too_large_gets_413_before_any_of_it_comes(edge: Edge, expect: str) -> None:
    host, port = edge.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    headers = f"Host: x\r\nContent-Type: application/json\r\n{expect}Content-Length: 999999999"
    writer.write(f"POST /api/messages HTTP/1.1\r\n{headers}\r\n\r\n".encode())
    assert (await reader.readline()).startswith(b"HTTP/1.1 413 ")
    writer.close()


async def test_a_body_without_a_length_gets_413_though_it_came_while_its_token_was_looked_at(
    guarded: Edge, key_server: KeyServer
) -> None:
    key_server.let_through.clear()
    host, port = guarded.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    token = bearer(sign(NOWHERE))["Authorization"]
    headers = f"Host: x\r\nContent-Type: application/json\r\nAuthorization: {token}"
    writer.write(f"POST /api/messages HTTP/1.1\r\n{headers}\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
    await key_server.is_asked.wait()
    for piece in (b" " * 100_000, b" " * 200_000, b""):
        writer.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        await writer.drain()
    assert (await guarded.get("/healthz")).status == 200  # by now all of it has come
    key_server.let_through.set()
    assert (await reader.readline()).startswith(b"HTTP/1.1 413 ")
    writer.close()


async def test_a_body_that_does_not_come_gets_408(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "BODY_SECONDS", 0.01)
    host, port = edge.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    headers = "Host: x\r\nContent-Type: application/json\r\nContent-Length: 9"
    writer.write(f"POST /api/messages HTTP/1.1\r\n{headers}\r\n\r\n{{".encode())
    assert (await reader.readline()).startswith(b"HTTP/1.1 408 ")
    writer.close()


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/jsonp", ""])
async def test_another_type_gets_415_before_its_token_is_looked_at(guarded: Edge, kind: str) -> None:
    assert (await guarded.hears(good(), {"Content-Type": kind})).status == 415


async def test_a_type_may_name_its_encoding(edge: Edge) -> None:
    assert (await edge.hears(good(), {"Content-Type": "Application/JSON; charset=utf-8"})).status == 200


@pytest.mark.parametrize("text", ["x" * 100_000, "", " ", "\u202eabc", "👩🏽‍⚖️" * 50, "\x00\x01"])
async def test_any_text_is_heard(edge: Edge, connector: FakeConnector, listener: Listener, text: str) -> None:
    assert (await edge.hears(message(connector.url, text))).status == 202
    assert len(listener.heard) == 1


@pytest.mark.parametrize(("levels", "status"), [(60, 200), (61, 400), (400, 400)])
async def test_a_press_is_heard_unless_its_data_nest_too_deep(edge: Edge, levels: int, status: int) -> None:
    nested: Any = "facts"
    for _ in range(levels):
        nested = [nested]
    assert (await edge.hears(press(NOWHERE, data={"facts": nested}, **QUIET))).status == status


async def test_a_press_may_carry_much_that_is_flat(edge: Edge) -> None:
    assert (await edge.hears(press(NOWHERE, data={"facts": [{}] * 5000}, **QUIET))).status == 200


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    ["type", "name", "id", "text", "value", "from", "recipient", "conversation", "channelId", "channelData",
     "serviceUrl", "locale", "membersAdded", "attachments", "replyToId", "action", "entities"]
)  # fmt: skip
QUIET_TYPES = st.sampled_from(
    ["message", "invoke", "conversationUpdate", "installationUpdate", "messageUpdate"]
)
ANY_CASE = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@ANY_CASE
@given(kind=QUIET_TYPES, changes=st.dictionaries(FIELDS, ANYTHING, max_size=4))
async def test_no_activity_however_wrong_gets_a_5xx(
    edge: Edge, connector: FakeConnector, kind: str, changes: Json
) -> None:
    body = json.dumps(press(connector.url, **(QUIET | {"type": kind, "recipient": BOT} | changes))).encode()
    status = (await edge.hears(body)).status
    assert status < 500 or (status == 501 and kind == "invoke")


@ANY_CASE
@given(body=st.binary(max_size=200) | ANYTHING.map(lambda value: json.dumps(value).encode()))
async def test_no_body_however_wrong_gets_a_5xx(edge: Edge, body: bytes) -> None:
    assert (await edge.hears(body)).status == 400


@pytest.mark.parametrize("fails", [False, True])
async def test_no_word_of_an_activity_is_logged(
    edge: Edge, connector: FakeConnector, listener: Listener, caplog: pytest.LogCaptureFixture, fails: bool
) -> None:
    listener.fails = fails
    connector.answers = [refusing(400)]
    told: Json = {"text": PRIVATE, "id": PRIVATE, "replyToId": PRIVATE, "locale": PRIVATE}
    told |= {"from": {"id": PRIVATE, "name": PRIVATE}, "conversation": {"id": PRIVATE, "isGroup": True}}
    with caplog.at_level(logging.DEBUG):
        await edge.hears(message(connector.url) | told)
        await connector.receives()
        await edge.hears(press(NOWHERE, PRIVATE, {"a": PRIVATE}) | told)
        await edge.hears(press(NOWHERE, name=PRIVATE) | told)
        await edge.hears(press(NOWHERE, serviceUrl=PRIVATE) | told)
        await edge.hears(PRIVATE.encode(), {"Authorization": PRIVATE})
    lines = [JsonLines().format(record) for record in caplog.records]
    assert lines
    assert not [line for line in lines if re.search(f"{PRIVATE}|Agerholm", line)]
