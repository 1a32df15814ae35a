"""Whether somebody's mail is answered automatically now: a hint that they are away, and no more than that.

Source: learn.microsoft.com, "Get user mailbox settings" and "automaticRepliesSetting resource type". The
texts of the replies come along, and are not read. Mailboxes have calls of their own: Exchange may be slow or
throttle while the rest of Graph answers.
"""

import asyncio
import datetime
import logging
import time
from zoneinfo import ZoneInfo

import msgspec

from bot.directory.graph_calls import GraphCalls
from bot.directory.remembering import Keeping, Memory, Now
from casework.errors import DirectoryUnavailable
from casework.ports import Clock

SETTINGS = "MailboxSettings.Read"
"""The application permission; the bot does without it."""
HINT_SECONDS = 0.7
"""Nobody waits longer for a hint. What comes later is there when the form is drawn again."""
KEPT = Keeping(fresh=600.0, nothing=600.0, stale=600.0, most=2_000)

log = logging.getLogger(__name__)


class _Moment(msgspec.Struct, rename="camel"):
    date_time: str
    time_zone: str = "UTC"

    def read(self) -> datetime.datetime:
        """Return the moment; ValueError or KeyError for a time zone that only Windows knows."""
        return datetime.datetime.fromisoformat(self.date_time).replace(tzinfo=ZoneInfo(self.time_zone))


class _AutomaticReplies(msgspec.Struct, rename="camel"):
    status: str
    scheduled_start_date_time: _Moment | None = None
    scheduled_end_date_time: _Moment | None = None

    def hold(self, now: datetime.datetime) -> bool:
        """Whether mail is answered at this moment."""
        if self.status != "scheduled":
            return self.status == "alwaysEnabled"
        start, end = self.scheduled_start_date_time, self.scheduled_end_date_time
        return start is not None and end is not None and start.read() <= now < end.read()


class GraphMailboxes:
    """The mailboxes of the tenant, as far as the bot may look."""

    def __init__(self, calls: GraphCalls, clock: Clock, now: Now = time.monotonic) -> None:
        self._calls = calls
        self._clock = clock
        self._replies = Memory(self._ask, KEPT, now)

    async def answers_by_itself(self, person_id: str) -> bool | None:
        """Return whether somebody's mail is answered automatically; None where nobody can say."""
        try:
            async with asyncio.timeout(HINT_SECONDS):
                return await self._replies.get(person_id)
        except (DirectoryUnavailable, TimeoutError):
            return None

    async def close(self) -> None:
        """Ask nothing more."""
        await self._replies.close()

    async def _ask(self, person_id: str) -> bool | None:
        url = self._calls.at(f"users/{person_id}/mailboxSettings/automaticRepliesSetting", {})
        async with self._calls.question(SETTINGS):
            answer = await self._calls.call("GET", url)
            if answer.status == 200:
                return self._read(answer.body)
        log.info("directory.absence_unknown", extra={"status": answer.status})
        return None

    def _read(self, body: bytes) -> bool | None:
        try:
            return msgspec.json.decode(body, type=_AutomaticReplies).hold(self._clock.now())
        except (ValueError, KeyError):
            return None
