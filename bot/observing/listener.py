"""Tells OpenTelemetry: the only module that knows what traces and metrics are made with.

No attribute passes that is not on the log's allow-list; a failure is told by the name of its class.
"""

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib.metadata import version
from typing import Any

from opentelemetry.metrics import CallbackOptions, Observation
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import (
    INVALID_SPAN,
    Link,
    Span,
    SpanKind,
    Status,
    StatusCode,
    get_current_span,
)
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from bot.logging import allowed
from bot.observing.exporters import (
    log_exporters,
    metric_exporters,
    refuse_a_wrong_connection_string,
    trace_exporters,
)
from bot.observing.metrics import ALL, DELIVERIES, TURN_SECONDS, TURNS, Metric
from bot.observing.wanted import Wanted

PROGRAM = "optagelsesguiden"
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0, 3600.0)
"""Seconds at which histograms are divided: from a press to a message that waited for an hour."""

KINDS = {
    ("invoke", "adaptiveCard/action"): "press",
    ("invoke", "composeExtension/query"): "search",
    ("invoke", "fileConsent/invoke"): "file",
    ("message", None): "message",
    ("conversationUpdate", None): "arrival",
    ("installationUpdate", None): "arrival",
}
"""Every other type and name is `other`: whoever sends them may write what they like."""

_PROPAGATOR = TraceContextTextMapPropagator()
_TRACEPARENT = "traceparent"

Values = dict[tuple[tuple[str, Any], ...], float]


class _Followed:
    """A span that goes on."""

    def __init__(self, span: Span) -> None:
        self._span = span
        self.facts: dict[str, object] = {}

    def note(self, **facts: object) -> None:
        """Tell more of it."""
        self.facts |= facts
        self._span.set_attributes(allowed(facts))

    def fails(self, error: str) -> None:
        """Mark it as failed, by the name of a class."""
        self._span.set_attributes({"error": error})
        self._span.set_status(Status(StatusCode.ERROR))


