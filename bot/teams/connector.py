"""Replies on their way to the connector: tried again where that helps, as long as somebody may still wait.

Source: learn.microsoft.com, "Rate limiting" and "Status codes" of the Teams platform: 412, 429, 502, 503 and
504 are worth another try, after `Retry-After` where it is given. What never left is tried for longer: nobody
gets it twice. What was broken off on the way may have arrived, and is not sent again.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable

from bot.delivery.patience import CallError
from bot.teams.calls import Calls, NotSentError

log = logging.getLogger(__name__)

ANSWER_SECONDS = 15.0
"""How long one call may take."""
MOST_ATTEMPTS = 5
UNSENT_SECONDS = 600.0
"""How long a reply is kept that cannot even leave, as while there is no token for the bot."""
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
"""Seconds; also the most that `Retry-After` is followed for."""
_WORTH_ANOTHER_TRY = frozenset({412, 429, 502, 503, 504})
_MOST_DOUBLINGS = 10

Sleep = Callable[[float], Awaitable[None]]


class Connector:
    """Calls the service that an activity came from: only ever one whose activity was verified."""

    def __init__(self, calls: Calls, sleep: Sleep = asyncio.sleep) -> None:
        self._calls = calls
        self._sleep = sleep

    async def send(
        self, service_url: str, conversation_id: str, activity: bytes, reply_to: str | None = None
    ) -> str:
        """Send an activity, as a reply where `reply_to` names one; return its id, "" where none is told."""
        where = ("activities", reply_to) if reply_to else ("activities",)
        return await self._call("POST", service_url, conversation_id, where, activity)

    async def update(self, service_url: str, conversation_id: str, activity_id: str, activity: bytes) -> str:
        """Replace an activity of the bot, and return its id."""
        return await self._call("PUT", service_url, conversation_id, ("activities", activity_id), activity)

    async def delete(self, service_url: str, conversation_id: str, activity_id: str) -> None:
        """Delete an activity of the bot."""
        await self._call("DELETE", service_url, conversation_id, ("activities", activity_id), b"")

    async def _call(
        self, method: str, service_url: str, conversation_id: str, where: tuple[str, ...], body: bytes
    ) -> str:
        """Call until it is taken; raises CallError when it is refused for good or was tried long enough."""
        attempt, waited = 1, 0.0
        while True:
            try:
                return await self._calls.call(method, service_url, conversation_id, where, body)
            except CallError as error:
                pause, facts = _pause(attempt, waited, error), {"status": error.status, "attempts": attempt}
                if pause is None:
                    log.error("connector.refused", extra={"method": method, **facts})  # noqa: TRY400  # no text
                    raise
                log.warning("connector.retry", extra={"method": method, **facts})
            await self._sleep(pause)
            attempt, waited = attempt + 1, waited + pause


def _pause(attempt: int, waited: float, error: CallError) -> float | None:
    """Return the seconds until another try; None: none is worth it."""
    if isinstance(error, NotSentError):
        return _backoff(attempt) if waited < UNSENT_SECONDS else None
    if attempt >= MOST_ATTEMPTS or error.status not in _WORTH_ANOTHER_TRY:
        return None
    return _backoff(attempt) if error.retry_after is None else min(error.retry_after, LONGEST_PAUSE)


def _backoff(attempt: int) -> float:
    longest: float = min(FIRST_PAUSE * 2 ** min(attempt - 1, _MOST_DOUBLINGS), LONGEST_PAUSE)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311  # spreads load, guards no secret
