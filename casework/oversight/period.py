"""A month by Danish time, as the overview counts it."""

import datetime
import re
from typing import NamedTuple

from casework.workdays import local_day, local_moment

_WRITTEN = re.compile(r"(\d{4})-(\d{2})")
_FIRST_YEAR, _LAST_YEAR = 2000, 2999
_MONTHS = 12


class Month(NamedTuple):
    """A year and a month; they compare as time goes."""

    year: int
    number: int
    """1 to 12."""

    def __str__(self) -> str:
        """Return it as `2026-11`, as it is stored."""
        return f"{self.year:04}-{self.number:02}"

    @property
    def first_day(self) -> datetime.date:
        """The first of the month."""
        return datetime.date(self.year, self.number, 1)

    @property
    def start(self) -> datetime.datetime:
        """The moment at which it begins, in UTC."""
        return local_moment(self.first_day, datetime.time())

    @property
    def end(self) -> datetime.datetime:
        """The moment at which it is over, in UTC."""
        return self.later(1).start

    def later(self, months: int) -> "Month":
        """Return the month so many months later; earlier for a negative number."""
        since_year_0 = self.year * _MONTHS + self.number - 1 + months
        return Month(since_year_0 // _MONTHS, since_year_0 % _MONTHS + 1)


def month_at(moment: datetime.datetime) -> Month:
    """Return the Danish month of a moment."""
    day = local_day(moment)
    return Month(day.year, day.month)


def read_month(text: str) -> Month | None:
    """Return the month that `2026-11` names; None for everything else."""
    found = _WRITTEN.fullmatch(text)
    if not found:
        return None
    month = Month(int(found[1]), int(found[2]))
    in_range = _FIRST_YEAR <= month.year <= _LAST_YEAR and 1 <= month.number <= _MONTHS
    return month if in_range else None
