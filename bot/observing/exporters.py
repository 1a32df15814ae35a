"""The ways out: OTLP over HTTP, and Application Insights. Each is imported only where it is used."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.observing.wanted import CONNECTION_STRING, Wanted
from bot.startup import StartError

if TYPE_CHECKING:
    from opentelemetry.sdk._logs.export import LogRecordExporter
    from opentelemetry.sdk.metrics.export import MetricExporter
    from opentelemetry.sdk.trace.export import SpanExporter

SILENT = {
    "APPLICATIONINSIGHTS_STATSBEAT_DISABLED_ALL": "true",
    "APPLICATIONINSIGHTS_SDKSTATS_DISABLED": "true",
    "APPLICATIONINSIGHTS_CONTROLPLANE_DISABLED": "true",
    "APPLICATIONINSIGHTS_OPENTELEMETRY_RESOURCE_METRIC_DISABLED": "true",
}
"""Microsoft's exporter tells Microsoft of itself, and asks Microsoft how to behave, unless told not to; it
also looks for a provider of OpenTelemetry that all of the process shares, which there is none of here."""


def trace_exporters(wanted: Wanted) -> "Iterator[SpanExporter]":
    """Make the exporters of traces; raises StartError, as the others do."""
    if "traces" in wanted.otlp:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

        yield OTLPSpanExporter()
    if "traces" in wanted.insights:
        from azure.monitor.opentelemetry.exporter import AzureMonitorTraceExporter

        yield AzureMonitorTraceExporter(**_insights(wanted))


def metric_exporters(wanted: Wanted) -> "Iterator[MetricExporter]":
    """Make the exporters of metrics."""
    if "metrics" in wanted.otlp:
        from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter

        yield OTLPMetricExporter()
    if "metrics" in wanted.insights:
        from azure.monitor.opentelemetry.exporter import AzureMonitorMetricExporter

        yield AzureMonitorMetricExporter(**_insights(wanted))


def log_exporters(wanted: Wanted) -> "Iterator[LogRecordExporter]":
    """Make the exporters of log lines."""
    if "logs" in wanted.otlp:
        from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter

        yield OTLPLogExporter()
    if "logs" in wanted.insights:
        from azure.monitor.opentelemetry.exporter import AzureMonitorLogExporter

        yield AzureMonitorLogExporter(**_insights(wanted))


def refuse_a_wrong_connection_string(wanted: Wanted) -> None:
    """Raise StartError for one that Application Insights did not give."""
    if not wanted.connection_string:
        return
    parts = dict(part.partition("=")[::2] for part in wanted.connection_string.split(";") if part)
    if not parts.get("InstrumentationKey") or not parts.get("IngestionEndpoint"):
        raise StartError(f"{CONNECTION_STRING} must hold InstrumentationKey and IngestionEndpoint.")


def _insights(wanted: Wanted) -> dict[str, object]:
    """Return the options: nothing is kept on the disk, which may be read-only and is nobody's to fill."""
    for name, value in SILENT.items():
        os.environ.setdefault(name, value)
    return {"connection_string": wanted.connection_string, "disable_offline_storage": True}
