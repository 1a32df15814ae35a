"""What delivers, as a process.

`python -m bench.deliverer worker`   the product's own `deliver`, by the settings of the environment
`python -m bench.deliverer plain URL SIZE COUNT`   the baseline: posts a body of that size so many times
`python -m bench.deliverer queue DSN URL SIZE`   a plain queue: leases rows of `QUEUE` by SKIP LOCKED,
posts a body of that size for each unless the URL is empty, and marks them, for ever
"""

import asyncio
import sys

import asyncpg
import uvloop

from bot.app import open_deliverer
from bot.logging import set_up_logging
from bot.serving import run_until_told
from bot.settings import read_settings
from bot.world import open_session

AT_ONCE = 64
"""As many as a worker has under way."""

QUEUE = """
    CREATE TABLE queue (id bigint PRIMARY KEY, leased_until timestamptz, done_at timestamptz);
    CREATE INDEX ON queue (id) WHERE done_at IS NULL
"""
LEASE = f"""
    UPDATE queue SET leased_until = clock_timestamp() + interval '5 seconds'
     WHERE id IN (SELECT id FROM queue
                   WHERE done_at IS NULL AND (leased_until IS NULL OR leased_until < clock_timestamp())
                   ORDER BY id LIMIT {AT_ONCE} FOR UPDATE SKIP LOCKED)
    RETURNING id
"""  # noqa: S608  # a constant
DONE = "UPDATE queue SET done_at = clock_timestamp() WHERE id = ANY($1)"


def worker() -> None:
    """Deliver what the outbox holds, until told to end."""
    settings = read_settings()
    set_up_logging("error")
    uvloop.run(run_until_told(open_deliverer(settings), settings))


async def plain(url: str, body: bytes, count: int) -> None:
    """Post a body so many times, and no more than that."""
    left = iter(range(count))

    async def post_on() -> None:
        for _ in left:
            async with session.post(url, data=body, headers={"Content-Type": "application/json"}) as response:
                await response.read()

    async with open_session() as session:
        await asyncio.gather(*(post_on() for _ in range(AT_ONCE)))


async def queue(dsn: str, url: str, body: bytes) -> None:
    """Work through a plain queue, until ended."""

    async def post(_row: asyncpg.Record) -> None:
        async with session.post(url, data=body, headers={"Content-Type": "application/json"}) as response:
            await response.read()

    news = asyncio.Event()
    listening, connection = await asyncpg.connect(dsn), await asyncpg.connect(dsn)
    await listening.add_listener("queue", lambda *_: news.set())
    async with open_session() as session:
        while True:
            news.clear()
            while rows := await connection.fetch(LEASE):
                if url:
                    await asyncio.gather(*map(post, rows))
                await connection.execute(DONE, [row["id"] for row in rows])
            await news.wait()


if __name__ == "__main__":
    if sys.argv[1] == "worker":
        worker()
    elif sys.argv[1] == "queue":
        uvloop.run(queue(sys.argv[2], sys.argv[3], b"x" * int(sys.argv[4])))
    else:
        uvloop.run(plain(sys.argv[2], b"x" * int(sys.argv[3]), int(sys.argv[4])))
