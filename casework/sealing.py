"""The daily seal over the register."""

from casework import seals
from casework.desk import Desk
from casework.seals import Seal


async def seal_the_day(desk: Desk) -> Seal | None:
    """Seal all heads that moved, once a Danish day; None where today's seal is there."""
    async with desk.store.unit() as unit:
        last = await unit.register.last_seal()
        if not seals.seal_is_due(last, desk.clock.now()):
            return None
        seal = seals.sealed(await unit.register.unsealed(), last, desk.clock.now())
        await unit.register.add_seal(seal)
    return seal
