"""A collector of OpenTelemetry's: takes what is sent by OTLP over HTTP, and can be asked about it."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from google.protobuf.json_format import MessageToDict
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import KeyValue
from opentelemetry.proto.logs.v1.logs_pb2 import LogRecord
from opentelemetry.proto.metrics.v1.metrics_pb2 import Metric

from tests.bot.fakes.server import LoopbackServer

Facts = dict[str, Any]


@dataclass(frozen=True)
class Span:
    """One span, with its ids in hexadecimal."""

    name: str
    trace: str
    id: str
    parent: str
    links: tuple[tuple[str, str], ...]
    facts: Facts
    failed: bool
    events: int


class Collector(LoopbackServer):
    """Remembers everything."""

    def __init__(self) -> None:
        self._traces: list[ExportTraceServiceRequest] = []
        self._metrics: list[ExportMetricsServiceRequest] = []
        self._logs: list[ExportLogsServiceRequest] = []
        self.bodies: list[bytes] = []
        self._came = asyncio.Condition()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/v1/traces", self._taking(ExportTraceServiceRequest, self._traces)),
            web.post("/v1/metrics", self._taking(ExportMetricsServiceRequest, self._metrics)),
            web.post("/v1/logs", self._taking(ExportLogsServiceRequest, self._logs)),
        ]

    def _taking(self, kind: Any, kept: list[Any]) -> Any:
        async def take(request: web.Request) -> web.Response:
            assert request.headers["Content-Type"] == "application/x-protobuf"
            body = await request.read()
            self.bodies.append(body)
            kept.append(kind.FromString(body))
            async with self._came:
                self._came.notify_all()
            return web.Response(content_type="application/x-protobuf")

        return take

    async def hears_of(self, metric: str) -> None:
        """Wait until a metric came."""
        async with asyncio.timeout(20), self._came:
            await self._came.wait_for(lambda: metric in self.metrics())

    def forget(self) -> None:
        """Forget the metrics that came so far."""
        self._metrics.clear()

    def everything(self) -> str:
        """Return all of it as one readable text: names, attributes, resources, texts."""
        messages = [*self._traces, *self._metrics, *self._logs]
        decoded = "\n".join(str(MessageToDict(message)) for message in messages)
        return decoded + "\n".join(body.decode("utf-8", "replace") for body in self.bodies)

    def resources(self) -> list[Facts]:
        return [_facts(it.resource.attributes) for request in self._traces for it in request.resource_spans]

    def spans(self, name: str | None = None) -> list[Span]:
        found = [
            Span(
                span.name,
                span.trace_id.hex(),
                span.span_id.hex(),
                span.parent_span_id.hex(),
                tuple((link.trace_id.hex(), link.span_id.hex()) for link in span.links),
                _facts(span.attributes),
                span.status.code == 2,
                len(span.events),
            )
            for request in self._traces
            for resource in request.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]
        return [span for span in found if name in (None, span.name)]

    def metrics(self) -> dict[str, Metric]:
        """Return each metric as it was sent last."""
        return {
            metric.name: metric
            for request in self._metrics
            for resource in request.resource_metrics
            for scope in resource.scope_metrics
            for metric in scope.metrics
        }

    def points(self, name: str) -> Iterator[tuple[Facts, float]]:
        """Return the last points of a metric: the labels, and the value or the histogram's count."""
        metric = self.metrics().get(name)
        if metric is None:
            return
        for histogram in metric.histogram.data_points:
            yield _facts(histogram.attributes), histogram.count
        for number in (*metric.sum.data_points, *metric.gauge.data_points):
            yield _facts(number.attributes), number.as_double or number.as_int

    def total(self, name: str, **labels: str) -> float:
        """Return the sum of a metric's points with these labels."""
        return sum(value for facts, value in self.points(name) if labels.items() <= facts.items())

    def lines(self) -> list[LogRecord]:
        return [
            line
            for request in self._logs
            for resource in request.resource_logs
            for scope in resource.scope_logs
            for line in scope.log_records
        ]


def _facts(attributes: Any) -> Facts:
    return {pair.key: _value(pair) for pair in attributes}


def _value(pair: KeyValue) -> Any:
    return getattr(pair.value, pair.value.WhichOneof("value") or "string_value")


def facts_of(line: LogRecord) -> Facts:
    """Return a log line's attributes."""
    return _facts(line.attributes)
