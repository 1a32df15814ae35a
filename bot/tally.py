"""Refusals in the log: the first at once, then one line a second with how many there were.

A flood must not become a flood of lines.
"""

import asyncio
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
        self._due: set[int] = set()

    def add(self, status: int) -> None:
        """Count a refusal; tell of those since the last line at once, or when that is long enough ago."""
        self._untold[status] += 1
        pause = self._told_at.get(status, float("-inf")) + PAUSE - time.monotonic()
        if pause <= 0:
            self._tell(status)
        elif status not in self._due:
            self._due.add(status)
            asyncio.get_running_loop().call_later(pause, self._tell, status)

    def _tell(self, status: int) -> None:
        self._due.discard(status)
        count = self._untold.pop(status, 0)
        if count:
            self._told_at[status] = time.monotonic()
            log.info(self._event, extra={"status": status, "count": count})
