"""Working days and hours in Denmark: Monday to Friday, 8 to 16 Danish time. Moments in and out are UTC.

Besides the public holidays (Great Prayer Day until 2023, when it was abolished: lov nr. 214 af 6. marts
2023), 5 June, 24 December and 31 December count as closed, since a town hall commonly is, by agreement.
Counting them closed can only make a reminder or an escalation later, never let a request outlive its
meeting, so it harms nobody's right to record. 1 May is a working day. Easter comes from the library
`dateutil`; a test holds the days to the library `holidays`, which takes 6 MiB and a tenth of a second.
"""

import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.easter import easter

DENMARK = ZoneInfo("Europe/Copenhagen")
OPENS, CLOSES = datetime.time(8), datetime.time(16)
HOURS_A_DAY = 8
ALSO_CLOSED = ((6, 5), (12, 24), (12, 31))
FIXED = ((1, 1), (12, 25), (12, 26))
"""Month and day."""
FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)
"""Days after Easter Sunday: Maundy Thursday, Good Friday, Easter, Ascension, Whitsun."""
GREAT_PRAYER_DAY, LAST_GREAT_PRAYER_DAY = 26, 2023
"""Days after Easter Sunday; the last year."""

_SATURDAY = 5
_ONE_DAY = datetime.timedelta(days=1)


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> frozenset[datetime.date]:
    from_easter = (*FROM_EASTER, GREAT_PRAYER_DAY) if year <= LAST_GREAT_PRAYER_DAY else FROM_EASTER
    sunday = easter(year)
    moving = {sunday + days * _ONE_DAY for days in from_easter}
    return frozenset(moving | {datetime.date(year, month, day) for month, day in FIXED})


def is_working_day(day: datetime.date) -> bool:
    """Whether the town hall works on this day."""
    closed = (day.month, day.day) in ALSO_CLOSED or day in _public_holidays(day.year)
    return day.weekday() < _SATURDAY and not closed


def local_moment(day: datetime.date, time: datetime.time) -> datetime.datetime:
    """Return the moment at which Danish clocks show this, in UTC.

    The hour that clocks show twice in autumn means its first passing; the hour they leap over in spring,
    the moment as far behind the leap as the time is behind it.
    """
    return datetime.datetime.combine(day, time, DENMARK).astimezone(datetime.UTC)


def local_day(moment: datetime.datetime) -> datetime.date:
    """Return the Danish date of a moment."""
    return moment.astimezone(DENMARK).date()


def next_working_morning(moment: datetime.datetime) -> datetime.datetime:
    """Return 8 o'clock on the first working day after the moment's own day."""
    day = local_day(moment) + _ONE_DAY
    while not is_working_day(day):
        day += _ONE_DAY
    return local_moment(day, OPENS)


def add_working_hours(moment: datetime.datetime, hours: float) -> datetime.datetime:
    """Return when so many working hours have passed; zero hours give the moment itself."""
    left = datetime.timedelta(hours=hours)
    while left > datetime.timedelta(0):
        opens, closes = _working_span(moment)
        if closes - opens >= left:
            return opens + left
        left -= closes - opens
        moment = next_working_morning(moment)
    return moment


def take_working_hours(moment: datetime.datetime, hours: float) -> datetime.datetime:
    """Return the latest moment from which so many working hours have passed by this one."""
    left, day = datetime.timedelta(hours=hours), local_day(moment)
    while left > datetime.timedelta(0):
        opens, closes = _working_span(local_moment(day, OPENS))
        worked = min(closes, moment) - opens
        if worked >= left:
            return opens + worked - left
        left -= max(worked, datetime.timedelta(0))
        day -= _ONE_DAY
    return moment


def working_hours_between(start: datetime.datetime, end: datetime.datetime) -> float:
    """Return the working hours from start to end; zero where the end comes first."""
    total = datetime.timedelta(0)
    while start < end:
        opens, closes = _working_span(start)
        total += max(min(closes, end) - opens, datetime.timedelta(0))
        start = next_working_morning(start)
    return total / datetime.timedelta(hours=1)


def _working_span(moment: datetime.datetime) -> tuple[datetime.datetime, datetime.datetime]:
    """Return what is left of the moment's own working day; empty on a closed day and in the evening."""
    day = local_day(moment)
    if not is_working_day(day):
        return moment, moment
    closes = local_moment(day, CLOSES)
    return min(max(moment, local_moment(day, OPENS)), closes), closes
