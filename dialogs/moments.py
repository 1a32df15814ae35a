"""Days and moments in Danish time: how they are said, and how people type them."""

import datetime
import re

from cards.words import words
from casework.refusal.request import Refusal
from casework.workdays import DENMARK, local_day
from dialogs.matching import is_typed, plain

WEEKDAYS = {
    "da": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "da": (
        *("januar", "februar", "marts", "april", "maj", "juni"),
        *("juli", "august", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}

_MINUTES_AN_HOUR, _HOURS_A_DAY = 60, 24
_SHORTEST_MONTH = 3

_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_NUMBERS = re.compile(r"\b(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}))?\b(?!\s*[:])")
_NAMED = re.compile(r"\b(\d{1,2})\.?\s+([a-zæøå]{3,})(?:\s+(\d{4}))?", re.IGNORECASE)
_NAMED_FIRST = re.compile(r"\b([a-z]{3,})\s+(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(\d{4}))?", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?:\b(?:kl|klokken|at|@)\.?\s*)?\b(\d{1,2})(?:[.:](\d{2}))?\s*(am|pm)?\s*$", re.IGNORECASE
)


def say_day(day: datetime.date, lang: str) -> str:
    """Return a date as people say it, with its year."""
    month = MONTHS[lang][day.month - 1]
    return f"{day.day}. {month} {day.year}" if lang == "da" else f"{day.day} {month} {day.year}"


def say_moment(moment: datetime.datetime, lang: str) -> str:
    """Return a moment as people say it, by Danish clocks."""
    local = moment.astimezone(DENMARK)
    weekday, month = WEEKDAYS[lang][local.weekday()], MONTHS[lang][local.month - 1]
    if lang == "da":
        return f"{weekday} den {local.day}. {month} kl. {local:%H.%M}"
    return f"{weekday} {local.day} {month} at {local:%H:%M}"


def say_dated(moment: datetime.datetime, lang: str) -> str:
    """Return a moment with its year, for what is filed or handed over and read long afterwards."""
    local = moment.astimezone(DENMARK)
    weekday, day = WEEKDAYS[lang][local.weekday()], say_day(local.date(), lang)
    return f"{weekday} den {day} kl. {local:%H.%M}" if lang == "da" else f"{weekday} {day} at {local:%H:%M}"


def say_clock(moment: datetime.datetime, lang: str) -> str:
    """Return the time of day of a moment as people say it, by Danish clocks."""
    local = moment.astimezone(DENMARK)
    return f"kl. {local:%H.%M}" if lang == "da" else f"{local:%H:%M}"


def say_meeting(refusal: Refusal, now: datetime.datetime, lang: str) -> str:
    """Return when the conversation is, or was; one that was under way is so for an hour."""
    said = say_moment(refusal.meeting, lang)
    under_way = refusal.meeting_is_now and now < refusal.held_until
    return words(lang)("meeting.under_way", since=said) if under_way else said


def say_left(until: datetime.datetime, now: datetime.datetime, lang: str) -> str:
    """Return how long there is until a moment, in its largest unit."""
    t, minutes = words(lang), max(0, int((until - now).total_seconds() // 60))
    hours = minutes // _MINUTES_AN_HOUR
    for unit, number in (("days", hours // _HOURS_A_DAY), ("hours", hours)):
        if number > 1:
            return t(f"left.{unit}", number=number)
    return t("left.minute" if minutes == 1 else "left.minutes", number=minutes)


def read_day(text: str, today: datetime.date) -> datetime.date | None:
    """Return the day that a text names: a date with or without a year, a weekday, today, tomorrow."""
    if is_typed("typed.today", text):
        return today
    if is_typed("typed.tomorrow", text):
        return today + datetime.timedelta(days=1)
    return _weekday(text, today) or _date(text, today)


def read_meeting(text: str, now: datetime.datetime) -> tuple[str, str] | None:
    """Return the date and the time in a text, as inputs spell them; both empty for now, None for neither."""
    if is_typed("typed.now", text):
        return "", ""
    today, clock = local_day(now), _CLOCK.search(text.strip())
    time = _time(clock) if clock else None
    if clock is None or time is None:
        return None
    before = text.strip()[: clock.start()].strip(" ,")
    day = read_day(before, today) if before else today
    return (day.isoformat(), f"{time:%H:%M}") if day else None


def _weekday(text: str, today: datetime.date) -> datetime.date | None:
    said = plain(text)
    for names in WEEKDAYS.values():
        for number, name in enumerate(names):
            if said in (plain(name), f"paa {plain(name)}", f"on {plain(name)}"):
                return today + datetime.timedelta(days=(number - today.weekday()) % 7)
    return None


def _date(text: str, today: datetime.date) -> datetime.date | None:
    if found := _ISO.search(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.search(text):
        return _coming(found[3], int(found[2]), int(found[1]), today)
    if (found := _NAMED.search(text)) and (month := _month(found[2])):
        return _coming(found[3], month, int(found[1]), today)
    if (found := _NAMED_FIRST.search(text)) and (month := _month(found[1])):
        return _coming(found[3], month, int(found[2]), today)
    return None


def _month(name: str) -> int | None:
    small = name.casefold()
    for names in MONTHS.values():
        for number, month in enumerate(names, start=1):
            if len(small) >= _SHORTEST_MONTH and month.casefold().startswith(small):
                return number
    return None


def _coming(year: str | None, month: int, day: int, today: datetime.date) -> datetime.date | None:
    """Return the date; without a year, the next one that is not over."""
    if year:
        return _day(int(year), month, day)
    this_year = _day(today.year, month, day)
    return this_year if this_year and this_year >= today else _day(today.year + 1, month, day)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _time(found: re.Match[str]) -> datetime.time | None:
    hour, half = int(found[1]), (found[3] or "").casefold()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return datetime.time(hour, int(found[2] or 0))
    except ValueError:
        return None
