"""An installation as it is run: the processes, their database, and everything that they speak to.

The large one is two processes that hear, one that delivers and a PostgreSQL, with tokens checked. The small
one is a single process with SQLite and without authentication, which alone may have a clock to be moved.
"""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.stage.activities import Bot
from bot.stage.people import read_people
from bot.stage.teams import BOT_NAME, CHANNELS, HOST, Teams, free_socket
from tests.bot.fakes.identity import IdentityEndpoint
from tests.bot.fakes.key_server import APP_ID, KeyServer, sign
from tests.bot.fakes.postgres import Postgres, running_postgres
from tests.proof.chaos.balancer import Balancer, Front
from tests.proof.serving import Municipality, Served
from tests.scenarios.town import PEOPLE

UNLIMITED = "100000"
RATES = ("SEND_RATE", "SEND_RATE_PER_CONVERSATION", "REQUEST_RATE", "REQUEST_RATE_PER_USER")
"""Raised: the few people of the town press as often as many."""


@dataclass
class Installation:
    """Everything that something can be thrown at."""

    town: Municipality
    teams: Teams
    line: Balancer
    postgres: Postgres | None = None
    """The large one's database."""
    file: Path | None = None
    """The small one's."""
    clock: Path | None = None
    key: str = "first"
    """With which key the service signs now."""
    delivering: Served | None = None

    async def starts(self) -> None:
        """Start all processes."""
        for _ in range(2 if self.postgres else 1):
            self.line.fronts.append(Front(await self.town.starts("serve")))
        if self.postgres:
            self.delivering = await self.town.starts("deliver")

    async def front_ends(self, front: Front, how: signal.Signals) -> int:
        """End one that hears; return its exit status, and start another in its place."""
        front.leaves()
        status = await front.served.ends_by(how)
        await self.front_is_back(front)
        return status

    async def front_is_back(self, front: Front) -> None:
        """Start another in the place of one that has ended."""
        front.served = await self.town.starts("serve")
        front.is_back()

    async def front_freezes(self, front: Front, seconds: float) -> None:
        """Let one that hears stand still, as a machine does that is moved."""
        front.leaves()
        front.served.signal(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        front.served.signal(signal.SIGCONT)
        front.is_back()

    async def deliverer_ends(self, how: signal.Signals) -> int:
        """End the one that delivers; return its exit status, and start another in its place."""
        assert self.delivering
        status = await self.delivering.ends_by(how)
        self.delivering = await self.town.starts("deliver")
        return status

    async def deliverer_freezes(self, seconds: float) -> None:
        """Let the one that delivers stand still, for longer than its leases hold."""
        assert self.delivering
        self.delivering.signal(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        self.delivering.signal(signal.SIGCONT)


@asynccontextmanager
async def large(folder: Path) -> AsyncIterator[Installation]:
    """Start the large one; end it and leave nothing behind."""
    with running_postgres() as postgres:
        async with _installation(folder, postgres.new_database(), {}) as here:
            here.postgres = postgres
            await here.starts()
            yield here


@asynccontextmanager
async def small(folder: Path) -> AsyncIterator[Installation]:
    """Start the small one; end it and leave nothing behind."""
    file, clock = folder / "town.db", folder / "clock"
    settings = {"APP_TYPE": "None", "CLOCK_FILE": str(clock)}
    async with _installation(folder, f"sqlite+aiosqlite:///{file}", settings) as here:
        here.file, here.clock = file, clock
        await here.starts()
        yield here


@asynccontextmanager
async def _installation(folder: Path, url: str, settings: dict[str, str]) -> AsyncIterator[Installation]:
    async with AsyncExitStack() as stack:
        keys = await stack.enter_async_context(KeyServer())
        identity = await stack.enter_async_context(IdentityEndpoint())
        listen = free_socket(0)
        address = f"http://{HOST}:{listen.getsockname()[1]}/"
        line = Balancer(lambda: sign(address, by=here.key))
        teams = Teams(read_people(PEOPLE), CHANNELS, Bot(APP_ID, BOT_NAME, address), line, listen)
        await teams.serve()
        stack.push_async_callback(teams.stop)
        town = Municipality(folder, url, PEOPLE, keys, identity, dict.fromkeys(RATES, UNLIMITED) | settings)
        stack.push_async_callback(town.ends)
        here = Installation(town, teams, line)
        yield here
