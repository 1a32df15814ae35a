"""The other side of the bot, as a process: key server, identity endpoint, connector, and the people.

Prints its addresses as a line of JSON, then reads a job a line and answers each with what was measured.
"""

import asyncio
import itertools
import json
import sys
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

import uvloop

from bench.edge.conversing import Arrivals, Person
from bench.edge.turns import Turn, turns_of
from bench.measurement import percentile
from bench.receiver import Line
from tests.bot.fakes.identity import IdentityEndpoint
from tests.bot.fakes.key_server import KeyServer

LONGEST_WAIT = 20.0
"""Seconds after a job's end at which a turn that is still open counts as failed."""


class Teams:
    """Plays jobs: so many turns at once, for so long."""

    def __init__(self, service_url: str, arrivals: Arrivals) -> None:
        self._turns = {kind: turns_of(kind, service_url) for kind in ("press", "message")}
        self._arrivals = arrivals
        self._number = 0

    async def play(self, kind: str, port: int, at_once: int, seconds: float) -> dict[str, Any]:
        """Return how many turns were taken, in how long, and what the middle and the slow ones took."""
        until = time.perf_counter() + seconds
        arrivals = self._arrivals if kind == "message" else None
        loop, people = asyncio.get_running_loop(), []
        began = time.perf_counter()
        for place in range(at_once):
            turns = self._numbered(self._turns[kind][place::at_once])
            _, person = await loop.create_connection(
                partial(Person, turns, arrivals, until), "127.0.0.1", port
            )
            people.append(person)
        _, late = await asyncio.wait([person.done for person in people], timeout=seconds + LONGEST_WAIT)
        spent = sorted(itertools.chain.from_iterable(person.spent for person in people))
        return {
            "turns": len(spent),
            "seconds": time.perf_counter() - began,
            "failed": len(late) + sum(person.failed for person in people),
            "p50": percentile(spent, 50) * 1000,
            "p99": percentile(spent, 99) * 1000,
        }

    def _numbered(self, turns: list[Turn]) -> Iterator[tuple[int, Turn]]:
        for turn in itertools.cycle(turns):
            self._number += 1
            yield self._number, turn


async def main() -> None:
    """Play until the input ends."""
    arrivals, loop = Arrivals(), asyncio.get_running_loop()
    connector = await loop.create_server(lambda: Line(arrivals.take), "127.0.0.1", 0)
    service_url = "http://{}:{}/".format(*connector.sockets[0].getsockname())
    async with KeyServer() as keys, IdentityEndpoint() as identity:
        teams = Teams(service_url, arrivals)
        _say({"keys": keys.url, "identity": identity.environment})
        while job := await loop.run_in_executor(None, sys.stdin.readline):
            _say(await teams.play(**json.loads(job)))


def _say(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    uvloop.run(main())
