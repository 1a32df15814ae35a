"""The clock of the demo: it moves the bot's clock forward, so that reminders and expiry can be watched."""

import datetime
from pathlib import Path

FARTHEST = datetime.timedelta(days=3650)
"""How far ahead a clock can be moved; dates far beyond it would no longer fit what the bot stores."""


class DemoClock:
    """Writes the offset that the bot's clock reads. Time only ever moves forward."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.ahead = datetime.timedelta()

    def move(self, hours: int) -> None:
        """Move the bot's clock so many hours forward."""
        self.ahead = min(self.ahead + datetime.timedelta(hours=hours), FARTHEST)
        self._write()

    def begin_on(self, day: datetime.date) -> None:
        """Let the bot's clock show this day, at the present time of day."""
        self.ahead = day - self.today()
        self._write()

    def _write(self) -> None:
        half_written = self._file.with_suffix(".new")
        half_written.write_text(str(self.ahead.total_seconds()), "utf-8")
        half_written.replace(self._file)

    def today(self) -> datetime.date:
        """Return the day by the bot's clock, as this computer counts days."""
        return (datetime.datetime.now(datetime.UTC).astimezone() + self.ahead).date()
