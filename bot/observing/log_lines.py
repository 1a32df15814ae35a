"""The log as it leaves: the same facts of the same allow-list as on standard error, with the trace's id."""

import logging

from opentelemetry._logs import LogRecord, SeverityNumber

from bot.logging import line_of
from bot.observing.listener import Listener

_NOT_OURS_TO_TELL = ("opentelemetry", "azure", "urllib3", "requests")
"""What the ways out write themselves would lead to more of it, without end."""

_SEVERITY = {
    "debug": SeverityNumber.DEBUG,
    "info": SeverityNumber.INFO,
    "warning": SeverityNumber.WARN,
    "error": SeverityNumber.ERROR,
    "critical": SeverityNumber.FATAL,
}


class LogLines(logging.Handler):
    """Hands log lines to a listener."""

    def __init__(self, listener: Listener) -> None:
        super().__init__()
        self._logger = listener.logger

    def emit(self, record: logging.LogRecord) -> None:
        """Send a record, without its text."""
        if record.name.partition(".")[0] in _NOT_OURS_TO_TELL:
            return
        line = line_of(record)
        level = str(line.pop("level"))
        told = LogRecord(
            timestamp=int(record.created * 1e9),
            observed_timestamp=int(record.created * 1e9),
            severity_text=level,
            severity_number=_SEVERITY.get(level, SeverityNumber.UNSPECIFIED),
            body=str(line.pop("event")),
            attributes={
                name: value
                for name, value in line.items()
                if name not in ("time", "trace") and isinstance(value, str | bool | int | float)
            },
        )
        self._logger.emit(told)
