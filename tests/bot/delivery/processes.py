"""Bots as processes of their own, started, killed and started again.

They are forked from a process that has loaded the bot already: to load it anew takes longer than most tests.
`tests/bot/test_serve.py` starts the bot as its users do.
"""

import asyncio
import json
import multiprocessing
import os
from asyncio import StreamReader, StreamReaderProtocol
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from bot.environment import PREFIX
from tests.scenarios.town import PEOPLE

ROOT = Path(__file__).parents[3]

forks = multiprocessing.get_context("forkserver")
forks.set_forkserver_preload(["tests.bot.delivery.process"])


@dataclass
class Processes:
    """All the processes of one test."""

    folder: Path
    database_url: str
    settings: dict[str, str] = field(default_factory=dict)
    running: list[ForkServerProcess] = field(default_factory=list)
    readers: list[asyncio.Task[None]] = field(default_factory=list)
    logs: list[dict[str, object]] = field(default_factory=list)

    async def start(
        self, command: str = "serve", crash_at: str = "", **settings: str
    ) -> tuple[ForkServerProcess, str]:
        """Start one, and return it with its address when it is ready."""
        told = self.folder / f"told-{len(self.running)}"
        os.mkfifo(told)
        environment = self._environment(crash_at, self.settings | settings)
        process = forks.Process(target=_run, args=(command, environment, told), daemon=True)
        self.running.append(process)
        process.start()
        return process, await self._address(await _read_from(told))

    async def stop(self) -> None:
        """End them all by force."""
        for process in self.running:
            process.kill()
            await ended(process)
        await asyncio.gather(*self.readers)

    async def _address(self, told_by: StreamReader) -> str:
        async for line in told_by:
            told = self._note(line)
            if told.get("event") == "serve.ready":
                self.readers.append(asyncio.create_task(self._read(told_by)))
                return str(told["address"])
        raise AssertionError(f"ended without being ready: {self.logs[-5:]}")

    async def _read(self, told_by: StreamReader) -> None:
        async for line in told_by:
            self._note(line)

    def _note(self, line: bytes) -> dict[str, object]:
        try:
            told: dict[str, object] = json.loads(line)
        except ValueError:
            told = {"event": line.decode("utf-8", "replace")}
        self.logs.append(told)
        return told

    def _environment(self, crash_at: str, settings: dict[str, str]) -> dict[str, str]:
        basics = {
            "APP_TYPE": "None",
            "PORT": "0",
            "DATABASE_URL": self.database_url,
            "DIRECTORY": str(PEOPLE),
            "SEND_RATE": "10000",
            "SEND_RATE_PER_CONVERSATION": "10000",
        }
        ours = {PREFIX + name: value for name, value in (basics | settings).items()}
        crash = {"CRASH_AT": crash_at, "CRASH_MARK": str(self.folder / "crashed")} if crash_at else {}
        return ours | crash


async def ended(process: ForkServerProcess) -> int:
    """Wait for the end of a process, and return its exit code: below 0 for the signal that killed it."""
    await asyncio.to_thread(process.join)
    assert process.exitcode is not None
    return process.exitcode


async def _read_from(pipe: Path) -> StreamReader:
    reader = StreamReader()
    file = await asyncio.to_thread(pipe.open, "rb", buffering=0)
    await asyncio.get_running_loop().connect_read_pipe(lambda: StreamReaderProtocol(reader), file)
    return reader


def _run(command: str, environment: dict[str, str], told: Path) -> None:
    """Be the bot, in a process just forked."""
    from tests.bot.delivery.process import main

    os.chdir(ROOT)
    os.environ.update(environment)
    with told.open("wb", buffering=0) as pipe:
        os.dup2(pipe.fileno(), 2)
    main(command)
