"""What HR/Jura are told by date: each working morning what is overdue, each month how it went."""

import datetime
from collections.abc import Iterator

from casework.about import About
from casework.cases import timing
from casework.cases.cases import channel_is_there
from casework.desk import Desk
from casework.hr_channel import OVERDUE, OVERVIEW
from casework.messages import HR_CHANNEL, Message
from casework.workdays import DENMARK, OPENS, is_working_day, local_day, local_moment

LAST_DAY = 28
"""Of a month, on which the overview is still told. A message's key is known for 30 days, so it stays one."""


def morning_of(now: datetime.datetime) -> datetime.date | None:
    """Return the working day whose morning has come, or None on a closed day and before 8 o'clock."""
    day = local_day(now)
    return day if is_working_day(day) and now.astimezone(DENMARK).time() >= OPENS else None


async def say_good_morning(desk: Desk) -> None:
    """Queue what HR/Jura are told today, if its time has come: once, whoever asks and however often."""
    day = morning_of(desk.clock.now())
    if day is None:
        return
    messages = list(_by_month(day)) if await channel_is_there(desk) else []
    if await desk.store.queries.overdue_cases(*timing.overdue(local_moment(day, OPENS)), limit=1):
        messages.append(_message(OVERDUE, day.isoformat()))
    if not messages:
        return
    async with desk.store.unit() as unit:
        for message in messages:
            await unit.outbox.put(message)


def _by_month(day: datetime.date) -> Iterator[Message]:
    """Return the overview of the month before, which is told late where the first morning was missed."""
    if day.day <= LAST_DAY:
        last_month = day.replace(day=1) - datetime.timedelta(days=1)
        yield _message(OVERVIEW, f"{last_month:%Y-%m}")


def _message(kind: str, id_: str) -> Message:
    about = About(kind, id_)
    return Message(kind, HR_CHANNEL, about, str(about))
