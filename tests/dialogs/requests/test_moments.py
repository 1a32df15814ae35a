"""Days and moments as people say and type them."""

import dataclasses
import datetime

import pytest

from casework.desk import Desk
from casework.policy import Policy
from dialogs.moments import read_day, read_meeting, say_day, say_left, say_moment
from tests.dialogs.chat import World
from tests.dialogs.requests.office import Office

NOW = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
"""Monday, 13 o'clock in Denmark."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nu", ("", "")),
        ("Now!", ("", "")),
        ("i morgen kl. 9.30", ("2026-11-24", "09:30")),
        ("torsdag kl 10", ("2026-11-26", "10:00")),
        ("5/3 kl. 10", ("2027-03-05", "10:00")),
        ("26/11 14:15", ("2026-11-26", "14:15")),
        ("2026-12-01 08:00", ("2026-12-01", "08:00")),
        ("1. december 2026 kl. 8", ("2026-12-01", "08:00")),
        ("1 Dec at 8.05", ("2026-12-01", "08:05")),
        ("March 5 at 9:30", ("2027-03-05", "09:30")),
        ("tomorrow at 2 pm", ("2026-11-24", "14:00")),
        ("kl. 15", ("2026-11-23", "15:00")),
        ("engang", None),
        ("31/2 kl. 10", None),
        ("i morgen kl. 25", None),
        ("", None),
    ],
)
def test_meetings_are_read(text: str, expected: tuple[str, str] | None) -> None:
    assert read_meeting(text, NOW) == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("fredag", (2026, 11, 27)),
        ("mandag", (2026, 11, 23)),
        ("i dag", (2026, 11, 23)),
        ("1/1", (2027, 1, 1)),
        ("24. dec", (2026, 12, 24)),
        ("2026-11-30", (2026, 11, 30)),
    ],
)
def test_days_are_read(text: str, day: tuple[int, int, int]) -> None:
    assert read_day(text, NOW.date()) == datetime.date(*day)


def test_moments_are_said_by_danish_clocks() -> None:
    assert say_moment(NOW, "da") == "mandag den 23. november kl. 13.00"
    assert say_moment(NOW, "en") == "Monday 23 November at 13:00"
    assert say_day(NOW.date(), "da") == "23. november 2026"


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (72, "3 dage"),
        (24, "24 timer"),
        (5.5, "5 timer"),
        (1, "60 minutter"),
        (1 / 60, "1 minut"),
        (-1, "0 minutter"),
    ],
)
def test_how_long_is_left(hours: float, said: str) -> None:
    assert say_left(NOW + datetime.timedelta(hours=hours), NOW, "da") == said


@dataclasses.dataclass
class ForDays(World):
    """A municipality that keeps requests for so many days."""

    days: int = 730

    @property
    def desk(self) -> Desk:
        return dataclasses.replace(super().desk, policy=Policy(retention_days=self.days))


@pytest.mark.parametrize(
    ("lang", "days", "said"),
    [
        ("da", 1, "tidligst 1 dag efter"),
        ("da", 2, "tidligst 2 dage efter"),
        ("da", 365, "tidligst 1 år efter"),
        ("en", 1, "1 day after"),
        ("en", 365, "1 year after"),
        ("en", 366, "366 days after"),
        ("en", 730, "2 years after"),
    ],
)
async def test_the_form_says_how_long_it_is_kept_as_people_say_it(lang: str, days: int, said: str) -> None:
    office = Office(lang)
    office.world = ForDays(people={}, days=days)
    lone = office.person("Lone Lind")
    assert said in (await office.person("Anna Agerholm", leader=lone).opens_the_form()).words
