"""Who is told how the bot fares: whether that can be done, and whether a collector answers."""

import os
from collections.abc import Sequence
from urllib.parse import unquote

import aiohttp

from bot.doctor.finding import Finding, fault, ok, warning
from bot.doctor.patient import Patient
from bot.observing.exporters import refuse_a_wrong_connection_string
from bot.observing.wanted import ENDPOINT, wanted
from bot.startup import StartError

OBSERVING = "observing"
WHERE = "docs/observing.md lists the variables."

_TRACES = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"
_HEADERS = ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_EXPORTER_OTLP_HEADERS")


async def look_at_observing(patient: Patient) -> Sequence[Finding]:
    """Send a collector nothing, as OTLP; Application Insights is not tried, for it would keep it."""
    try:
        asked = wanted(os.environ)
        refuse_a_wrong_connection_string(asked)
    except StartError as error:
        return [fault(OBSERVING, str(error), WHERE)]
    if "traces" in asked.otlp:
        return [await _collector(patient)]
    if asked.insights:
        return [ok(OBSERVING, "Application Insights is told.")]
    return [ok(OBSERVING, "Nobody is told how the bot fares, which may be meant.")]


async def _collector(patient: Patient) -> Finding:
    own = os.environ.get(_TRACES, "").strip()
    url = own or os.environ.get(ENDPOINT, "").strip().rstrip("/") + "/v1/traces"
    headers = {"Content-Type": "application/x-protobuf", **_headers()}
    try:
        async with patient.session.post(url, data=b"", headers=headers, allow_redirects=False) as response:
            status = response.status
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
        says = f"The collector does not answer ({type(error).__name__})."
        return warning(OBSERVING, says, f"See that it runs, and {ENDPOINT}; OTLP over HTTP is at port 4318.")
    if status >= 300:
        says = f"The collector answers {status}."
        return warning(OBSERVING, says, f"{ENDPOINT} must take OTLP over HTTP; see its headers, too.")
    return ok(OBSERVING, "The collector takes what it is sent.")


def _headers() -> dict[str, str]:
    """Return the headers that the environment names, as OTLP's exporters read them."""
    told = next((os.environ[name] for name in _HEADERS if os.environ.get(name)), "")
    pairs = (pair.partition("=") for pair in told.split(",") if "=" in pair)
    return {name.strip(): unquote(value.strip()) for name, _, value in pairs}
