"""What goes out does so in the background, in order within each conversation, and no more waits than may.

Room is asked for before a turn begins, so that what was accepted is also sent. One conversation's share is
small beside the whole: whoever writes faster than Teams takes replies is told so, and keeps out nobody else.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from types import TracebackType
from typing import Self

from bot.teams.load import OVERLOAD_PAUSE, OverloadError

log = logging.getLogger(__name__)

MOST_WAITING = 2000
"""Jobs that may wait in all, each with a card of 24 KB at most: a connector that is away fills no memory."""
MOST_IN_ONE = 100
"""Jobs that may wait for one conversation: more than anybody types within the half minute that they take."""

Job = Callable[[], Awaitable[object]]


class _Lane:
    """A conversation's jobs. `taken` counts those that wait or are under way, and places kept for more."""

    __slots__ = ("jobs", "taken", "worker")

    def __init__(self) -> None:
        self.jobs: deque[Job] = deque()
        self.taken = 0
        self.worker: asyncio.Task[None] | None = None


class Lanes:
    """One queue a conversation, each worked off by a task of its own that ends when nothing waits."""

    def __init__(self) -> None:
        self._lanes: dict[str, _Lane] = {}
        self._count = 0

    def place(self, conversation_id: str) -> "Place":
        """Return a place that a `with` block keeps for a job, while it is found out what there is to do.

        Entering raises OverloadError: 429 where the conversation has its share, 503 where all are taken.
        """
        return Place(self, conversation_id)

    def put(self, conversation_id: str, job: Job, most: int = MOST_IN_ONE) -> None:
        """Let a job follow the conversation's earlier ones, `most` with it. Its failure stops no other.

        Raises OverloadError as a place does.
        """
        self.take(conversation_id, most)
        self.fill(conversation_id, job)

    def follow(self, conversation_id: str, job: Job) -> None:
        """Let a job follow that another one, which has had its place, leads to."""
        self._lane(conversation_id).taken += 1
        self._count += 1
        self.fill(conversation_id, job)

    def take(self, conversation_id: str, most: int = MOST_IN_ONE) -> None:
        """Take a place."""
        lane = self._lanes.get(conversation_id)
        if lane and lane.taken >= most:
            raise OverloadError(HTTPStatus.TOO_MANY_REQUESTS, OVERLOAD_PAUSE)
        if self._count >= MOST_WAITING:
            raise OverloadError(HTTPStatus.SERVICE_UNAVAILABLE, OVERLOAD_PAUSE)
        self._lane(conversation_id).taken += 1
        self._count += 1

    def fill(self, conversation_id: str, job: Job) -> None:
        """Put a job into a place that is taken."""
        lane = self._lanes[conversation_id]
        lane.jobs.append(job)
        if lane.worker is None:
            lane.worker = asyncio.create_task(self._work(conversation_id, lane))

    def give_back(self, conversation_id: str) -> None:
        """Give back a place whose job is done, or never came."""
        lane = self._lanes[conversation_id]
        lane.taken -= 1
        self._count -= 1
        if not lane.taken:
            del self._lanes[conversation_id]

    async def drain(self, seconds: float) -> None:
        """Wait until everything is sent, and give up what is not after this many seconds."""
        workers = [lane.worker for lane in self._lanes.values() if lane.worker]
        if not workers:
            return
        _, late = await asyncio.wait(workers, timeout=max(seconds, 0))
        for worker in late:
            worker.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        if late:
            log.error("sending.given_up", extra={"left": self._count})

    def _lane(self, conversation_id: str) -> _Lane:
        return self._lanes.setdefault(conversation_id, _Lane())

    async def _work(self, conversation_id: str, lane: _Lane) -> None:
        try:
            while lane.jobs:
                await _done(lane.jobs.popleft())
                self.give_back(conversation_id)
        finally:
            lane.worker = None


class Place:
    """A place in a conversation's queue, kept until it is filled or the block ends."""

    __slots__ = ("_conversation_id", "_is_kept", "_lanes")

    def __init__(self, lanes: Lanes, conversation_id: str) -> None:
        self._lanes = lanes
        self._conversation_id = conversation_id
        self._is_kept = False

    def fill(self, job: Job) -> None:
        """Put the job in: it follows the conversation's earlier ones."""
        self._is_kept = False
        self._lanes.fill(self._conversation_id, job)

    def __enter__(self) -> Self:
        self._lanes.take(self._conversation_id)
        self._is_kept = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._is_kept:
            self._lanes.give_back(self._conversation_id)


async def _done(job: Job) -> None:
    try:
        await job()
    except Exception:  # the edge of a background task: nobody above can handle it
        log.exception("sending.failed")
