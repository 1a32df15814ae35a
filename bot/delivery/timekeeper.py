"""What is due by the clock: reminders, escalation, expiry, posting, purging, the seal and the morning's news.

Once a day, and at the start, what leaders noted of absences that have ended is deleted.

Cards that HR/Jura's channel lacks are brought there as well.

Any number of processes may do this at once; the casework sees to it that each deed is done once.
"""

import asyncio
import datetime
import logging
import time

from bot.observing import signals
from bot.observing.metrics import CLOCK_AGE
from casework import clockwork, morning, sealing
from casework.about import About
from casework.cases import moving
from casework.desk import Desk
from casework.refusal import absences
from casework.workdays import local_day

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
"""How often the clock is looked at: one that somebody moves is noticed within a second."""
AWAY_SECONDS = 1.0
STILL_SECONDS = 120.0
"""After so long something is wrong. A day's first look seals what happened, which may take a while."""
AT_ONCE = 100
"""How much of each kind that was not tried yet is looked for at once."""
TRY_AGAIN_SECONDS = 10.0
"""How long something due is left alone after an attempt that changed nothing."""


class Timekeeper:
    """Looks at the clock until cancelled."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._sealed_on: datetime.date | None = None
        self._greeted_on: datetime.date | None = None
        self._channel: moving.Channel | None = None
        self._lacks_cards = True
        self._came_round = time.monotonic()
        self._tried: dict[About, float] = {}
        self._told: dict[About, datetime.date] = {}
        """What could not be seen to, and the day on which the log says so."""

    @property
    def stands_still(self) -> bool:
        """Whether it has been long since it last began to look, or to see to something."""
        return time.monotonic() - self._came_round > STILL_SECONDS

    async def run(self) -> None:
        """Do what falls due. A failure costs a pause and is tried again."""
        signals.level(CLOCK_AGE, time.time())
        while True:
            self._came_round = time.monotonic()
            try:
                await self._look()
                signals.level(CLOCK_AGE, time.time())
            except Exception as error:  # the edge of a background task
                log.warning("clock.failed", exc_info=error)
                await asyncio.sleep(AWAY_SECONDS)
            await asyncio.sleep(LOOK_SECONDS)

    async def _look(self) -> None:
        await self._see_to_what_is_due()
        await self._bring_cards_to_the_channel()
        now = self._desk.clock.now()
        if self._sealed_on != local_day(now):
            await absences.remove_ended(self._desk)
            await sealing.seal_the_day(self._desk)
            self._sealed_on = local_day(now)
        today = morning.morning_of(now)
        if today and self._greeted_on != today:
            await morning.say_good_morning(self._desk)
            self._greeted_on = today

    async def _see_to_what_is_due(self) -> None:
        # What was tried in vain stays at the front: without looking behind it, it would hold up the rest.
        due = await clockwork.due(self._desk, AT_ONCE + len(self._tried))
        moment = asyncio.get_running_loop().time()
        still_due = set(due)
        self._tried = {about: at for about, at in self._tried.items() if about in still_due}
        for about in due:
            if moment - self._tried.get(about, float("-inf")) >= TRY_AGAIN_SECONDS:
                self._tried[about] = moment
                if await self._attend(about):
                    del self._tried[about]  # if it falls due again, that is something new

    async def _attend(self, about: About) -> bool:
        """Do what is due on it; say whether anything was done."""
        self._came_round = time.monotonic()
        try:
            return await clockwork.attend(self._desk, about)
        except Exception as error:  # one request or case must not hold up the others
            if self._is_news(about):
                log.error("clock.not_attended", exc_info=error)  # noqa: TRY400  # told without its text
            return False

    async def _bring_cards_to_the_channel(self) -> None:
        """Send the channel what it lacks, from the moment that it is another one, or there again."""
        channel = await moving.present_channel(self._desk)
        if channel != self._channel:
            self._channel, self._lacks_cards = channel, True
        if channel and self._lacks_cards:
            self._lacks_cards = not await moving.move_cards(self._desk, channel)

    def _is_news(self, about: About) -> bool:
        """Whether it is not in today's log yet: what was changed stays due until somebody looks into it."""
        today = local_day(self._desk.clock.now())
        self._told = {one: day for one, day in self._told.items() if day == today}
        news = about not in self._told
        self._told[about] = today
        return news
