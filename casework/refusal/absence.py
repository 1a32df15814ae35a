"""A leader who is away, and who decides meanwhile."""

import datetime
from dataclasses import dataclass

from casework.workdays import local_day


@dataclass(frozen=True, slots=True)
class Absence:
    """`until` is the last day away, by Danish date."""

    leader: str
    deputy: str
    until: datetime.date

    def holds(self, now: datetime.datetime) -> bool:
        """Whether the leader is away now."""
        return local_day(now) <= self.until
