"""What is due by the clock: reminders, escalation, expiry, purging, the daily seal.

Any number of processes may do this at once; the casework sees to it that each deed is done once.
"""

import asyncio
import datetime
import logging

from casework import sealing
from casework.desk import Desk
from casework.refusal import clockwork
from casework.workdays import local_day

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
"""How often the clock is looked at: one that somebody moves is noticed within a second."""
AWAY_SECONDS = 1.0
TRY_AGAIN_SECONDS = 10.0
"""How long something due is left alone after an attempt that changed nothing."""


class Timekeeper:
    """Looks at the clock until cancelled."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._sealed_on: datetime.date | None = None
        self._tried: dict[str, float] = {}

    async def run(self) -> None:
        """Do what falls due. A failure costs a pause and is tried again."""
        while True:
            try:
                await self._look()
            except Exception as error:  # the edge of a background task
                log.warning("clock.failed", exc_info=error)
                await asyncio.sleep(AWAY_SECONDS)
            await asyncio.sleep(LOOK_SECONDS)

    async def _look(self) -> None:
        now = self._desk.clock.now()
        due = await self._desk.store.queries.due(now)
        moment = asyncio.get_running_loop().time()
        self._tried = {id_: at for id_, at in self._tried.items() if id_ in due}
        for id_ in due:
            if moment - self._tried.get(id_, float("-inf")) >= TRY_AGAIN_SECONDS:
                self._tried[id_] = moment
                await self._attend(id_)
        if self._sealed_on != local_day(now):
            await sealing.seal_the_day(self._desk)
            self._sealed_on = local_day(now)

    async def _attend(self, refusal_id: str) -> None:
        try:
            await clockwork.attend(self._desk, refusal_id)
        except Exception as error:  # one request must not hold up the others
            log.error("clock.not_attended", exc_info=error)  # noqa: TRY400  # told without its text
