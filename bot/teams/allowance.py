"""So many a second, for each of many: the arithmetic of a token bucket that holds one second's worth.

Kept as one number a name, the moment at which its bucket is full again (the generic cell rate algorithm), so
that a look costs about a microsecond and whoever has been quiet for a second needs no memory.
"""

import time
from collections.abc import Callable

MOST_NAMES = 10_000
"""Beyond this, whoever may do everything anyway is forgotten, and then who was noted longest ago."""

_ROUNDING = 1e-6
"""Seconds by which sums of fractions may be off."""


class Allowances:
    """Lets everybody do something `a_second` times a second; below one a second, one at a time."""

    def __init__(self, a_second: float, now: Callable[[], float] = time.monotonic) -> None:
        self._gap = 1 / a_second
        self._ahead = max(0.0, 1 - self._gap) + _ROUNDING
        self._now = now
        self._full_at: dict[str, float] = {}

    def take(self, name: str) -> float:
        """Take one and return 0; or take none, and return the seconds until there is one."""
        now = self._now()
        full_at = max(now, self._full_at.get(name, 0.0))
        wait = full_at - now - self._ahead
        if wait > 0:
            return wait
        self._full_at[name] = full_at + self._gap
        if len(self._full_at) > MOST_NAMES:
            self._forget(now)
        return 0.0

    def _forget(self, now: float) -> None:
        self._full_at = {name: at for name, at in self._full_at.items() if at > now}
        for name in list(self._full_at)[: max(0, len(self._full_at) - MOST_NAMES // 2)]:
            del self._full_at[name]
