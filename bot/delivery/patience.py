"""Whether a call that failed is tried again, and when.

Source: learn.microsoft.com, "Optimize your bot with rate limiting in Teams" and the status codes of "Send and
receive messages": 412, 429, 502, 503 and 504 are worth another try, `Retry-After` first, else exponential
backoff with jitter. 500 is on no list; it is tried again because here a message must not be lost.
"""

import random

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 60.0
"""Seconds. All else for a chat waits behind its first message, and once Teams is back, so does somebody."""
LONGEST_RETRY_AFTER = 3600.0
"""Seconds."""

WORTH_TRYING = 3600.0
"""Seconds from the first attempt on: longer than the platform's usual bad quarter of an hour."""

FEWEST_ATTEMPTS = 5
"""Made in any case: a bot that was stopped for longer has not tried all that while."""

_MOST_DOUBLINGS = 20

PASSES = frozenset({408, 412, 429, 500, 502, 503, 504})


class CallError(Exception):
    """The connector did not take a call. It may have done what was asked for all the same."""

    def __init__(self, status: int | None, code: str = "", retry_after: float | None = None) -> None:
        self.status = status
        """The HTTP status; None where no answer came."""
        self.code = code
        """Teams' own word for it, such as `ConversationNotFound`."""
        self.retry_after = retry_after
        """Seconds."""
        super().__init__(f"status {status}")

    @property
    def passes(self) -> bool:
        """Whether it may go well another time."""
        return self.status is None or self.status in PASSES

    @property
    def told(self) -> str:
        """Return status and code, for whoever looks into the outbox."""
        return f"{self.status or 'no answer'} {self.code}".strip()


class NowhereToGoError(CallError):
    """No service address is known yet. It will be as soon as anybody has written."""

    def __init__(self) -> None:
        super().__init__(None, "NowhereToGo")


def pause_before(attempt: int, error: CallError, tried_for: float) -> float | None:
    """Return the seconds to wait after this attempt; None: give it up.

    Attempts count from 1. `tried_for` is how many seconds ago the first one was.
    """
    if not error.passes or (tried_for >= WORTH_TRYING and attempt >= FEWEST_ATTEMPTS):
        return None
    if error.retry_after is not None:
        return min(error.retry_after, LONGEST_RETRY_AFTER)
    longest: float = min(FIRST_PAUSE * 2.0 ** min(attempt - 1, _MOST_DOUBLINGS), LONGEST_PAUSE)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311  # spreads load, guards no secret
