"""How many messages leave the outbox in a second, send rates raised, beside plain posts of the same size.

The product's own `deliver` runs as a process of its own: it leases, looks up where each person is reached,
draws the real card from the stored request, posts it and records it. The receiver does next to nothing.
"""

import asyncio
import datetime
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import func, select

from bench.measurement import Measurement, table
from bot.clock import SystemClock
from bot.delivery.model import Address
from bot.environment import PREFIX
from bot.storage.conversations import StoredAddresses
from bot.storage.database import Database, open_database
from bot.storage.store import SqlStore
from bot.storage.tables import outbox
from casework.about import About, PackMark
from casework.messages import Message
from casework.policy import Policy
from casework.refusal import procedure
from casework.refusal.form import RefusalForm
from casework.refusal.request import Asked, Refusal
from casework.refusal.timing import scheduled
from tests.bot.fakes.postgres import running_postgres

MESSAGES = 6_000
PEOPLE = 1_000
"""Each gets as many messages, one after the other."""

RATE = "1000000"
"""Messages a second: higher than anything that is reached, so that it holds up nothing."""

LOOK_SECONDS = 0.5
MOST_LOOKS = 600
"""How often to look whether all are delivered."""

_FACTS: dict[str, str | bool] = {
    "recorder": "citizen",
    "situation": "wants_to_record",
    "medium": "audio",
    "only_about_recorder": False,
}


def measure() -> Iterator[Measurement]:
    """Fill an outbox on each database, and empty it with one worker and with two."""
    with _databases() as new_database:
        for name, new in new_database.items():
            for workers in (1, 2):
                posts, size, a_second = _delivered(new(), workers)
                if posts != MESSAGES:
                    raise RuntimeError(f"{posts} posts for {MESSAGES} messages")
                who = "one worker" if workers == 1 else "two workers"
                note = f"{posts:,} posts of {size:,} bytes, none twice; send rates raised"
                yield Measurement(f"outbox, {name}, {who}", a_second, "messages/s", note)
    yield Measurement("  plain posts", posted(size), "posts/s", f"{size:,} bytes, the same receiver")


@contextmanager
def _databases() -> Iterator[dict[str, Callable[[], str]]]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, running_postgres() as server:
        names = iter(range(1000))
        yield {
            "SQLite": lambda: f"sqlite+aiosqlite:///{Path(folder) / f'{next(names)}.db'}",
            "PostgreSQL": server.new_database,
        }


def _delivered(url: str, workers: int) -> tuple[int, int, float]:
    """Return how many posts came, how large they were, and how many a second."""
    with receiving() as receiver:
        asyncio.run(_fill(url, receiver.address))
        started = [deliverer("worker", url=url) for _ in range(workers)]
        asyncio.run(_until_empty(url))
        for process in started:
            process.terminate()
        for process in started:
            process.wait()
        told = receiver.result()
    return told["posts"], told["size"], told["posts"] / told["seconds"]


def posted(size: int) -> float:
    """Return how many plain posts of this size a receiver takes in a second."""
    with receiving() as receiver:
        deliverer("plain", receiver.address, str(size), str(MESSAGES)).wait()
        told = receiver.result()
    return float(told["posts"] / told["seconds"])


class Receiving(NamedTuple):
    """A receiver that runs: its address, its process, and what ends it and returns what it counted."""

    address: str
    pid: int
    result: Callable[[], dict[str, int]]


@contextmanager
def receiving() -> Iterator[Receiving]:
    """Run a receiver."""
    with subprocess.Popen(
        [sys.executable, "-m", "bench.receiver"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        address = process.stdout.readline().strip() if process.stdout else ""
        yield Receiving(address, process.pid, lambda: json.loads(process.communicate()[0]))


def deliverer(*arguments: str, url: str = "") -> subprocess.Popen[bytes]:
    """Start a process that delivers."""
    settings = {
        "APP_TYPE": "None",
        "PORT": "0",
        "DATABASE_URL": url,
        "SEND_RATE": RATE,
        "SEND_RATE_PER_CONVERSATION": RATE,
    }
    environment = os.environ | {PREFIX + name: value for name, value in settings.items()}
    return subprocess.Popen(  # noqa: S603  # our own module
        [sys.executable, "-m", "bench.deliverer", *arguments], env=environment
    )


async def _fill(url: str, service_url: str) -> None:
    await filled(url, service_url)
    await queued(url, range(MESSAGES))


async def filled(url: str, service_url: str) -> None:
    """Let a thousand people have a refusal approved."""
    database = await open_database(url)
    addresses = [
        Address(f"a:{i}", service_url, "tenant", "28:bot", f"person-{i}", f"29:{i}") for i in range(PEOPLE)
    ]
    await StoredAddresses(database).write(addresses, [])
    async with SqlStore(database, SystemClock()).unit() as unit:
        for i in range(PEOPLE):
            await unit.refusals.add(_approved(i))
    await database.close()


async def queued(url: str, numbers: Iterable[int]) -> None:
    """Queue messages to them, to each person one after the other."""
    database = await open_database(url)
    async with SqlStore(database, SystemClock()).unit() as unit:
        for number in numbers:
            refusal = f"request-{number % PEOPLE}"
            about = About("refusal", refusal)
            await unit.outbox.put(
                Message("refusal_approved", f"person-{number % PEOPLE}", about, f"message-{number}")
            )
    await database.close()


def _approved(number: int) -> Refusal:
    now, by = SystemClock().now(), f"person-{number}"
    form = RefusalForm(
        key="form",
        facts=_FACTS,
        verdict="weigh_interests",
        grounds=("others_present",),
        pack=PackMark("1", "a" * 64),
        ground="others_present",
        municipal_interest="De andre forældre taler om deres børns helbred. " * 4,
        recorder_need="notes,memory",
        milder_means="Pause, mens de andres forhold drøftes. " * 3,
        case_ref="2026-17",
        meeting=now + datetime.timedelta(days=1),
    )
    asked = procedure.submit(form, f"request-{number}", by, Asked("Jobcenter", "leader", "leader"), now)
    approved = procedure.approve(asked.after, "leader", "Vurderet konkret. " * 5, now)
    return scheduled(replace(approved.after, version=1), Policy())


async def _until_empty(url: str) -> None:
    database = await open_database(url)
    try:
        for _ in range(MOST_LOOKS):
            if not await _left(database):
                return
            await asyncio.sleep(LOOK_SECONDS)
        raise RuntimeError(f"{await _left(database)} messages are still there")
    finally:
        await database.close()


async def _left(database: Database) -> int:
    query = select(func.count()).where(outbox.c.done_at.is_(None), outbox.c.failed_at.is_(None))
    async with database.engine.connect() as connection:
        return (await connection.execute(query)).scalar_one()


if __name__ == "__main__":
    sys.stdout.write(table(measure()))
