import datetime

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.refusal.absence import Absence
from casework.workdays import (
    ALSO_CLOSED,
    CLOSES,
    DENMARK,
    OPENS,
    add_working_hours,
    is_working_day,
    local_moment,
    next_working_morning,
    working_hours_between,
)

moments = st.integers(0, 8 * 366 * 24 * 60).map(
    lambda minutes: datetime.datetime(2023, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(minutes=minutes)
)
hours = st.floats(0, 200).map(lambda h: round(h, 2))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2023-05-05", False),  # the last Great Prayer Day
        ("2024-04-26", True),  # would have been the next
        ("2026-05-01", True),
        ("2026-05-14", False),  # Ascension
        ("2026-06-05", False),
        ("2026-12-23", True),
        ("2026-12-24", False),
        ("2026-12-31", False),
        ("2026-04-06", False),  # Easter Monday
        ("2026-03-07", False),  # a Saturday
    ],
)
def test_working_days(day: str, works: bool) -> None:
    assert is_working_day(datetime.date.fromisoformat(day)) is works


@pytest.mark.parametrize("year", range(2020, 2060))
def test_the_public_holidays_are_those_of_a_library_for_them(year: int) -> None:
    days = [datetime.date(year, 1, 1) + datetime.timedelta(days=number) for number in range(366)]
    closed = {day for day in days if day.year == year and not is_working_day(day)}
    public = holidays.country_holidays("DK", years=year)
    also = {datetime.date(year, month, day) for month, day in ALSO_CLOSED}
    assert closed == {day for day in days if day.year == year and day.weekday() > 4} | set(public) | also


def danish(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=DENMARK).astimezone(datetime.UTC)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-03-02 09:00", 4, "2026-03-02 13:00"),
        ("2026-03-02 14:00", 4, "2026-03-03 10:00"),
        ("2026-03-06 15:00", 8, "2026-03-09 15:00"),  # over a weekend
        ("2026-03-27 15:00", 2, "2026-03-30 09:00"),  # the clock leaps forward
        ("2026-10-23 15:00", 2, "2026-10-26 09:00"),  # and back
        ("2026-04-01 15:00", 2, "2026-04-07 09:00"),  # Easter
        ("2026-03-02 05:00", 1, "2026-03-02 09:00"),
        ("2026-03-02 22:00", 1, "2026-03-03 09:00"),
        ("2026-12-23 15:00", 2, "2026-12-28 09:00"),
    ],
)
def test_adding_working_hours(start: str, hours: float, end: str) -> None:
    assert add_working_hours(danish(start), hours) == danish(end)


@given(moments, hours)
def test_what_is_added_is_what_lies_between(start: datetime.datetime, added: float) -> None:
    assert working_hours_between(start, add_working_hours(start, added)) == pytest.approx(added, abs=1e-6)


@given(moments, hours, hours)
def test_adding_twice_is_adding_the_sum(start: datetime.datetime, first: float, second: float) -> None:
    twice = add_working_hours(add_working_hours(start, first), second)
    # A whole day's last moment and the next morning have no working time between them.
    assert working_hours_between(start, twice) == pytest.approx(first + second, abs=1e-6)


@given(moments, hours.filter(lambda h: h > 0))
def test_working_hours_end_within_opening_hours(start: datetime.datetime, added: float) -> None:
    end = add_working_hours(start, added).astimezone(DENMARK)
    assert is_working_day(end.date())
    assert OPENS < end.time() <= CLOSES


@given(moments)
def test_the_next_working_morning(moment: datetime.datetime) -> None:
    morning = next_working_morning(moment).astimezone(DENMARK)
    assert morning.time() == OPENS
    assert is_working_day(morning.date())
    day = moment.astimezone(DENMARK).date() + datetime.timedelta(days=1)
    assert not any(
        is_working_day(day + datetime.timedelta(days=n)) for n in range((morning.date() - day).days)
    )


@pytest.mark.parametrize(
    ("day", "time", "utc"),
    [
        ("2026-03-29", "02:30", "2026-03-29 01:30"),  # clocks show no such time: half an hour after the leap
        ("2026-10-25", "02:30", "2026-10-25 00:30"),  # clocks show it twice: the first
        ("2026-07-01", "10:00", "2026-07-01 08:00"),
    ],
)
def test_local_moments(day: str, time: str, utc: str) -> None:
    moment = local_moment(datetime.date.fromisoformat(day), datetime.time.fromisoformat(time))
    assert moment == datetime.datetime.fromisoformat(utc).replace(tzinfo=datetime.UTC)


def test_a_working_morning_and_a_day_away_go_by_danish_days() -> None:
    past_midnight = local_moment(datetime.date(2026, 7, 1), datetime.time(0, 30))  # 30 June in UTC
    second_of_july = local_moment(datetime.date(2026, 7, 2), OPENS)
    assert next_working_morning(past_midnight) == second_of_july
    assert not Absence("lone", "bo", datetime.date(2026, 6, 30)).holds(past_midnight)
    assert Absence("lone", "bo", datetime.date(2026, 7, 1)).holds(past_midnight)
