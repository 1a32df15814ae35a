"""`serve` as a process: how it starts, and how it ends."""

import asyncio
import json
import os
import signal
import socket
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import create_async_engine

from bot.environment import PREFIX
from bot.storage.tables import cases
from tests.bot.fakes.activities import TENANT, message, press
from tests.bot.fakes.collector import Collector
from tests.bot.fakes.connector import FakeConnector
from tests.bot.fakes.postgres import Postgres, running_postgres
from tests.bot.teams.test_credentials import certificate

Start = Callable[..., Awaitable[Process]]

COMMAND = (sys.executable, "-c", "from bot.cli import main; raise SystemExit(main())", "serve")
ENDS_WITHIN = 10
"""Seconds that whoever stops the process gives it."""
ROOT = Path(__file__).parents[2]


@pytest.fixture
async def start(tmp_path: Path) -> AsyncIterator[Start]:
    """Starts `serve` without authentication on a free port with an empty database, unless told otherwise."""
    processes: list[Process] = []

    async def start_one(*options: str, **settings: str) -> Process:
        basics = {
            "APP_TYPE": "None",
            "PORT": "0",
            "DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'serve.db'}",
        }
        environment = {PREFIX + name: value for name, value in (basics | settings).items()}
        process = await asyncio.create_subprocess_exec(
            *COMMAND,
            *options,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            stdout=PIPE,
            stderr=PIPE,
        )
        processes.append(process)
        return process

    yield start_one
    for process in processes:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _ready(process: Process) -> str:
    """Wait for the line that says so, and return the address."""
    return str((await _event(process, "serve.ready"))["address"])


async def _event(process: Process, event: str) -> dict[str, Any]:
    assert process.stderr
    async for line in process.stderr:
        told: dict[str, Any] = json.loads(line)
        if told["event"] == event:
            return told
    pytest.fail(f"ended without {event}")


async def test_it_serves_the_guideline_and_ends_cleanly(start: Start) -> None:
    process = await start("--no-deliver")
    address = await _ready(process)
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{address}/readyz") as response:
            assert response.status == 200
        async with session.post(
            f"{address}/api/messages", json=press("http://127.0.0.1:1", replyToId=None)
        ) as response:
            answer = await response.json()
    assert answer["value"]["type"] == "AdaptiveCard"
    process.send_signal(signal.SIGINT)
    assert await process.wait() == 0
    assert process.stdout
    assert await process.stdout.read() == b""


async def test_what_it_did_is_told_a_collector_before_the_end(
    start: Start, connector: FakeConnector, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Collector() as collector:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url)
        monkeypatch.setenv("OTEL_METRIC_EXPORT_INTERVAL", "100")
        process = await start()
        address = await _ready(process)
        async with aiohttp.ClientSession() as session:
            await session.post(f"{address}/api/messages", json=press(connector.url))
        await collector.hears_of("optagelsesguiden.outbox.waiting")
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
    assert [span.facts["kind"] for span in collector.spans("turn")] == ["press"]
    assert collector.total("optagelsesguiden.turns", kind="press", result="answered") == 1
    assert list(collector.points("optagelsesguiden.outbox.waiting")) == [({}, 0)]
    assert "serve.ready" in [line.body.string_value for line in collector.lines()]


async def test_what_is_queued_is_sent_before_the_end(start: Start, connector: FakeConnector) -> None:
    process = await start()
    address = await _ready(process)
    connector.let_through.clear()
    async with aiohttp.ClientSession() as session:
        for number in range(5):
            await session.post(f"{address}/api/messages", json=message(connector.url, id=f"m{number}"))
        await session.post(f"{address}/api/messages", json=press(connector.url))
    process.send_signal(signal.SIGTERM)
    await _event(process, "serve.stopping")
    connector.let_through.set()
    assert await process.wait() == 0
    assert [call.method for call in connector.calls] == ["POST"] * 5 + ["PUT"]
    assert [call.body["replyToId"] for call in connector.calls[:5]] == [f"m{number}" for number in range(5)]


async def test_a_connector_that_hangs_holds_up_no_end(start: Start, connector: FakeConnector) -> None:
    process = await start()
    address = await _ready(process)
    connector.let_through.clear()
    async with aiohttp.ClientSession() as session:
        await session.post(f"{address}/api/messages", json=message(connector.url))
        await session.post(f"{address}/api/messages", json=press(connector.url))
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), ENDS_WITHIN) == 0
    connector.let_through.set()


async def test_a_database_that_hangs_holds_up_no_end(
    start: Start, connector: FakeConnector, tmp_path: Path
) -> None:
    process = await start()
    address = await _ready(process)
    with closing(sqlite3.connect(tmp_path / "serve.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        async with aiohttp.ClientSession() as session:
            await session.post(f"{address}/api/messages", json=message(connector.url))
            asked = press(connector.url, "hr.ask", {"question": "Må jeg optage i dag?", "key": "k-1"})
            waiting = asyncio.create_task(session.post(f"{address}/api/messages", json=asked))
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), ENDS_WITHIN) == 0
            await asyncio.gather(waiting, return_exceptions=True)


