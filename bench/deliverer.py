"""What delivers, as a process.

`python -m bench.deliverer worker`   the product's own `deliver`, by the settings of the environment
`python -m bench.deliverer plain URL SIZE COUNT`   the baseline: posts a body of that size so many times
"""

import asyncio
import sys

import uvloop

from bot.app import open_deliverer
from bot.logging import set_up_logging
from bot.serving import run_until_told
from bot.settings import read_settings
from bot.world import open_session

AT_ONCE = 64
"""As many as a worker has under way."""


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


if __name__ == "__main__":
    if sys.argv[1] == "worker":
        worker()
    else:
        uvloop.run(plain(sys.argv[2], b"x" * int(sys.argv[3]), int(sys.argv[4])))
