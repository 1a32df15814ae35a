"""Bots as processes of their own, started, killed and started again."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import dataclass, field
from pathlib import Path

from bot.settings import PREFIX
from tests.scenarios.town import PEOPLE

ROOT = Path(__file__).parents[3]


@dataclass
class Processes:
    """All the processes of one test."""

    folder: Path
    database_url: str
    settings: dict[str, str] = field(default_factory=dict)
    running: list[Process] = field(default_factory=list)
    readers: list[asyncio.Task[None]] = field(default_factory=list)
    logs: list[dict[str, object]] = field(default_factory=list)

    async def start(self, command: str = "serve", crash_at: str = "", **settings: str) -> tuple[Process, str]:
        """Start one, and return it with its address when it is ready."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.bot.delivery.process", command),
            cwd=ROOT,
            env=self._environment(crash_at, self.settings | settings),
            stdout=DEVNULL,
            stderr=PIPE,
        )
        self.running.append(process)
        return process, await self._address(process)

    async def stop(self) -> None:
        """End them all by force."""
        for process in self.running:
            if process.returncode is None:
                process.kill()
            await process.wait()
        await asyncio.gather(*self.readers)

    async def _address(self, process: Process) -> str:
        assert process.stderr
        async for line in process.stderr:
            told = self._note(line)
            if told.get("event") == "serve.ready":
                self.readers.append(asyncio.create_task(self._read(process)))
                return str(told["address"])
        raise AssertionError(f"ended without being ready: {self.logs[-5:]}")

    async def _read(self, process: Process) -> None:
        assert process.stderr
        async for line in process.stderr:
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
        return {**os.environ, **ours, **crash}


def terminate(process: Process) -> None:
    process.send_signal(signal.SIGTERM)
