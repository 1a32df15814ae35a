"""`serve` and `deliver` as a municipality runs them: processes of their own, with authentication on.

What they speak to is played on this machine over the real protocols: the key server whose tokens they verify,
and the identity endpoint that gives them theirs.
"""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.environment import PREFIX
from bot.stage.people import TENANT
from tests.bot.fakes.identity import IdentityEndpoint
from tests.bot.fakes.key_server import APP_ID, KeyServer

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-c", "from bot.cli import main; raise SystemExit(main())")
READY_SECONDS = 60
END_SECONDS = 10
"""What an end may take at most (the contract); after that it is by force."""
KEPT_LINES = 5000

Line = dict[str, Any]


@dataclass
class Served:
    """One process, the address at which it listens, and the newest lines of its log."""

    process: Process
    address: str = ""
    lines: deque[Line] = field(default_factory=lambda: deque(maxlen=KEPT_LINES))
    reader: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int:
        """The process's number."""
        return self.process.pid

    @property
    def is_up(self) -> bool:
        """Whether it has not ended."""
        return self.process.returncode is None

    async def ends_by(self, number: signal.Signals) -> int:
        """Send a signal that ends it; return the exit status."""
        self.signal(number)
        return await self.ended()

    def signal(self, number: signal.Signals) -> None:
        """Send a signal, also one that it cannot catch."""
        with suppress(ProcessLookupError):
            self.process.send_signal(number)

    async def ended(self) -> int:
        """Wait for the end, by force when it takes too long; return the exit status."""
        try:
            async with asyncio.timeout(END_SECONDS):
                await self.process.wait()
        except TimeoutError:
            self.signal(signal.SIGKILL)
        status = await self.process.wait()
        if self.reader:
            await self.reader
        return status


@dataclass
class Municipality:
    """Everything that the processes of one installation share."""

    folder: Path
    database_url: str
    directory: Path
    keys: KeyServer
    identity: IdentityEndpoint
    settings: dict[str, str] = field(default_factory=dict)
    started: list[Served] = field(default_factory=list)

    async def starts(self, *command: str, port: int = 0) -> Served:
        """Start `serve` or `deliver`, and return it when it is ready."""
        process = await asyncio.create_subprocess_exec(
            *COMMAND, *command, cwd=self.folder, env=self._environment(port), stdout=DEVNULL, stderr=PIPE
        )
        served = Served(process)
        self.started.append(served)
        ready = asyncio.Event()
        served.reader = asyncio.create_task(_read(served, ready))
        async with asyncio.timeout(READY_SECONDS):
            await ready.wait()
        if not served.address:
            raise RuntimeError(f"{command} ended without being ready: {list(served.lines)[-5:]}")
        return served

    async def ends(self) -> None:
        """End whatever still runs."""
        for served in self.started:
            if served.is_up:
                served.signal(signal.SIGCONT)
                served.signal(signal.SIGTERM)
            await served.ended()

    @property
    def lines(self) -> list[Line]:
        """What all processes have logged, as far as it is kept."""
        return [line for served in self.started for line in served.lines]

    def _environment(self, port: int) -> dict[str, str]:
        production = {
            "APP_TYPE": "UserAssignedMSI",
            "APP_ID": APP_ID,
            "APP_TENANT_ID": TENANT,
            "OPENID_METADATA_URL": self.keys.metadata_url,
            "DATABASE_URL": self.database_url,
            "DIRECTORY": str(self.directory),
            "PORT": str(port),
        }
        ours = {PREFIX + name: value for name, value in (production | self.settings).items()}
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        return inherited | {"PYTHONPATH": str(ROOT)} | self.identity.environment | ours


async def _read(served: Served, ready: asyncio.Event) -> None:
    assert served.process.stderr
    async for raw in served.process.stderr:
        try:
            line: Line = json.loads(raw)
        except ValueError:
            line = {"event": "no.json", "level": "error", "text": raw.decode("utf-8", "replace")}
        if line["event"] == "serve.ready":
            served.address = str(line["address"])
            ready.set()
        served.lines.append(line)
    ready.set()
