"""What goes out does so in the background, in order within each conversation."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

MOST_WAITING = 2000
"""Jobs that may wait in all; more are turned away, so that a connector that is away fills no memory."""

Job = Callable[[], Awaitable[object]]


class Lanes:
    """One queue a conversation, each worked off by a task of its own that ends when nothing waits."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Job]] = {}
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._count = 0

    def put(self, conversation_id: str, job: Job) -> None:
        """Let a job follow the conversation's earlier ones. Its failure is logged and stops no other."""
        if self._count >= MOST_WAITING:
            log.error("sending.turned_away", extra={"count": self._count})
            return
        self._count += 1
        self._waiting.setdefault(conversation_id, deque()).append(job)
        if conversation_id not in self._workers:
            self._workers[conversation_id] = asyncio.create_task(self._work(conversation_id))

    async def drain(self, seconds: float) -> None:
        """Wait until everything is sent, and give up what is not after this many seconds."""
        workers = list(self._workers.values())
        if not workers:
            return
        _, late = await asyncio.wait(workers, timeout=max(seconds, 0))
        for worker in late:
            worker.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        if late:
            log.error("sending.given_up", extra={"left": self._count})

    async def _work(self, conversation_id: str) -> None:
        jobs = self._waiting[conversation_id]
        try:
            while jobs:
                await _done(jobs.popleft())
                self._count -= 1
        finally:
            del self._waiting[conversation_id], self._workers[conversation_id]


async def _done(job: Job) -> None:
    try:
        await job()
    except Exception:  # the edge of a background task: nobody above can handle it
        log.exception("sending.failed")
