"""Turns that take too long: answered before Teams gives up on them, while the work goes on.

Teams waits ten to fifteen seconds for an invoke's answer, then shows an error and sends the activity again
(microsoft.public answers on github.com: MicrosoftDocs/msteams-docs 6461, 13460). So after eight a card says
that the work goes on. A turn itself is never broken off: nobody could say what it had done by then. The
connection is closed behind such an answer, so that no other request waits behind the turn.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from bot.teams.incoming import Incoming

log = logging.getLogger(__name__)

LONGEST = 8.0
"""Seconds that a turn may take before it is answered for."""
LONGEST_AT_THE_END = 2.5
"""The same once the process has been told to stop: less than it then waits for requests."""

SayLate = Callable[[Incoming, bool], web.Response]
"""Makes the answer that stands in for the one that is late; True: because the process ends."""


@dataclass(slots=True, eq=False)
class Turn:
    """A request that is being worked on."""

    request: web.Request
    incoming: Incoming
    due_at: float
    late: "asyncio.Task[web.Response] | None" = None
    """The sending of the answer that stood in."""


class Patience:
    """Looks after the turns under way. Costs a turn that is quick no more than a place in a list."""

    def __init__(self, say_late: SayLate) -> None:
        self._say_late = say_late
        self._under_way: dict[Turn, None] = {}
        self._late: set[Turn] = set()
        self._is_ending = False
        self._clerk: asyncio.Task[None] | None = None

    def begin(self, request: web.Request, incoming: Incoming) -> Turn:
        """Note a turn."""
        turn = Turn(request, incoming, time.monotonic() + LONGEST)
        self._under_way[turn] = None
        if self._clerk is None:
            self._clerk = asyncio.create_task(self._answer_when_due())
        return turn

    def end(self, turn: Turn) -> None:
        """Note that a turn is done, or broken off as the process waits for it no longer."""
        self._under_way.pop(turn, None)
        if turn.late and not _is_broken_off():
            self._late.discard(turn)

    async def hurry(self) -> None:
        """Answer soon for whatever is still under way: the process has been told to stop."""
        await self._stop()
        self._is_ending = True
        soonest = time.monotonic() + LONGEST_AT_THE_END
        for turn in self._under_way:
            turn.due_at = min(turn.due_at, soonest)
        if self._under_way:
            self._clerk = asyncio.create_task(self._answer_when_due())

    async def close(self) -> None:
        """Look after nothing more, and tell how many turns were answered for and never came to their end."""
        await self._stop()
        if left := len(self._late) + len(self._under_way):
            log.warning("turns.cut_off", extra={"count": left})

    async def _stop(self) -> None:
        if self._clerk:
            self._clerk.cancel()
            await asyncio.gather(self._clerk, return_exceptions=True)
            self._clerk = None

    async def _answer_when_due(self) -> None:
        while self._under_way:
            first = next(iter(self._under_way))
            await asyncio.sleep(first.due_at - time.monotonic())
            if first in self._under_way:
                del self._under_way[first]
                self._late.add(first)
                first.late = asyncio.create_task(self._answer(first))
        self._clerk = None

    async def _answer(self, turn: Turn) -> web.Response:
        response = self._say_late(turn.incoming, self._is_ending)
        response.force_close()
        try:
            await response.prepare(turn.request)
            await response.write_eof()
        except ConnectionError:
            pass  # nobody waits for it any more
        return response


def _is_broken_off() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
