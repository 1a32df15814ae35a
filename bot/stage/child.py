"""The bot as a process of its own: the same program as `serve`, on SQLite in a folder that is thrown away."""

import asyncio
import os
import random
import signal
import socket
import sys
from pathlib import Path

import aiohttp

PREFIX = "OPTAGELSESGUIDEN_"
ROOT = Path(__file__).parents[2]
READY_SECONDS = 60.0
PROBE_SECONDS = 0.1
STOP_SECONDS = 10.0
LONGEST_LINE = 2**20
"""Bytes of a line of the bot's log."""


BOT_PORTS = range(20_000, 32_000)
"""Below the ports that outgoing connections take by themselves, so that none takes it before the bot does."""


def port_for_bot() -> int:
    """Return a loopback port that is free now and that no outgoing connection will take."""
    for port in random.sample(BOT_PORTS, k=100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise BotStoppedError("No free port was found for the bot on this machine.")


def clock_file(folder: Path) -> Path:
    """Return the file from which the bot in this folder reads how far its clock is ahead."""
    return folder / "clock"


class BotStoppedError(Exception):
    """The bot ended, or did not become ready; the text is a sentence for the user."""


class BotProcess:
    """One running bot. Its words go to standard error; standard output belongs to the demo."""

    def __init__(self, process: asyncio.subprocess.Process, url: str) -> None:
        self._process, self.url = process, url
        self.last_words = ""
        """The last line that it wrote to standard error."""
        self._passing_on = asyncio.create_task(self._pass_on())

    @classmethod
    async def start(
        cls, port: int, folder: Path, people: Path, guideline: Path | None = None
    ) -> "BotProcess":
        """Start the bot on this loopback port, with everything it stores in `folder`.

        Without the folder of a guideline it is that of the user's settings.
        """
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "serve",
            cwd=folder,
            env=_environment(port, folder, people, guideline),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=sys.stderr,
            stderr=asyncio.subprocess.PIPE,
            limit=LONGEST_LINE,
            # Ctrl-C in a terminal goes to the whole group; the demo alone decides when the bot ends.
            start_new_session=True,
        )
        return cls(process, f"http://127.0.0.1:{port}")

    async def ready(self) -> None:
        """Wait until the bot answers; BotStoppedError when it ends instead or takes a minute."""
        ended = asyncio.create_task(self.ended())
        answers = asyncio.create_task(self._answers())
        done, waiting = await asyncio.wait({ended, answers}, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()
        if ended in done:
            raise BotStoppedError(ended.result())
        await answers

    async def _answers(self) -> None:
        async with aiohttp.ClientSession() as session:
            for _ in range(round(READY_SECONDS / PROBE_SECONDS)):
                if await _is_ready(session, f"{self.url}/readyz"):
                    return
                await asyncio.sleep(PROBE_SECONDS)
        raise BotStoppedError("The bot did not become ready within a minute.")

    async def ended(self) -> str:
        """Wait until the process ends, and return a sentence about it."""
        status = await self._process.wait()
        await asyncio.shield(self._passing_on)
        return f"The bot has stopped (exit status {status}); what it said last stands above."

    async def _pass_on(self) -> None:
        """Pass on what it says as it says it."""
        said = self._process.stderr
        while said and (line := (await said.readline()).decode(errors="replace")):
            self.last_words = line.strip() or self.last_words
            sys.stderr.write(line)
            sys.stderr.flush()

    async def stop(self) -> None:
        """End the process: politely, then by force."""
        if self._process.returncode is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


async def _is_ready(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(url, timeout=aiohttp.ClientTimeout(total=5)) as response:
            return response.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False


def _environment(port: int, folder: Path, people: Path, guideline: Path | None) -> dict[str, str]:
    """Return the user's environment with our settings; theirs are for a real bot, but for two."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    if chosen := str(guideline or os.environ.get(f"{PREFIX}GUIDELINE", "")):
        ours[f"{PREFIX}GUIDELINE"] = chosen
    settings = {
        "APP_TYPE": "None",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'demo.db'}",
        "DIRECTORY": str(people),
        "CLOCK_FILE": str(clock_file(folder)),
        "SHOW_DRAFTS": "true",
        "SEND_RATE_PER_CONVERSATION": "50",  # the stand-in for Teams takes a story played quickly
        "LOG_LEVEL": os.environ.get(f"{PREFIX}LOG_LEVEL", "warning"),
    }
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**ours, "PYTHONPATH": os.pathsep.join(paths), **{PREFIX + k: v for k, v in settings.items()}}
