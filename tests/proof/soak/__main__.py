"""Keep one `serve` busy for as many turns as a municipality has in years, and see whether it stays as it is.

    python -m tests.proof.soak --turns 200000

Prints what was done and what the process held meanwhile. The exit status is 1 where something grew, a turn
was answered as none may be, or the log tells of a fault.
"""

import argparse
import asyncio
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import aiohttp
import uvloop

from tests.bot.fakes.identity import IdentityEndpoint
from tests.bot.fakes.key_server import KeyServer
from tests.proof.serving import Line, Municipality, Served
from tests.proof.soak.driver import Offices, Town
from tests.proof.soak.flatness import MOST_GROWTH, MOST_NEW_HANDLES, Sample, Verdict, judge, sample
from tests.proof.soak.people import townspeople, write_directory

PEOPLE = 300
AT_ONCE = 16
SAMPLES = 100
SEED = 7
DATABASE = "soak.db"
LOOK_SECONDS = 0.2

UNLIMITED = "1000000"
"""Requests and messages a second: rates are raised, for this is about what is left behind, not limits."""
RATES = ("SEND_RATE", "SEND_RATE_PER_CONVERSATION", "REQUEST_RATE", "REQUEST_RATE_PER_USER")

Tell = Callable[[str], None]


@dataclass
class Soak:
    """What one run found."""

    turns: dict[str, int] = field(default_factory=dict)
    delivered: int = 0
    seconds: float = 0
    samples: list[Sample] = field(default_factory=list)
    faults: list[Line] = field(default_factory=list)

    @property
    def verdict(self) -> Verdict:
        """Whether it stayed as it was."""
        return judge(self.samples)

    @property
    def holds(self) -> bool:
        """Whether everything did."""
        return self.verdict.is_flat and not self.faults


async def soak(turns: int, folder: Path, tell: Tell = lambda _: None) -> Soak:
    """Start `serve` with authentication on, take so many turns, and end it."""
    people, directory = townspeople(PEOPLE), folder / "people.yaml"
    write_directory(people, directory)
    url = f"sqlite+aiosqlite:///{folder / DATABASE}"
    async with KeyServer() as keys, IdentityEndpoint() as identity, Offices() as mailbox:
        rates = dict.fromkeys(RATES, UNLIMITED)
        here = Municipality(folder, url, directory, keys, identity, rates)
        try:
            served = await here.starts("serve")
            async with aiohttp.ClientSession() as session:
                town = Town(people, served.address, mailbox, session, Random(SEED))  # noqa: S311  # no secret
                found = await _taken(town, turns, served, tell)
                await _until_delivered(folder / DATABASE)
        finally:
            await here.ends()
    found.delivered = mailbox.delivered
    found.faults = [line for line in served.lines if line["level"] in ("error", "critical")]
    return found


async def _taken(town: Town, turns: int, served: Served, tell: Tell) -> Soak:
    found, each, began = Soak(), max(1, turns // SAMPLES), time.perf_counter()

    def watch(so_far: int) -> None:
        if so_far % each == 0:
            found.samples.append(sample(served.pid, so_far))
        if so_far % (each * 10) == 0:
            tell(f"{so_far:>9,} turns  {_held(found.samples[-1])}")

    await town.lives(turns, AT_ONCE, watch)
    found.seconds = time.perf_counter() - began
    found.turns = dict(town.turns)
    return found


async def _until_delivered(file: Path) -> None:
    """Wait until nothing is queued any more."""
    query = "SELECT count(*) FROM outbox WHERE done_at IS NULL AND failed_at IS NULL"
    with closing(sqlite3.connect(file)) as connection:
        while connection.execute(query).fetchone()[0]:  # noqa: ASYNC110  # another process empties it
            await asyncio.sleep(LOOK_SECONDS)


def _held(held: Sample) -> str:
    return f"{held.kib / 1024:7.1f} MiB  {held.handles:4d} handles  {held.threads:3d} threads"


def report(found: Soak) -> str:
    """Return what is printed at the end."""
    verdict, total = found.verdict, sum(found.turns.values())
    kinds = ", ".join(f"{number:,} {kind}" for kind, number in sorted(found.turns.items()))
    events = ", ".join(sorted({_told(line) for line in found.faults})) or "none"
    return f"""\
{total:,} turns in {found.seconds:.0f} s: {kinds}
delivered  {found.delivered:,} cards, new or written anew
memory     {verdict.growth:+.2f} KiB for 1,000 turns in the second half; below {MOST_GROWTH:g} is flat
handles    {verdict.handles_before} in the second quarter, {verdict.handles_after} in the last; \
up to {MOST_NEW_HANDLES} more is flat
errors     {events}
{"It holds." if found.holds else "IT DOES NOT HOLD."}"""


def _told(line: Line) -> str:
    return " ".join(str(line[part]) for part in ("event", "error", "at") if part in line)


def main(arguments: list[str]) -> int:
    """Run it and tell; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.proof.soak", description=__doc__)
    parser.add_argument("--turns", type=int, default=200_000, help="(default: %(default)s)")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        found = uvloop.run(soak(chosen.turns, Path(folder), _tell))
    _tell(report(found))
    return 0 if found.holds else 1


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