async def test_a_postgresql_that_stands_still_holds_up_no_end_and_what_was_answered_is_kept(
    start: Start, connector: FakeConnector, own_postgres: Postgres
) -> None:
    url = own_postgres.new_database()
    process = await start(DATABASE_URL=url)
    address = await _ready(process)
    async with aiohttp.ClientSession() as session:
        answered = await _asks_hr(session, address, connector, "k-before")
        own_postgres.stands_still()
        hanging = asyncio.create_task(_asks_hr(session, address, connector, "k-after"))
        somewhere = {"id": "a:elsewhere", "conversationType": "personal", "tenantId": TENANT}
        await session.post(f"{address}/api/messages", json=message(connector.url, conversation=somewhere))
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), ENDS_WITHIN) == 0
        assert "Jeg bliver genstartet" in await hanging
    assert process.stderr
    told = [json.loads(line) for line in (await process.stderr.read()).splitlines()]
    own_postgres.goes_on()
    may_be = {
        "turn.failed",
        "storage.unwritten",
        "delivery.given_up",  # HR/Jura have no channel here
        "delivery.failed",  # or that was being found out when the database stood still
    }
    assert {line["event"] for line in told if line["level"] == "error"} <= may_be
    lost = {line["kind"]: line["count"] for line in told if line["event"] == "storage.unwritten"}
    assert lost["addresses"] >= 1
    ends = [line["event"] for line in told if line["event"] in ("serve.cut_short", "serve.stopped")]
    assert len(ends) == 1, "it is said once how it ended"
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        kept = list(await connection.scalars(select(cases.c.id)))
    await engine.dispose()
    assert any(case in answered for case in kept)


async def _asks_hr(session: aiohttp.ClientSession, address: str, connector: FakeConnector, key: str) -> str:
    asked = press(connector.url, "hr.ask", {"question": "Må jeg optage i dag?", "key": key})
    async with session.post(f"{address}/api/messages", json=asked) as response:
        return await response.text()


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    """A server of the test's own, which it may stop."""
    with running_postgres() as server:
        yield server


async def test_what_was_remembered_survives_the_end(start: Start, connector: FakeConnector) -> None:
    for text in ("hej", "1"):
        process = await start()
        address = await _ready(process)
        async with aiohttp.ClientSession() as session:
            await session.post(f"{address}/api/messages", json=message(connector.url, text))
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
    started, answered = (call.body["summary"] for call in connector.calls)
    assert started != answered


SINGLE_TENANT = {
    "APP_TYPE": "SingleTenant",
    "APP_ID": "11111111-1111-4111-8111-111111111111",
    "APP_TENANT_ID": "22222222-2222-4222-8222-222222222222",
    "APP_PASSWORD": "s3cret",
}

STARTS_NOT: list[tuple[dict[str, str], str]] = [
    ({"APP_TYPE": ""}, "OPTAGELSESGUIDEN_APP_TYPE is missing"),
    ({"PROT": "1"}, "OPTAGELSESGUIDEN_PROT is not a setting; did you mean OPTAGELSESGUIDEN_PORT?"),
    ({"GUIDELINE": "nowhere"}, "OPTAGELSESGUIDEN_GUIDELINE cannot be used: "),
    ({"DIRECTORY": "nowhere.yaml"}, "The directory file nowhere.yaml cannot be used: "),
    ({"DATABASE_URL": "sqlite+aiosqlite:////nowhere/x.db"}, "OPTAGELSESGUIDEN_DATABASE_URL cannot be opened"),
    (SINGLE_TENANT | {"APP_TENANT_ID": "my tenant!"}, "The bot's identity cannot be used: "),
    (
        SINGLE_TENANT | {"APP_PASSWORD": "", "APP_CERTIFICATE": __file__},
        "OPTAGELSESGUIDEN_APP_CERTIFICATE holds no certificate that can be read.",
    ),
]


@pytest.mark.parametrize(("settings", "sentence"), STARTS_NOT, ids=[" ".join(case[0]) for case in STARTS_NOT])
async def test_a_start_that_fails_is_one_sentence(
    start: Start, settings: dict[str, str], sentence: str
) -> None:
    assert sentence in await _sentence(await start(**settings))


@pytest.mark.parametrize(
    ("pem", "sentence"),
    [
        (certificate(password=b"s3cret"), "has a password, which the bot does not have"),
        (certificate(key_of="another"), "is of another certificate"),
    ],
    ids=["locked", "of another"],
)
async def test_a_key_that_proves_nothing_is_one_sentence(
    start: Start, tmp_path: Path, pem: bytes, sentence: str
) -> None:
    file = tmp_path / "bot.pem"
    file.write_bytes(pem)
    settings = SINGLE_TENANT | {"APP_PASSWORD": "", "APP_CERTIFICATE": str(file)}
    assert sentence in await _sentence(await start(**settings))


async def test_a_port_that_is_taken_is_one_sentence(start: Start) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        told = await _sentence(await start(PORT=port))
    assert f"Cannot listen on 127.0.0.1 port {port}" in told


async def _sentence(process: Process) -> str:
    """The one line on standard error that is no log line."""
    out, errors = await process.communicate()
    assert (process.returncode, out) == (1, b"")
    (told,) = [line for line in errors.decode().splitlines() if not line.startswith("{")]
    return told
