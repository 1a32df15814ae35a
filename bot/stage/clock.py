"""The clock of the demo: it moves the bot's clock forward, so that reminders and expiry can be watched."""

import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.stage.activities import TIME_ZONE

DENMARK = ZoneInfo(TIME_ZONE)

FARTHEST = datetime.timedelta(days=3650)
"""How far ahead a clock can be moved; dates far beyond it would no longer fit what the bot stores."""


class DemoClock:
    """Writes the offset that the bot's clock reads. Time only ever moves forward."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.ahead = datetime.timedelta()

    def move(self, by: datetime.timedelta) -> None:
        """Move the bot's clock forward."""
        self.ahead = min(self.ahead + by, FARTHEST)
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
        """Return the Danish day by the bot's clock, as its cards count days."""
        return (datetime.datetime.now(DENMARK) + self.ahead).date()
