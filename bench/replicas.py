"""How many messages leave in a second with one to four processes that deliver, and what holds them up.

Each process is the product's own `deliver` on one PostgreSQL; all start with an empty outbox, and when they
are ready the messages are queued at once. Beside them, in the same run: processes that do nothing but lease
plain rows by SKIP LOCKED, post a body of the same size and mark them, with asyncpg alone; the same without
posts; and plain posts, which is what the receiver takes. The processor time of everybody says what the limit
was.
"""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass, field

import asyncpg
import psutil

from bench.deliverer import QUEUE
from bench.measurement import Measurement, table
from bench.outbox import MESSAGES, Receiving, deliverer, filled, posted, queued, receiving
from tests.bot.fakes.postgres import Postgres, running_postgres

PROCESSES = (1, 2, 3, 4)
LOOK_SECONDS = 0.05
MOST_LOOKS = 6000
WARM_UP = 200
"""Messages that are delivered before any are counted."""


@dataclass
class Shares:
    """The processor time of everybody in a run, from one moment to another."""

    postgres: psutil.Process
    others: dict[str, Sequence[psutil.Process]]
    began: float = field(default_factory=time.perf_counter)
    spent: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.spent = self._now()

    def told(self, messages: int) -> str:
        """Return what each used of one core since then, and for a message."""
        seconds = time.perf_counter() - self.began
        used = {name: now - self.spent[name] for name, now in self._now().items()}
        whole = psutil.cpu_count() or 1
        each = ", ".join(
            f"{name} {spent / seconds:.2f} cores ({spent / messages * 1e3:.2f} ms each)"
            for name, spent in used.items()
        )
        return f"{each}; {sum(used.values()) / seconds:.2f} of {whole} in all"

    def _now(self) -> dict[str, float]:
        named = {name: sum(map(_spent, those)) for name, those in self.others.items()}
        return {**named, "PostgreSQL": _spent(self.postgres) + sum(map(_spent, self.postgres.children()))}


def _spent(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system + times.children_user + times.children_system)


def measure() -> Iterator[Measurement]:
    """Empty an outbox with one to four processes, and plain queues beside it."""
    with running_postgres() as server:
        size = 0
        for count in PROCESSES:
            a_second, size, note = _run(server, count, _ours)
            yield Measurement(f"deliver, {_times(count)}", a_second, "messages/s", note)
        for count in PROCESSES:
            a_second, _, note = _run(server, count, lambda url, to: _bare(url, to, size))
            yield Measurement(f"  bare queue with posts, {_times(count)}", a_second, "messages/s", note)
        for count in PROCESSES:
            a_second, _, note = _run(server, count, lambda url, _to: _bare(url, "", 0))
            yield Measurement(f"  bare queue alone, {_times(count)}", a_second, "messages/s", note)
        yield Measurement("  plain posts", posted(size), "posts/s", f"{size:,} bytes, the same receiver")


@dataclass(frozen=True)
class _Kind:
    """What is measured: how it is prepared, queued and started, and how its end is seen."""

    prepare: Callable[[], Coroutine[None, None, None]]
    queue: Callable[[int, int], Awaitable[None]]
    """Queues messages with numbers from one to another."""
    start: Callable[[], subprocess.Popen[bytes]]
    left: str
    """Asks how many are left."""


def _ours(url: str, service_url: str) -> _Kind:
    return _Kind(
        prepare=lambda: filled(url, service_url),
        queue=lambda first, last: queued(url, range(first, last)),
        start=lambda: deliverer("worker", url=url),
        left="SELECT count(*) FROM outbox WHERE done_at IS NULL AND failed_at IS NULL",
    )


def _bare(url: str, service_url: str, size: int) -> _Kind:
    dsn = url.replace("+asyncpg", "")

    async def prepare() -> None:
        await _executed(dsn, QUEUE)

    async def queue(first: int, last: int) -> None:
        await _executed(dsn, f"INSERT INTO queue (id) SELECT generate_series({first}, {last - 1})")

    return _Kind(
        prepare=prepare,
        queue=queue,
        start=lambda: deliverer("queue", dsn, service_url, str(size)),
        left="SELECT count(*) FROM queue WHERE done_at IS NULL",
    )


def _run(server: Postgres, count: int, kind_of: Callable[[str, str], _Kind]) -> tuple[float, int, str]:
    """Return how many messages left in a second, how large a post was, and who used the processors."""
    with receiving() as receiver:
        url = server.new_database()
        kind = kind_of(url, receiver.address)
        asyncio.run(kind.prepare())
        started = [kind.start() for _ in range(count)]
        try:
            seconds, note = asyncio.run(_measured(server, url, kind, started, receiver))
        finally:
            for process in started:
                process.terminate()
            for process in started:
                process.wait()
        told = receiver.result()
    if told["posts"] not in (0, MESSAGES + WARM_UP):
        raise RuntimeError(f"{told['posts']} posts for {MESSAGES + WARM_UP} messages")
    return MESSAGES / seconds, int(told["size"]), note


async def _measured(
    server: Postgres, url: str, kind: _Kind, started: Sequence[subprocess.Popen[bytes]], receiver: Receiving
) -> tuple[float, str]:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        await _all_listen(connection, len(started))
        await kind.queue(0, WARM_UP)
        await _none_left(connection, kind.left)
        await kind.queue(WARM_UP, WARM_UP + MESSAGES)
        shares = Shares(
            psutil.Process(server.pid),
            {
                "deliver": [psutil.Process(process.pid) for process in started],
                "receiver": [psutil.Process(receiver.pid)],
                "looking": [psutil.Process(os.getpid())],
            },
        )
        await _none_left(connection, kind.left)
        return time.perf_counter() - shares.began, shares.told(MESSAGES)
    finally:
        await connection.close()


async def _all_listen(connection: asyncpg.Connection, count: int) -> None:
    """Wait until so many processes listen for news."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE usename = current_user AND query LIKE 'LISTEN%'"
    await _until(lambda: connection.fetchval(query), lambda found: found >= count)


async def _none_left(connection: asyncpg.Connection, query: str) -> None:
    await _until(lambda: connection.fetchval(query), lambda found: found == 0)


async def _until(look: Callable[[], Awaitable[int]], enough: Callable[[int], bool]) -> None:
    for _ in range(MOST_LOOKS):
        if enough(await look()):
            return
        await asyncio.sleep(LOOK_SECONDS)
    raise RuntimeError("it takes too long")


async def _executed(dsn: str, sql: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(sql)
        await connection.execute("NOTIFY queue")
    finally:
        await connection.close()


def _times(count: int) -> str:
    return "1 process" if count == 1 else f"{count} processes"


if __name__ == "__main__":
    for one in measure():
        sys.stdout.write(table([one]))
        sys.stdout.flush()
