"""Leases messages, has them delivered several at a time, and keeps the leases alive meanwhile."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.delivery.model import ABOUT_CARDS, Leased, LeaseEndedError, Settled
from bot.delivery.recording import Recording
from bot.observing import signals
from bot.observing.metrics import DELIVERY_LAG

log = logging.getLogger(__name__)

DELIVERED = "delivered"

AT_ONCE = 64
"""Messages that are on their way at the same time."""
FEWEST_FREE = 16
"""With fewer places free it is not worth asking the database for more."""
POLL_SECONDS = 1.0
"""How long nothing is asked for when nobody has told of news."""
RENEW_SECONDS = 1.0
"""Well below the length of a lease, so that a busy moment loses none."""
PURGE_SECONDS = 3600.0
STILL_SECONDS = 30.0
"""After so long without a look into the outbox something is wrong: the limits of the database are shorter."""
AWAY_SECONDS = 1.0
"""Pause after something failed that is not the connector's fault, such as a database that is away."""
RECORD_SECONDS = 1.0
"""What others are left once the database is back, to record what they had sent when it went: their leases
have run out, and whoever leased it would send it again. Recording tries five times as often."""


class Outbox(Protocol):
    """Where messages are leased and settled."""

    async def lease(self, limit: int) -> list[Leased]:
        """Lease messages whose turn it is."""
        ...

    async def renew(self, leases: Sequence[Leased]) -> None:
        """Keep these for another while, but for those that are lost; what is not named runs out."""
        ...

    async def release(self) -> None:
        """Let others have what this worker has leased, at once."""
        ...

    async def settle(self, settled: Sequence[Settled]) -> None:
        """Store what became of messages."""
        ...

    async def purge(self) -> None:
        """Remove messages that were settled long ago."""
        ...


Deliver = Callable[[Leased], Awaitable[Settled]]
LookUp = Callable[[Collection[str]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """A message that is being delivered, and the task that does it."""

    leased: Leased
    task: asyncio.Task[None]


class Worker:
    """Delivers until it is stopped. A failure of its own costs a pause, never a message."""

    def __init__(self, outbox: Outbox, deliver: Deliver, look_up: LookUp) -> None:
        self._outbox = outbox
        self._deliver = deliver
        self._look_up = look_up
        self._recording = Recording(outbox.settle)
        self._under_way: dict[int, _UnderWay] = {}
        self._news = asyncio.Event()
        self._stopping = self._was_away = False
        self._leasing, self._renewing = asyncio.Lock(), asyncio.Lock()
        self._came_round = time.monotonic()

    def wake(self) -> None:
        """Look for messages now."""
        self._news.set()

    @property
    def stands_still(self) -> bool:
        """Whether it has been long since it could look for messages, or had as many as it takes."""
        return time.monotonic() - self._came_round > STILL_SECONDS

    async def run(self) -> None:
        """Deliver, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._recording.run())
            tasks.create_task(_again_and_again(self._renew, RENEW_SECONDS))
            tasks.create_task(_again_and_again(self._outbox.purge, PURGE_SECONDS))
            tasks.create_task(self._lease_on())

    def take_no_more(self) -> None:
        """Lease nothing more; what is under way goes on."""
        self._stopping = True

    async def finish(self, seconds: float) -> None:
        """Wait for what is under way, for so long at most; then let others have it. `run` still runs.

        What was sent is stored before anything is released: whoever had it next would send it again.
        """
        self.take_no_more()
        async with self._leasing:  # what was asked for may still come
            await self._end_deliveries(seconds)
        await self._recording.all_stored()
        async with self._renewing:  # a renewal that came after the release would undo it
            await self._outbox.release()

    async def _end_deliveries(self, seconds: float) -> None:
        if self._under_way:
            await asyncio.wait([one.task for one in self._under_way.values()], timeout=seconds)
        late = [one.task for one in self._under_way.values()]
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _lease_on(self) -> None:
        while True:
            self._news.clear()
            free = AT_ONCE - len(self._under_way)
            if self._stopping or free < FEWEST_FREE:
                self._came_round = time.monotonic()
                await self._until_news()
            elif await self._start(free) < free:
                await self._until_news()

    async def _until_news(self) -> None:
        try:
            async with asyncio.timeout(POLL_SECONDS):
                await self._news.wait()
        except TimeoutError:
            return

    async def _start(self, most: int) -> int:
        """Lease messages and start to deliver them; return how many."""
        try:
            if self._was_away:
                await self._renew_what_is_under_way()  # fails where it still is away
                await asyncio.sleep(RECORD_SECONDS)
            async with self._leasing:
                leased = await self._lease(most)
                self._was_away, self._came_round = False, time.monotonic()
                for one in leased:
                    self._begin(one)
        except Exception as error:  # the edge of a background task: what was leased is free again soon
            log.warning("delivery.not_leased", exc_info=error)
            self._was_away = True
            await asyncio.sleep(AWAY_SECONDS)
            return 0
        return len(leased)

    def _begin(self, leased: Leased) -> None:
        if first := self._under_way.get(leased.id):  # a lease lost and won back: its first delivery goes on
            first.leased.hold.until = leased.hold.until
        else:
            self._under_way[leased.id] = _UnderWay(leased, asyncio.create_task(self._one(leased)))

    async def _lease(self, most: int) -> list[Leased]:
        """Lease messages and return those to begin: none when the end came meanwhile."""
        leased = await self._outbox.lease(most)
        await self._look_up({one.message.to for one in leased if one.message.kind not in ABOUT_CARDS})
        return [] if self._stopping else leased

    async def _one(self, leased: Leased) -> None:
        try:
            settled = await self._followed(leased)
            await self._recording.record(settled)
            if settled.again_in is not None:
                asyncio.get_running_loop().call_later(settled.again_in, self.wake)
        finally:
            del self._under_way[leased.id]
            self.wake()  # the next of its lane may go now

    async def _followed(self, leased: Leased) -> Settled:
        with signals.delivery(leased.message.kind, leased.attempts, leased.cause) as told:
            settled = await self._settled(leased)
            told.note(result=_result(settled), code=settled.error or None)
        if _result(settled) == DELIVERED and leased.queued_at:
            signals.measure(
                DELIVERY_LAG, time.time() - leased.queued_at.timestamp(), kind=leased.message.kind
            )
        return settled

    async def _settled(self, leased: Leased) -> Settled:
        try:
            return await self._deliver(leased)
        except LeaseEndedError:  # whoever has it now delivers it; where nobody has, it is free at once
            log.warning("delivery.lease_ended", extra={"kind": leased.message.kind})
            return Settled(leased.id, again_in=0.0, error=LeaseEndedError.__name__)
        except Exception as error:  # the edge of a background task
            log.error("delivery.failed", extra={"kind": leased.message.kind}, exc_info=error)  # noqa: TRY400
            return Settled(leased.id, again_in=AWAY_SECONDS, error=type(error).__name__)

    async def _renew(self) -> None:
        async with self._renewing:
            if self._under_way:
                await self._renew_what_is_under_way()

    async def _renew_what_is_under_way(self) -> None:
        await self._outbox.renew([one.leased for one in self._under_way.values()])


def _result(settled: Settled) -> str:
    if settled.given_up:
        return "given_up"
    return DELIVERED if settled.again_in is None else "later"


async def _again_and_again(what: Callable[[], Awaitable[None]], pause: float) -> None:
    while True:
        try:
            await what()
        except Exception as error:  # the edge of a background task
            log.warning("delivery.upkeep_failed", exc_info=error)
            await asyncio.sleep(AWAY_SECONDS)
        else:
            await asyncio.sleep(pause)
