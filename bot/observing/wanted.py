"""Who is told, as the environment says in OpenTelemetry's and Application Insights' own names.

Source: opentelemetry.io, "General SDK Configuration" and "OTLP Exporter Configuration"; learn.microsoft.com,
"Configure Azure Monitor OpenTelemetry".
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.observing.variables import refuse_wrong_values
from bot.startup import StartError

SIGNALS = ("traces", "metrics", "logs")
CONNECTION_STRING = "APPLICATIONINSIGHTS_CONNECTION_STRING"
ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which signals go where."""

    otlp: frozenset[str]
    insights: frozenset[str]
    connection_string: str = ""

    def __bool__(self) -> bool:
        return bool(self.otlp or self.insights)


def wanted(environment: Mapping[str, str]) -> Wanted:
    """Return who is to be told; raises StartError for what cannot be done."""
    if environment.get("OTEL_SDK_DISABLED", "").strip().lower() == "true":
        return Wanted(frozenset(), frozenset())
    asked = frozenset(signal for signal in SIGNALS if _is_asked_for(signal, environment))
    otlp = frozenset(signal for signal in asked if _has_address(signal, environment))
    for signal in otlp:
        _refuse_other_protocols(signal, environment)
    connection_string = environment.get(CONNECTION_STRING, "").strip()
    if otlp or connection_string:
        refuse_wrong_values(environment)
    return Wanted(otlp, asked if connection_string else frozenset(), connection_string)


def _is_asked_for(signal: str, environment: Mapping[str, str]) -> bool:
    name = f"OTEL_{signal.upper()}_EXPORTER"
    exporter = environment.get(name, "").strip().lower() or "otlp"
    if exporter not in ("otlp", "none"):
        raise StartError(f"{name} must be otlp or none.")
    return exporter == "otlp"


def _has_address(signal: str, environment: Mapping[str, str]) -> bool:
    own = f"OTEL_EXPORTER_OTLP_{signal.upper()}_ENDPOINT"
    return bool(environment.get(own, "").strip() or environment.get(ENDPOINT, "").strip())


def _refuse_other_protocols(signal: str, environment: Mapping[str, str]) -> None:
    for name in (f"OTEL_EXPORTER_OTLP_{signal.upper()}_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"):
        if protocol := environment.get(name, "").strip():
            if protocol != "http/protobuf":
                raise StartError(f"{name} must be http/protobuf; collectors take it at port 4318.")
            return
