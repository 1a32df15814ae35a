"""The servers, each as a process: how it is started, when it is ready, what it costs."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.edge.player import Player
from bench.edge.turns import answers
from bot.environment import PREFIX
from bot.teams.replies import invoke_answer
from dialogs.book import Book
from dialogs.interview import card_for
from dialogs.turn import Reply
from guideline.load import built_in, load_pack
from tests.bot.fakes.activities import TENANT
from tests.bot.fakes.key_server import APP_ID

PEERS = Path(__file__).parents[1] / "peers"
PEERS_PYTHON = Path(__file__).parents[2] / ".venv-peers" / "bin" / "python"

BARE, OURS = "bare aiohttp", "ours"
BARE_CARD = "bare aiohttp, a card"
"""The baseline, answering a press with the bytes of a card of ours, of middle size."""
TEAMS_SDK = "Teams SDK"

SCRIPTS = {
    BARE: "bare.py",
    BARE_CARD: "bare.py",
    "stock botbuilder": "stock.py",
    TEAMS_SDK: "teams_sdk.py",
    "Agents SDK": "agents_sdk.py",
}

RATE = "1000000"
"""Requests and messages a second that ours takes and sends: higher than anything that is reached."""

MOST_SECONDS = 60.0
"""How long a server may take until it is ready."""


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    name: str
    port: int
    process: psutil.Popen
    until_ready: float
    """Seconds from its start."""

    def cpu_seconds(self) -> float:
        """Return the processor time that it has used, all threads together."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def resident(self) -> float:
        """Return the memory that it holds, in MiB."""
        return float(self.process.memory_info().rss) / 1024**2


@contextmanager
def running(name: str, player: Player, folder: Path) -> Iterator[Server]:
    """Start a server, wait until it is ready, and end it. Ours keeps its database in the folder."""
    port = _free_port()
    command = [sys.executable, "-m", "bot", "serve"] if name == OURS else _script(name)
    settings = _our_settings(player, port, folder) if name == OURS else _peer_settings(player, port)
    if name == BARE_CARD:
        settings["ANSWER"] = str(_a_card(folder))
    started = time.perf_counter()
    process = psutil.Popen(command, env=_environment() | settings, stderr=subprocess.DEVNULL)
    try:
        _wait_until_ready(process, port)
        yield Server(name, port, process, time.perf_counter() - started)
    finally:
        process.terminate()
        process.wait()


def _environment() -> dict[str, str]:
    """Return ours, but for what would keep Python from keeping its compiled modules for the next start."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _script(name: str) -> list[str]:
    if not PEERS_PYTHON.exists():
        raise RuntimeError("the other bots are not installed: make .venv-peers/.made")
    return [str(PEERS_PYTHON), str(PEERS / SCRIPTS[name])]


def _our_settings(player: Player, port: int, folder: Path) -> dict[str, str]:
    """Return settings as in production, with a managed identity, and every rate raised."""
    settings = {
        "APP_TYPE": "UserAssignedMSI",
        "APP_ID": APP_ID,
        "APP_TENANT_ID": TENANT,
        "OPENID_METADATA_URL": f"{player.keys}/metadata",
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bench.db'}",
        "PORT": str(port),
        "REQUEST_RATE": RATE,
        "REQUEST_RATE_PER_USER": RATE,
        "SEND_RATE": RATE,
        "SEND_RATE_PER_CONVERSATION": RATE,
    }
    return player.identity | {PREFIX + name: value for name, value in settings.items()}


def _peer_settings(player: Player, port: int) -> dict[str, str]:
    return player.identity | {"PORT": str(port), "APP_ID": APP_ID, "KEYS": player.keys}


def _a_card(folder: Path) -> Path:
    """Write the answer to a press that is of middle size among all, and return where."""
    pack = load_pack(built_in("albertslund"))
    book = Book(pack)
    reached = (book.know({**known, **new}, "da", for_self=False) for known, new in answers(pack))
    shown = sorted((card_for(book, known) for known in reached), key=lambda shown: len(shown.card))
    middle = shown[len(shown) // 2]
    file = folder / "answer.json"
    file.write_bytes(invoke_answer(Reply(middle.card, middle.summary)))
    return file


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_until_ready(process: psutil.Popen, port: int) -> None:
    """Wait until /readyz is answered by ours with 200, and by the others, that have no such page, at all."""
    given_up = time.perf_counter() + MOST_SECONDS
    while time.perf_counter() < given_up and process.poll() is None:
        if _status(port) not in (0, 503):
            return
        time.sleep(0.005)
    raise RuntimeError("a server did not start")


def _status(port: int) -> int:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=MOST_SECONDS) as connection:
            connection.sendall(b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            return int(connection.recv(64)[9:12])
    except (OSError, ValueError):
        return 0
