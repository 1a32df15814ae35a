"""Who is told what, apart from whole stories."""

import asyncio
import datetime
import json
import logging
import os
import ssl
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiohttp import web

from bot.logging import JsonLines
from bot.observing import signals
from bot.observing.listener import Listener
from bot.observing.observed import observed
from bot.observing.wanted import wanted
from bot.startup import StartError
from bot.storage.stock import Heap, Stock
from bot.teams.credentials import CONNECTOR_SCOPE, Token
from tests.bot.conftest import MakeSettings
from tests.bot.fakes.activities import message, press
from tests.bot.fakes.collector import Collector, facts_of
from tests.bot.fakes.connector import FakeConnector
from tests.bot.fakes.conversation import Listener as Conversation
from tests.bot.fakes.edge import running
from tests.bot.fakes.identity import IdentityEndpoint
from tests.bot.fakes.key_server import KeyServer, bearer, sign
from tests.bot.fakes.server import LoopbackServer

ROOT = Path(__file__).parents[3]
PRIVATE = "Anna Agerholm 010203-1234"


async def _told(listener: Listener) -> None:
    await asyncio.to_thread(listener.flush)


class TestWanted:
    @pytest.mark.parametrize(
        "environment",
        [
            {},
            {"OTEL_EXPORTER_OTLP_ENDPOINT": " "},
            {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318", "OTEL_SDK_DISABLED": "TRUE"},
            {"OTEL_SERVICE_NAME": "x", "OTEL_TRACES_EXPORTER": "otlp"},
        ],
    )
    def test_nobody(self, environment: dict[str, str]) -> None:
        assert not wanted(environment)

    def test_each_signal_may_go_elsewhere_or_nowhere(self) -> None:
        told = wanted({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318", "OTEL_LOGS_EXPORTER": "none"})
        assert told.otlp == {"traces", "metrics"}
        told = wanted({"OTEL_EXPORTER_OTLP_LOGS_ENDPOINT": "http://c:4318/v1/logs"})
        assert told.otlp == {"logs"}

    def test_application_insights(self) -> None:
        told = wanted({"APPLICATIONINSIGHTS_CONNECTION_STRING": "InstrumentationKey=x"})
        assert (set(told.otlp), set(told.insights)) == (set(), {"traces", "metrics", "logs"})

    @pytest.mark.parametrize(
        ("name", "value", "sentence"),
        [
            ("OTEL_TRACES_EXPORTER", "console", "OTEL_TRACES_EXPORTER must be otlp or none."),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf"),
            (
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "localhost:4317",
                "OTEL_EXPORTER_OTLP_ENDPOINT must begin with http",
            ),
            (
                "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
                "http://",
                "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT must begin with",
            ),
            (
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://c:otlp",
                "OTEL_EXPORTER_OTLP_ENDPOINT must begin with http",
            ),
            (
                "OTEL_EXPORTER_OTLP_CERTIFICATE",
                "/none",
                "OTEL_EXPORTER_OTLP_CERTIFICATE must name a file that",
            ),
            ("OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY", "/none", "TRACES_CLIENT_KEY must name a file that"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "abc", "OTEL_METRIC_EXPORT_INTERVAL must be a number"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "0", "OTEL_METRIC_EXPORT_INTERVAL must be a number"),
            ("OTEL_EXPORTER_OTLP_METRICS_TIMEOUT", "nan", "OTLP_METRICS_TIMEOUT must be a number"),
            ("OTEL_BSP_MAX_QUEUE_SIZE", "1.5", "OTEL_BSP_MAX_QUEUE_SIZE must be a whole number"),
            (
                "OTEL_TRACES_SAMPLER",
                "bogus",
                "OTEL_TRACES_SAMPLER must be always_on, always_off, traceidratio",
            ),
            ("OTEL_TRACES_SAMPLER_ARG", "2", "OTEL_TRACES_SAMPLER_ARG must be a share from 0 to 1"),
        ],
    )
    def test_what_cannot_be_done_stops_the_start(self, name: str, value: str, sentence: str) -> None:
        with pytest.raises(StartError, match=sentence):
            wanted({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318", name: value})

    def test_a_connection_string_that_is_none_stops_the_start(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("APPLICATIONINSIGHTS_CONNECTION_STRING", "s3cret")
        with pytest.raises(StartError, match="must hold InstrumentationKey") as caught, observed():
            pass
        assert "s3cret" not in str(caught.value)


def test_where_nobody_is_told_nothing_is_loaded() -> None:
    code = (
        "import sys, bot.serving\n"
        "from bot.observing.observed import observed\n"
        "with observed(): pass\n"
        "print(*sys.modules)"
    )
    environment = {key: value for key, value in os.environ.items() if not key.startswith("OTEL_")}
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment, cwd=ROOT
    ).stdout.split()
    assert "bot.observing.signals" in loaded
    assert [name for name in loaded if name.startswith(("opentelemetry", "azure.monitor", "google."))] == []


def test_where_nobody_is_told_nothing_is_made() -> None:
    assert signals.span("a") is signals.span("b", kind="c") is signals.turn("invoke", None)
    assert signals.trace() is None


class TestTurns:
    async def test_the_reference_that_a_user_is_shown_finds_the_trace_and_its_log_line(
        self,
        make_settings: MakeSettings,
        listener: Listener,
        collector: Collector,
        connector: FakeConnector,
    ) -> None:
        conversation = Conversation()
        conversation.fails = True
        async with running(make_settings(), conversation) as edge:
            answer = await edge.hears(press(connector.url))
        reference = answer.words.removeprefix("failed ")
        await _told(listener)
        (turn,) = [span for span in collector.spans("turn") if span.facts.get("reference") == reference]
        assert (turn.failed, turn.facts["result"]) == (True, "failed")
        (line,) = [line for line in collector.lines() if facts_of(line).get("reference") == reference]
        assert (line.body.string_value, line.trace_id.hex()) == ("turn.failed", turn.trace)
        assert (facts_of(line)["error"], line.severity_text) == ("RuntimeError", "error")
        assert "Anna" not in collector.everything()
        assert collector.total("optagelsesguiden.turns", kind="press", result="failed") == 1

    async def test_a_name_that_somebody_made_up_is_not_repeated(
        self,
        make_settings: MakeSettings,
        listener: Listener,
        collector: Collector,
        connector: FakeConnector,
    ) -> None:
        async with running(make_settings(), Conversation()) as edge:
            await edge.hears(press(connector.url, name=PRIVATE))
            await edge.hears(message(connector.url, type=PRIVATE))
            await edge.hears(b"no activity")
        await _told(listener)
        assert collector.total("optagelsesguiden.turns", kind="other") == 2
        assert collector.total("optagelsesguiden.requests.refused", status="400") == 1
        assert PRIVATE not in collector.everything()


class TestWhatExpires:
    async def test_tokens(self, listener: Listener, collector: Collector) -> None:
        issuer: Any = _Issuer()
        token = Token(issuer, CONNECTOR_SCOPE)
        await token()
        issuer.away = True
        with pytest.raises(OSError, match="away"):
            await Token(issuer, "https://graph.microsoft.com/.default")()
        await _told(listener)
        assert 3500 < collector.total("optagelsesguiden.token.remaining", kind="connector") <= 3600
        assert collector.total("optagelsesguiden.token.failures", kind="graph") == 1

    async def test_keys(
        self,
        guarded_settings: Any,
        listener: Listener,
        collector: Collector,
        key_server: KeyServer,
        connector: FakeConnector,
    ) -> None:
        async with running(guarded_settings, Conversation()) as edge:
            key_server.away = True
            await edge.hears(press(connector.url), bearer(sign(connector.url)))
            key_server.away = False
            await asyncio.sleep(2.1)  # keys are read every two seconds at most
            await edge.hears(press(connector.url), bearer(sign(connector.url)))
        await _told(listener)
        assert collector.total("optagelsesguiden.keys.failures") == 1
        assert 0 <= dict(_values(collector, "optagelsesguiden.keys.age"))[()] < 60

    async def test_the_certificate(
        self, make_settings: MakeSettings, listener: Listener, collector: Collector, tmp_path: Path
    ) -> None:
        from tests.bot.teams.test_credentials import certificate

        file = tmp_path / "bot.pem"
        file.write_bytes(certificate())
        chosen = {"app_type": "SingleTenant", "app_id": "app", "app_tenant_id": "tenant"}
        settings = make_settings(**chosen, app_certificate=file)
        async with running(settings, Conversation()):
            await _told(listener)
        (left,) = dict(_values(collector, "optagelsesguiden.certificate.remaining")).values()
        assert 86_000 < left <= 86_400


def _values(collector: Collector, name: str) -> list[tuple[tuple[object, ...], float]]:
    return [(tuple(facts.items()), value) for facts, value in collector.points(name)]


class _Issuer:
    away = False

    async def get_token(self, *_scopes: str) -> Any:
        from azure.core.credentials import AccessToken

        if self.away:
            raise OSError("away")
        return AccessToken("token", int(time.time()) + 3600)


@pytest.mark.parametrize("hangs", [False, True])
async def test_while_the_stock_cannot_be_taken_its_numbers_are_absent(
    hangs: bool,
    listener: Listener,
    collector: Collector,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    from bot.clock import SystemClock
    from bot.observing.stock_taking import tell_of_the_stock

    some, away = Heap(3, datetime.datetime.now(datetime.UTC)), asyncio.Event()

    async def take() -> Stock:
        if away.is_set():
            await asyncio.sleep(3600 if hangs else 0)
            raise OSError(PRIVATE)
        return Stock(some, 1, some, some)

    telling = asyncio.create_task(tell_of_the_stock(take, SystemClock(), 0.01))
    await asyncio.sleep(0)
    await _told(listener)
    assert collector.total("optagelsesguiden.outbox.waiting") == 3
    monkeypatch.setattr("bot.observing.stock_taking.TAKING_SECONDS", 0.01)
    away.set()
    for _ in range(2000):
        if "stock.not_taken" in caplog.messages:
            break
        await asyncio.sleep(0.01)
    collector.forget()
    await _told(listener)
    telling.cancel()
    assert "optagelsesguiden.outbox.waiting" not in collector.metrics()
    assert PRIVATE not in collector.everything()


async def test_what_is_noted_later_of_a_deed_is_sifted_too(listener: Listener, collector: Collector) -> None:
    with signals.turn("message", None) as turn:
        turn.note(result="delivered", person=PRIVATE)
    await _told(listener)
    assert "delivered" in collector.everything()
    assert PRIVATE not in collector.everything()


class TestLogLines:
    async def test_they_leave_as_they_stand_on_standard_error(
        self, listener: Listener, collector: Collector
    ) -> None:
        log = logging.getLogger("bot.somewhere")
        with signals.turn("message", None):
            log.error("some.event", extra={"reference": "ab12", "person": PRIVATE})
            log.error(f"somebody said {PRIVATE}")  # noqa: G004  # as a library might
            trace = signals.trace()
        logging.getLogger("opentelemetry.sdk").error("never told: it would be told without end")
        await _told(listener)
        told, other = collector.lines()
        assert (told.body.string_value, facts_of(told)) == (
            "some.event", {"reference": "ab12", "logger": "bot.somewhere"},
        )  # fmt: skip
        assert other.body.string_value == "library.line"
        assert trace
        assert told.trace_id.hex() == trace.split("-")[1]
        assert PRIVATE not in collector.everything()

    async def test_on_standard_error_they_name_the_trace(self, listener: Listener) -> None:
        record = logging.getLogger("bot.x").makeRecord("bot.x", logging.ERROR, "f.py", 1, "a.b", (), None)
        with signals.turn("message", None):
            trace = signals.trace()
            line = json.loads(JsonLines().format(record))
        assert trace
        assert line["trace"] == trace.split("-")[1]
        assert "trace" not in json.loads(JsonLines().format(record))


async def test_the_program_says_what_it_is(
    listener: Listener, collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    with signals.turn("message", None):
        pass
    await _told(listener)
    (resource,) = collector.resources()
    assert resource["service.name"] == "optagelsesguiden"
    assert set(resource) == {
        "service.name", "service.version", "service.instance.id",
        "telemetry.sdk.language", "telemetry.sdk.name", "telemetry.sdk.version",
    }  # fmt: skip


class Insights(LoopbackServer):
    """Application Insights' ingestion, as far as it is spoken to."""

    def __init__(self) -> None:
        self.paths: set[str] = set()
        self.envelopes: list[dict[str, Any]] = []
        self.authorizations: list[str | None] = []

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/{path:.*}/track", self._track)]

    async def _track(self, request: web.Request) -> web.Response:
        self.paths.add(request.path)
        self.authorizations.append(request.headers.get("Authorization"))
        sent = json.loads(await request.read())
        self.envelopes += sent
        return web.json_response({"itemsReceived": len(sent), "itemsAccepted": len(sent), "errors": []})


class TestApplicationInsights:
    @pytest.fixture
    async def insights(self, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Insights]:
        async with Insights() as server:
            key = "InstrumentationKey=00000000-0000-4000-8000-000000000000"
            monkeypatch.setenv(
                "APPLICATIONINSIGHTS_CONNECTION_STRING", f"{key};IngestionEndpoint={server.url}/"
            )
            yield server

    async def test_turns_numbers_and_lines_arrive(
        self, insights: Insights, make_settings: MakeSettings, connector: FakeConnector
    ) -> None:
        conversation = Conversation()
        conversation.fails = True
        with observed() as listener:
            assert listener
            async with running(make_settings(), conversation) as edge:
                await edge.hears(press(connector.url))
            await _told(listener)
        by_kind: dict[str, list[dict[str, Any]]] = {}
        for envelope in insights.envelopes:
            by_kind.setdefault(envelope["data"]["baseType"], []).append(envelope)
        assert set(by_kind) >= {"RequestData", "RemoteDependencyData", "MetricData"}
        (turn,) = (one["data"]["baseData"] for one in by_kind["RequestData"])
        assert (turn["name"], turn["success"]) == ("turn", False)
        assert turn["properties"]["result"] == "failed"
        names = {one["data"]["baseData"]["metrics"][0]["name"] for one in by_kind["MetricData"]}
        assert {"optagelsesguiden.turns", "optagelsesguiden.turn.duration"} <= names
        assert any(turn["properties"]["reference"] in str(one) for one in by_kind["MessageData"])
        assert "Anna" not in str(insights.envelopes)


class TestWithoutAKey:
    """Application Insights that only lets identities in, as Bicep makes it."""

    async def test_a_managed_identity_signs_in(
        self, identity: IdentityEndpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        server, authority = Insights(), trustme.CA()
        server.tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert("127.0.0.1").configure_cert(server.tls)
        authority.cert_pem.write_to_path(tmp_path / "ca.pem")
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
        async with server:
            address = server.url.replace("http:", "https:")
            key = "InstrumentationKey=00000000-0000-4000-8000-000000000000"
            monkeypatch.setenv("APPLICATIONINSIGHTS_CONNECTION_STRING", f"{key};IngestionEndpoint={address}/")
            monkeypatch.setenv("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "Authorization=AAD;ClientId=it")
            with observed() as listener:
                assert listener
                with signals.turn("message", None):
                    pass
                await _told(listener)
        assert {str(header)[:13] for header in server.authorizations} == {"Bearer token-"}
        assert {(one["client_id"], one["resource"]) for one in identity.asked} == {
            ("it", "https://monitor.azure.com/")
        }


async def test_a_collector_that_hangs_holds_up_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    hung = asyncio.Event()

    class Hanging(LoopbackServer):
        def routes(self) -> list[web.RouteDef]:
            return [web.post("/{path:.*}", self._hang)]

        async def _hang(self, _request: web.Request) -> web.Response:
            await hung.wait()
            return web.Response()

    def a_process() -> float:
        with observed():
            with signals.turn("message", None):
                pass
            ends = time.monotonic()
        return time.monotonic() - ends

    async with Hanging() as server:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", server.url)
        took = await asyncio.to_thread(a_process)
        hung.set()
    assert took < 5
