"""Whether a register is as it was written, in memory that does not grow with it.

The rules are those of `casework.seals`. They are asked about one matter at a time here, since whoever keeps
the heads of all seals at once needs memory for every chain there is.
"""

import datetime
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from bot.register.kept_seal import KeptSeal
from bot.register.merging import PURGED, Matter
from casework.about import About
from casework.register import NOTHING_BEFORE
from casework.seals import Fault, Seal, Verifier, seal_hash, sealed


@dataclass
class Tally:
    """What was checked."""

    events: int = 0
    matters: int = 0
    seals: int = 0


def faults_of(matter: Matter) -> Iterator[Fault]:
    """Say what is wrong with one matter."""
    verifier = Verifier()
    if matter.heads:
        list(verifier.seal(sealed(matter.heads, None, _ANY_MOMENT)))  # all its heads, as if in one seal
    for chain in sorted(matter.chains, key=lambda events: events[0].about.kind != PURGED):
        yield from verifier.chain(chain)
    yield from verifier.rest()


async def faults_of_seals(
    seals: AsyncIterator[Seal], kept: KeptSeal | None, tally: Tally
) -> AsyncIterator[Fault]:
    """Check the daily seals against themselves, and against one that was kept elsewhere."""
    before: Seal | None = None
    known = kept.daily if kept else None
    async for seal in seals:
        tally.seals += 1
        if (fault := _seal_fault(seal, before)) is not None:
            yield fault
        elif known and known.seq == seal.number and known.hash != seal.hash:
            yield Fault(known.about, known.seq, "seal changed")
        before = seal
    if known and known.seq > (before.number if before else 0):
        yield Fault(known.about, known.seq, "seal missing")


def _seal_fault(seal: Seal, before: Seal | None) -> Fault | None:
    number, previous = (before.number + 1, before.hash) if before else (1, NOTHING_BEFORE)
    if seal.number != number:
        return Fault(About("seal", str(number)), number, "seal missing")
    if seal.previous != previous or seal.hash != seal_hash(seal):
        return Fault(About("seal", str(number)), number, "seal changed")
    return None


_ANY_MOMENT = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
