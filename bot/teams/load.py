"""What one process takes on, and what it turns away at once instead of growing slow for everybody.

Rates are counted after a request is known to be Teams' own: a stranger can use up nobody's allowance.
"""

from http import HTTPStatus

from bot.teams.allowance import Allowances

MOST_TURNS = 250
"""Turns under way at once. Each waits for the database or the directory at most, for a moment."""
MOST_BODIES = 250
"""Requests at once with a good token whose body is waited for."""
MOST_STRANGERS_BODIES = 100
"""The same without a good token; each may come to hold as much memory as the largest body."""
OVERLOAD_PAUSE = 1.0
"""Seconds after which whoever came when too much was under way may try again."""


class OverloadError(Exception):
    """Too much is asked for: by one person or by all (429), or at once (503). `pause` is in seconds."""

    def __init__(self, status: HTTPStatus, pause: float) -> None:
        self.status = status
        self.pause = pause
        super().__init__(status.phrase)


class Places:
    """So many places, each held by a `with` block. Where all are taken, entering raises OverloadError."""

    def __init__(self, most: int) -> None:
        self._free = most

    def __enter__(self) -> None:
        if self._free <= 0:
            raise OverloadError(HTTPStatus.SERVICE_UNAVAILABLE, OVERLOAD_PAUSE)
        self._free -= 1

    def __exit__(self, *_: object) -> None:
        self._free += 1


class Load:
    """Counts what is asked for. Rates are numbers a second."""

    def __init__(self, rate: float, rate_per_user: float) -> None:
        self._of_all = Allowances(rate)
        self._of_each = Allowances(rate_per_user)
        self.turns = Places(MOST_TURNS)
        self.bodies = Places(MOST_BODIES)
        self.strangers_bodies = Places(MOST_STRANGERS_BODIES)

    def count(self, person_id: str) -> None:
        """Count a request of a verified person, or raise OverloadError.

        The person is asked about first: what is refused to one uses up nothing of what all share.
        """
        pause = self._of_each.take(person_id) or self._of_all.take("")
        if pause:
            raise OverloadError(HTTPStatus.TOO_MANY_REQUESTS, pause)
