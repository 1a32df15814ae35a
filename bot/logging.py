"""Logs as one JSON object a line, that can hold no personal data.

    log.info("turn.answered", extra={"ms": 3})

A line is an event's name and facts from the allow-list below. Whatever else a record carries is dropped:
the text of an exception, a traceback's source lines, arguments, and what libraries write. An exception is
told by the name of its class and the place in the code.
"""

import asyncio
import datetime
import logging
import re
import sys
import traceback
from collections.abc import Mapping

import msgspec

from bot.observing import signals

ALLOWED = frozenset(
    {
        "address", "attempts", "code", "count", "hash", "kind", "left", "method", "pack", "permission",
        "reference", "remedy", "result", "status", "version",
    }
)  # fmt: skip
"""What `extra` and spans may carry; never a person's name, a person's or chat's id, or somebody's words."""

OUR_PACKAGES = ("bot", "cards", "casework", "dialogs", "documents", "guideline")

_EVENT = re.compile(r"[a-z][a-z_]*(\.[a-z_]+)+")
Fact = str | bool | int | float

_LONGEST_VALUE = 200


def set_up_logging(level: str) -> None:
    """Send every log line of the process to standard error in this form; libraries only from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    handler.addFilter(tells_of_something)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for package in OUR_PACKAGES:
        logging.getLogger(package).setLevel(level.upper())


def tells_of_something(record: logging.LogRecord) -> bool:
    """Leave out what a library says of a cancelled task: that is no fault, and whoever cancelled it knows."""
    ours = record.name.partition(".")[0] in OUR_PACKAGES
    return ours or not (record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))


class JsonLines(logging.Formatter):
    """One record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its end."""
        return msgspec.json.encode(line_of(record)).decode()


def line_of(record: logging.LogRecord) -> dict[str, Fact | None]:
    """Return what is told of a record."""
    line: dict[str, Fact | None] = {
        "time": datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(
            timespec="milliseconds"
        ),
        "level": record.levelname.lower(),
        "event": _event(record),
        "logger": record.name,
    }
    if trace := signals.trace():
        line["trace"] = trace.split("-")[1]
    facts = vars(record)
    line.update((key, None) for key in ALLOWED & facts.keys())
    line.update(allowed(facts))
    if record.exc_info and record.exc_info[1]:
        line.update(_failure(record.exc_info[1]))
    return line


def _event(record: logging.LogRecord) -> str:
    ours = record.name.partition(".")[0] in OUR_PACKAGES
    return record.msg if ours and _EVENT.fullmatch(str(record.msg)) else "library.line"


def allowed(facts: Mapping[str, object]) -> dict[str, Fact]:
    """Return those of some facts that may be told, and are something."""
    return {key: _value(value) for key, value in facts.items() if key in ALLOWED and value is not None}


def _value(value: object) -> Fact:
    if isinstance(value, bool | int | float):
        return value
    return str(value)[:_LONGEST_VALUE]


def _failure(error: BaseException) -> dict[str, str]:
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else "unknown"
    return {"error": type(error).__name__, "at": where}
