"""The protocol traffic, both ways, for those who want to look under the hood."""

import datetime
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.stage.feed import Feed
from bot.stage.people import Json

KEPT = 300

Direction = Literal["to_bot", "from_bot"]


@dataclass(slots=True)
class Exchange:
    """One request and its answer. `status` is None while it is under way, 0 when no answer came."""

    number: int
    direction: Direction
    method: str
    path: str
    title: str
    request: Any
    at: datetime.datetime = field(default_factory=lambda: datetime.datetime.now(datetime.UTC))
    status: int | None = None
    milliseconds: int | None = None
    answer: Any = None
    notes: list[str] = field(default_factory=list)

    def summary(self) -> Json:
        """Return one line of the panel; the bodies are fetched when someone opens it."""
        return {
            "number": self.number,
            "direction": self.direction,
            "method": self.method,
            "path": self.path,
            "title": self.title,
            "at": self.at.isoformat(),
            "status": self.status,
            "milliseconds": self.milliseconds,
            "notes": self.notes,
        }


class Traffic:
    """The last exchanges, and a word to the feed for each."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._number = 0
        self.exchanges: deque[Exchange] = deque(maxlen=KEPT)

    def begin(self, direction: Direction, method: str, path: str, title: str, request: Any) -> Exchange:
        """Note that a request is under way."""
        self._number += 1
        exchange = Exchange(self._number, direction, method, path, title, request)
        self.exchanges.append(exchange)
        self._feed.publish("traffic", exchange=exchange.summary())
        return exchange

    def end(self, exchange: Exchange, status: int, answer: Any) -> None:
        """Note the answer."""
        spent = datetime.datetime.now(datetime.UTC) - exchange.at
        exchange.status, exchange.answer = status, answer
        exchange.milliseconds = round(spent.total_seconds() * 1000)
        self._feed.publish("traffic", exchange=exchange.summary())

    def find(self, number: int) -> Exchange | None:
        """Return the exchange with its bodies, or None when it is too long ago."""
        return next((e for e in self.exchanges if e.number == number), None)
