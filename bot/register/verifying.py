"""Whether seals are as they were written, in memory that does not grow with them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.register.kept_seal import KeptSeal
from casework.seals import Seal
from casework.verifying import Fault, SealCheck


@dataclass
class Tally:
    """What was checked."""

    events: int = 0
    matters: int = 0
    seals: int = 0


async def faults_of_seals(
    seals: AsyncIterator[Seal], kept: KeptSeal | None, tally: Tally
) -> AsyncIterator[Fault]:
    """Check the daily seals against themselves, and against one that was kept elsewhere."""
    check, newest = SealCheck(), 0
    known = kept.daily if kept else None
    async for seal in seals:
        tally.seals, newest = tally.seals + 1, seal.number
        if (fault := check.fault_of(seal)) is not None:
            yield fault
        elif known and known.seq == seal.number and known.hash != seal.hash:
            yield Fault(known.about, known.seq, "seal changed")
    if known and known.seq > newest:
        yield Fault(known.about, known.seq, "seal missing")
