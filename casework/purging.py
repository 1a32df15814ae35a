"""Removing a matter's chain at its retention date, unless that would hide what somebody did to it."""

from collections.abc import Collection

from casework import seals
from casework.about import CLOCK, About
from casework.desk import Desk
from casework.register import Standing, standing_after
from casework.store import Unit
from casework.verifying import faults_of_matter


class NotAsWrittenError(Exception):
    """What is to be purged was changed behind the casework's back. It stays, to be looked into."""


async def remove_chain(desk: Desk, unit: Unit, about: About, standings: Collection[Standing]) -> bool:
    """Leave of a chain the event that says where it ended; return whether there was a chain.

    `standings` are how an event may have kept the matter as it stands now.

    Raises:
        NotAsWrittenError: the chain does not fit itself, its seals or the matter. The unit is void.

    """
    events = await unit.register.remove(about)
    if not events:
        return False
    heads = await unit.register.sealed_heads(about)
    if any(faults_of_matter([events], heads)) or standing_after(events[-1]) not in standings:
        raise NotAsWrittenError
    await unit.register.record(seals.purged(events[-1], CLOCK, desk.clock.now(), desk.pack))
    return True
