"""Throw everything at an installation while a town works through it, and see what holds.

    python -m tests.proof.chaos [--only WORDS] [--rounds N]

Prints what was thrown and what held. The exit status is 1 where something did not.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.proof.chaos.installation import Installation, large, small
from tests.proof.chaos.life import Life
from tests.proof.chaos.throwing import AT_LARGE, AT_SMALL, Throw
from tests.proof.chaos.verdict import promises

CALM_SECONDS = 3.0
"""Between two things that are thrown: long enough that one shows by itself."""
WIND_DOWN_SECONDS = 90


async def chaos(only: str, rounds: int) -> bool:
    """Throw what is named, so many times, at both installations; return whether all that must hold does."""
    well = True
    for opening, thrown in ((large, AT_LARGE), (small, AT_SMALL)):
        where = f"{opening.__name__} installation"
        named = [item for item in thrown.items() if only in f"{where}: {item[0]}"]
        chosen = named * rounds
        if chosen:
            _tell(f"\n{where}")
            with tempfile.TemporaryDirectory(prefix="chaos-") as folder:
                async with opening(Path(folder)) as here:
                    well = await _lived_through(here, chosen) and well
    return well


async def _lived_through(here: Installation, thrown: list[tuple[str, Throw]]) -> bool:
    await _chooses_the_channel(here)
    life = Life(here.teams)
    living = asyncio.create_task(life.goes_on())
    ended_well = await _throws(here, thrown)
    life.stops()
    finished = await _winds_down(living, life)
    return await _told(here, life) and ended_well and finished


async def _winds_down(living: asyncio.Task[None], life: Life) -> bool:
    """Wait until everybody has done what they began; whoever cannot is named, for that is a finding."""
    try:
        async with asyncio.timeout(WIND_DOWN_SECONDS):
            await living
    except TimeoutError:
        _tell(f"   after {WIND_DOWN_SECONDS} s not done: {life.undone()}")
        return False
    return True


async def _throws(here: Installation, thrown: list[tuple[str, Throw]]) -> bool:
    well = True
    for name, throw in thrown:
        began, answered = time.monotonic(), len(here.line.attempts)
        here.line.thrown = name
        try:
            await throw(here)
        except AssertionError as wrong:
            _tell(f"   {wrong}")
            well = False
        await asyncio.sleep(CALM_SECONDS)
        sent = len(here.line.attempts) - answered
        _tell(f"threw  {name:<68} {time.monotonic() - began:5.1f} s {sent:5d} activities")
    return well


async def _chooses_the_channel(here: Installation) -> None:
    hanne = here.teams.person("Hanne").in_channel("HR/Jura")
    await hanne.opens()
    await hanne.types("hr")
    await hanne.receives("er nu HR/Juras kanal")


async def _told(here: Installation, life: Life) -> bool:
    well = True
    _tell("")
    async for promise in promises(here, life):
        holds = not promise.against
        well = well and holds
        _tell(f"{'holds' if holds else 'BROKEN':<6} {promise.sentence:<68} {promise.note}")
        for fault in promise.against[:10]:
            _tell(f"         {fault}")
    return well


def main(arguments: list[str]) -> int:
    """Run it and tell; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.proof.chaos", description=__doc__)
    parser.add_argument("--only", default="", metavar="WORDS", help="only what these words name; or `small`")
    parser.add_argument("--rounds", type=int, default=1, help="how often everything is thrown")
    chosen = parser.parse_args(arguments)
    return 0 if asyncio.run(chaos(chosen.only, chosen.rounds)) else 1


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
