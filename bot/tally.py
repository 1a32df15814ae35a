"""Refusals in the log: the first at once, then one line a second with how many there were.

A flood must not become a flood of lines.
"""

import logging
import time
from collections import Counter

log = logging.getLogger(__name__)

PAUSE = 1.0
"""Seconds between two lines about the same status."""


class Tally:
    """Counts refusals by status, for log lines of this event."""

    def __init__(self, event: str) -> None:
        self._event = event
        self._untold: Counter[int] = Counter()
        self._told_at: dict[int, float] = {}

    def add(self, status: int) -> None:
        """Count a refusal, and tell of those since the last line when that is long enough ago."""
        self._untold[status] += 1
        now = time.monotonic()
        if now - self._told_at.get(status, float("-inf")) >= PAUSE:
            self._told_at[status] = now
            log.info(self._event, extra={"status": status, "count": self._untold.pop(status)})
