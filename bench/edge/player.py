"""The handle on the process that plays Teams."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple


class Played(NamedTuple):
    """What a job came to. `p50` and `p99` are milliseconds."""

    turns: int
    seconds: float
    failed: int
    p50: float
    p99: float

    @property
    def a_second(self) -> float:
        """Turns a second."""
        return self.turns / self.seconds


class Player:
    """`keys` is the key server's address, `identity` the environment of whoever has a managed identity."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        told = self._heard()
        self.keys: str = told["keys"]
        self.identity: dict[str, str] = told["identity"]

    def play(self, kind: str, port: int, at_once: int, seconds: float) -> Played:
        """Let so many turns of a kind be under way for so long."""
        job = {"kind": kind, "port": port, "at_once": at_once, "seconds": seconds}
        if self._process.stdin:
            self._process.stdin.write(json.dumps(job) + "\n")
            self._process.stdin.flush()
        return Played(**self._heard())

    def _heard(self) -> dict[str, Any]:
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise RuntimeError("the process that plays Teams has ended")
        told: dict[str, Any] = json.loads(line)
        return told


@contextmanager
def running_player() -> Iterator[Player]:
    """Start the process, and end it."""
    with subprocess.Popen(
        [sys.executable, "-m", "bench.edge.teams"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Player(process)