class Listener:
    """Takes what `signals` tells, and sends it where it is wanted; raises StartError for a wrong address."""

    def __init__(self, wanted: Wanted) -> None:
        refuse_a_wrong_connection_string(wanted)
        resource = _resource()
        self._traces = TracerProvider(resource=resource, shutdown_on_exit=False)
        for spans in trace_exporters(wanted):
            self._traces.add_span_processor(BatchSpanProcessor(spans))
        readers = [PeriodicExportingMetricReader(numbers) for numbers in metric_exporters(wanted)]
        self._metrics = MeterProvider(readers, resource=resource, shutdown_on_exit=False)
        self._logs = LoggerProvider(resource=resource, shutdown_on_exit=False)
        for lines in log_exporters(wanted):
            self._logs.add_log_record_processor(BatchLogRecordProcessor(lines))
        self._tracer = self._traces.get_tracer(PROGRAM)
        self.logger = self._logs.get_logger(PROGRAM)
        self._levels: dict[str, Values] = {}
        self._instruments = {metric.name: self._instrument(metric) for metric in ALL}
        self._turn: ContextVar[_Followed | None] = ContextVar("turn", default=None)

    @contextmanager
    def span(self, name: str, facts: dict[str, object]) -> Iterator[_Followed]:
        """Follow a part of what is followed already. What nobody caused, such as polling, is not followed."""
        if not get_current_span().get_span_context().is_valid:
            yield _Followed(INVALID_SPAN)
            return
        with self._following(name, SpanKind.INTERNAL, facts) as followed:
            yield followed

    @contextmanager
    def turn(self, type_: str, name: str | None) -> Iterator[_Followed]:
        """Follow a turn, and count it."""
        kind = KINDS.get((type_, name if type_ == "invoke" else None), "other")
        began = time.perf_counter()
        with self._following("turn", SpanKind.SERVER, {"kind": kind}) as followed:
            mark = self._turn.set(followed)
            try:
                yield followed
            finally:
                self._turn.reset(mark)
                result = {"kind": kind, "result": followed.facts.get("result", "answered")}
                followed.note(**result)
                self.count(TURNS, result)
                self.measure(TURN_SECONDS, time.perf_counter() - began, result)

    @contextmanager
    def delivery(self, kind: str, attempts: int, cause: str | None) -> Iterator[_Followed]:
        """Follow a delivery as a trace of its own, linked to the turn that caused it."""
        links = list(_links_to(cause))
        facts: dict[str, object] = {"kind": kind, "attempts": attempts}
        with self._following("delivery", SpanKind.CONSUMER, facts, links) as followed:
            yield followed
            result = followed.facts.get("result", "later")
            self.count(DELIVERIES, {"kind": kind, "result": result})
            if result == "given_up":
                followed.fails("GivenUp")

    @contextmanager
    def _following(
        self, name: str, kind: SpanKind, facts: dict[str, object], links: list[Link] | None = None
    ) -> Iterator[_Followed]:
        with self._tracer.start_as_current_span(
            name,
            kind=kind,
            attributes=allowed(facts),
            links=links,
            record_exception=False,  # its text may hold anything
            set_status_on_exception=False,
        ) as span:
            followed = _Followed(span)
            try:
                yield followed
            except BaseException as error:
                followed.fails(type(error).__name__)
                raise

    def failed(self, reference: str) -> None:
        """Note that the turn at hand failed."""
        if followed := self._turn.get():
            followed.note(result="failed", reference=reference)
            followed.fails("TurnFailed")

    def late(self) -> None:
        """Note that somebody else answered for the turn at hand."""
        if followed := self._turn.get():
            followed.note(result="late")

    def count(self, metric: Metric, facts: dict[str, object]) -> None:
        """Count one."""
        self._instruments[metric.name].add(1, _labels(metric, facts))

    def measure(self, metric: Metric, value: float, facts: dict[str, object]) -> None:
        """Add to a histogram."""
        self._instruments[metric.name].record(value, _labels(metric, facts))

    def level(self, metric: Metric, value: float | None, facts: dict[str, object]) -> None:
        """Set a gauge, or let it be absent."""
        labels = tuple(sorted(_labels(metric, facts).items()))
        values = {key: one for key, one in self._levels.get(metric.name, {}).items() if key != labels}
        self._levels[metric.name] = values if value is None else values | {labels: value}

    def trace(self) -> str | None:
        """Return what leads back to the span at hand."""
        carrier: dict[str, str] = {}
        _PROPAGATOR.inject(carrier)
        return carrier.get(_TRACEPARENT)

    def flush(self) -> None:
        """Send what there is. Blocks."""
        self._traces.force_flush()
        self._metrics.force_flush()
        self._logs.force_flush()

    def close(self) -> None:
        """Send the rest, and send no more. Blocks."""
        self._traces.shutdown()
        self._metrics.shutdown()
        self._logs.shutdown()

    def _instrument(self, metric: Metric) -> Any:
        meter = self._metrics.get_meter(PROGRAM)
        if metric.kind == "counter":
            return meter.create_counter(metric.name, metric.unit)
        if metric.kind == "histogram":
            return meter.create_histogram(
                metric.name, metric.unit, explicit_bucket_boundaries_advisory=BOUNDS
            )

        def observe(_options: CallbackOptions) -> Iterator[Observation]:
            for labels, value in self._levels.get(metric.name, {}).items():
                yield Observation(_since_or_until(metric, value), dict(labels))

        return meter.create_observable_gauge(metric.name, [observe], metric.unit)


def _since_or_until(metric: Metric, value: float) -> float:
    if metric.kind == "age":
        return max(time.time() - value, 0.0)
    return value - time.time() if metric.kind == "remaining" else value


def _labels(metric: Metric, facts: dict[str, object]) -> dict[str, str]:
    return {label: str(facts[label]) for label in metric.labels if label in facts}


def _links_to(cause: str | None) -> Iterator[Link]:
    if cause:
        context = get_current_span(_PROPAGATOR.extract({_TRACEPARENT: cause})).get_span_context()
        if context.is_valid:
            yield Link(context)


def _resource() -> Resource:
    """Return what this process is, with what OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES add to it."""
    named = Resource.create()
    own = {"service.instance.id": secrets.token_hex(4), "service.version": version(PROGRAM)}
    if str(named.attributes.get("service.name")).startswith("unknown_service"):
        own["service.name"] = PROGRAM
    return named.merge(Resource(own))
