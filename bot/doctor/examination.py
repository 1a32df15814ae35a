"""Every look, all at once. One that fails or hangs is a finding of its own, and hides no other."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from bot.doctor.address import ADDRESS, look_at_address
from bot.doctor.app_package import APP_PACKAGE, look_at_app_package
from bot.doctor.channel import CHANNEL, look_at_channel
from bot.doctor.configuration import Configuration
from bot.doctor.finding import Finding, fault
from bot.doctor.identity import IDENTITY, look_at_identity
from bot.doctor.keys import CLOCK, KEYS, look_at_clock, look_at_keys
from bot.doctor.law import GUIDELINE, look_at_guideline
from bot.doctor.patient import Patient, admitted
from bot.doctor.people import DIRECTORY, look_at_people
from bot.doctor.storage import DATABASE, look_at_database
from bot.doctor.telling import OBSERVING, look_at_observing

LOOK_SECONDS = 15.0
"""How long one look may take in all."""

Look = Callable[[Patient], Awaitable[Sequence[Finding]]]

LOOKS: tuple[tuple[str, Look], ...] = (
    (IDENTITY, look_at_identity),
    (KEYS, look_at_keys),
    (CLOCK, look_at_clock),
    (DATABASE, look_at_database),
    (DIRECTORY, look_at_people),
    (CHANNEL, look_at_channel),
    (ADDRESS, look_at_address),
    (GUIDELINE, look_at_guideline),
    (APP_PACKAGE, look_at_app_package),
    (OBSERVING, look_at_observing),
)


async def examine(configuration: Configuration) -> list[Finding]:
    """Return what all looks gave, in their order."""
    async with admitted(configuration) as patient:
        found = await asyncio.gather(*(_patiently(about, look, patient) for about, look in LOOKS))
    return [*configuration.findings, *(finding for findings in found for finding in findings)]


async def _patiently(about: str, look: Look, patient: Patient) -> Sequence[Finding]:
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            return await look(patient)
    except TimeoutError:
        says = f"Nothing came within {LOOK_SECONDS:.0f} seconds."
        return [fault(about, says, "See that what it names can be reached from this machine.")]
    except Exception as error:  # noqa: BLE001  # its text may hold anything
        says = f"It could not be looked at ({type(error).__name__})."
        return [fault(about, says, "Report this: doctor should say what is wrong.")]
