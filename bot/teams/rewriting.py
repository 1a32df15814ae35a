"""The newest card of a message, written to the message itself.

Teams shows the card that answers an invoke to the client that pressed, and loses it when the chat is opened
again; only an update of the message lasts. Several presses within a moment cost one update, and so do all
that come while an update of the message waits to be sent.
"""

import asyncio
import time
from dataclasses import dataclass
from functools import partial

from bot.tally import Tally
from bot.teams.load import OverloadError
from bot.teams.sending import Job, Lanes

QUIET_SECONDS = 1.0
"""How long after the last press the card is written."""


@dataclass(slots=True)
class _Pending:
    due_at: float
    write: Job


class Rewrites:
    """The updates that wait for a quiet moment, by message."""

    def __init__(self, lanes: Lanes, quiet_seconds: float = QUIET_SECONDS) -> None:
        self._lanes = lanes
        self._quiet = quiet_seconds
        self._pending: dict[tuple[str, str], _Pending] = {}
        self._queued: dict[tuple[str, str], Job] = {}
        self._turned_away = Tally("rewrites.turned_away")
        self._clerk: asyncio.Task[None] | None = None

    def note(self, conversation_id: str, message_id: str, write: Job) -> None:
        """Let `write` be done when the message has been quiet for a moment, instead of an earlier one."""
        key = (conversation_id, message_id)
        self._pending.pop(key, None)  # so that the oldest stands first
        self._pending[key] = _Pending(time.monotonic() + self._quiet, write)
        if self._clerk is None:
            self._clerk = asyncio.create_task(self._write_when_due())

    async def flush(self) -> None:
        """Write everything now."""
        if self._clerk:
            self._clerk.cancel()
            await asyncio.gather(self._clerk, return_exceptions=True)
            self._clerk = None
        self._write_until(float("inf"))

    async def _write_when_due(self) -> None:
        while self._pending:
            await asyncio.sleep(next(iter(self._pending.values())).due_at - time.monotonic())
            self._write_until(time.monotonic())
        self._clerk = None

    def _write_until(self, moment: float) -> None:
        for key, pending in list(self._pending.items()):
            if pending.due_at > moment:
                return
            del self._pending[key]
            self._queue(key, pending.write)

    def _queue(self, key: tuple[str, str], write: Job) -> None:
        """Let a message be written, instead of what it was to become before.

        Where there is no room nothing is: whoever pressed has seen the card, and the next press writes it.
        """
        if key not in self._queued:
            try:
                self._lanes.put(key[0], partial(self._write_newest, key))
            except OverloadError as full:
                self._turned_away.add(full.status)
                return
        self._queued[key] = write

    async def _write_newest(self, key: tuple[str, str]) -> None:
        await self._queued.pop(key)()
