"""The clock of reminders and expiry. Tokens are checked by real time elsewhere."""

import datetime
from dataclasses import dataclass
from pathlib import Path


class SystemClock:
    """The real time."""

    def now(self) -> datetime.datetime:
        """Return the present moment in UTC."""
        return datetime.datetime.now(datetime.UTC)


@dataclass(frozen=True, slots=True)
class ShiftedClock:
    """The real time, moved by the seconds that stand in a file; for the demo and tests."""

    file: Path

    def now(self) -> datetime.datetime:
        """Return the moved moment in UTC; a file that is away or unreadable moves nothing."""
        return datetime.datetime.now(datetime.UTC) + self._offset()

    def _offset(self) -> datetime.timedelta:
        try:
            return datetime.timedelta(seconds=float(self.file.read_text("utf-8")))
        except (OSError, ValueError, OverflowError):
            return datetime.timedelta()
