"""One side of Teams: people who take turns over connections that stay open, and the connector they hear from.

A press is over when it is answered. A message is over when it is answered and the bot's own has arrived.
"""

import asyncio
import time
from collections.abc import Iterator
from typing import Protocol, cast

from bench.edge.turns import Turn
from bench.receiver import length

ANSWER = b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n"
TAKEN = (200, 201, 202)


class Listener(Protocol):
    """Somebody who waits for a message."""

    def heard(self) -> None:
        """Hear that it has come."""


class Arrivals:
    """Who waits for a message of the bot's, by chat. `take` is the connector's answer to every call."""

    def __init__(self) -> None:
        self._waiting: dict[str, Listener] = {}

    def expect(self, chat: str, person: Listener) -> None:
        """Tell a person when a message arrives in their chat."""
        self._waiting[chat] = person

    def take(self, head: bytes, _body: bytes) -> bytes:
        """Take a call. Only a new message is one; a card that is written anew is not."""
        method, path = head.split(b" ", 2)[:2]
        if method == b"POST":
            chat = path.partition(b"/v3/conversations/")[2].partition(b"/")[0].decode()
            if person := self._waiting.pop(chat, None):
                person.heard()
        return ANSWER + b'{"id":"f:1"}'


class Person(asyncio.Protocol):
    """Takes one turn after the other on one connection, until time is up, and notes how long each took."""

    def __init__(self, turns: Iterator[tuple[int, Turn]], arrivals: Arrivals | None, until: float) -> None:
        self._turns = turns
        self._arrivals = arrivals
        self._until = until
        self._read = bytearray()
        self._left = 0
        self.done = asyncio.get_running_loop().create_future()
        self.spent: list[float] = []
        self.failed = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)
        self._next()

    def data_received(self, data: bytes) -> None:
        """Note that the turn was answered, when all of the answer is there."""
        self._read += data
        end = self._read.find(b"\r\n\r\n")
        if end < 0 or len(self._read) < end + 4 + length(bytes(self._read[:end]).lower()):
            return
        taken = int(self._read[9:12]) in TAKEN
        self._read.clear()
        if taken:
            self.heard()
        else:
            self._transport.close()

    def connection_lost(self, _error: Exception | None) -> None:
        """End; before time is up that is a failure."""
        if not self.done.done():
            self.failed += 1
            self.done.set_result(None)

    def heard(self) -> None:
        """Go on when nothing of the turn is left to wait for."""
        self._left -= 1
        if self._left:
            return
        now = time.perf_counter()
        self.spent.append(now - self._began)
        if now < self._until:
            self._next()
        else:
            self.done.set_result(None)
            self._transport.close()

    def _next(self) -> None:
        number, turn = next(self._turns)
        self._left = 1
        if self._arrivals:
            self._left = 2
            self._arrivals.expect(turn.chat, self)
        self._began = time.perf_counter()
        self._transport.write(turn.request(number))
