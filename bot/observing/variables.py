"""OpenTelemetry's variables, checked: the SDK passes over a wrong one with one line, or sends nothing.

Sources: opentelemetry.io, "Environment Variable Specification" and "OTLP Exporter Configuration".
"""

import math
import os
import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from bot.startup import StartError

SAMPLERS = (
    *("always_on", "always_off", "traceidratio"),
    *("parentbased_always_on", "parentbased_always_off", "parentbased_traceidratio"),
)
COMPRESSIONS = ("gzip", "deflate", "none")

_FOR = "OTEL_EXPORTER_OTLP_(TRACES_|METRICS_|LOGS_)?"


def refuse_wrong_values(environment: Mapping[str, str]) -> None:
    """Raise StartError for the first variable that OpenTelemetry could not use."""
    for name, value in environment.items():
        text = value.strip()
        for names, is_right, must in _RULES:
            if text and re.fullmatch(names, name) and not is_right(text):
                raise StartError(f"{name} must {must}.")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _is_number(text: str) -> bool:
    try:
        return 0 < float(text) < math.inf
    except ValueError:
        return False


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdecimal() and int(text) > 0


def _is_share(text: str) -> bool:
    try:
        return 0 <= float(text) <= 1
    except ValueError:
        return False


def _is_file(text: str) -> bool:
    return os.access(text, os.R_OK)


_RULES: tuple[tuple[str, Callable[[str], bool], str], ...] = (
    (f"{_FOR}ENDPOINT", _is_address, "begin with http:// or https:// and a host, as http://127.0.0.1:4318"),
    (f"{_FOR}(CERTIFICATE|CLIENT_KEY|CLIENT_CERTIFICATE)", _is_file, "name a file that can be read"),
    (f"{_FOR}COMPRESSION", lambda text: text.lower() in COMPRESSIONS, f"be one of {', '.join(COMPRESSIONS)}"),
    (f"{_FOR}TIMEOUT", _is_number, "be a number above zero, of seconds"),
    ("OTEL_METRIC_EXPORT_(INTERVAL|TIMEOUT)", _is_number, "be a number above zero, of milliseconds"),
    (
        "OTEL_(BSP|BLRP)_(SCHEDULE_DELAY|EXPORT_TIMEOUT|MAX_QUEUE_SIZE|MAX_EXPORT_BATCH_SIZE)",
        _is_whole,
        "be a whole number above zero",
    ),
    ("OTEL_TRACES_SAMPLER", lambda text: text.lower() in SAMPLERS, f"be {', '.join(SAMPLERS)}"),
    ("OTEL_TRACES_SAMPLER_ARG", _is_share, "be a share from 0 to 1"),
)
