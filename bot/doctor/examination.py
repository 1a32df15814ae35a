"""Every look, all at once. One that fails or hangs is a finding of its own, and hides no other."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from bot.directory.graph import GROUP_SECONDS
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
from bot.doctor.port import LISTENS, look_at_port
from bot.doctor.storage import DATABASE, look_at_database
from bot.doctor.telling import OBSERVING, look_at_observing
from bot.environment import PREFIX

LOOK_SECONDS = 15.0
"""How long one look may take in all."""
LONGER = {DIRECTORY: LOOK_SECONDS + GROUP_SECONDS}
"""What may take longer: a large group is many pages, and the bot reads it to the end as well."""

Look = Callable[[Patient], Awaitable[Sequence[Finding]]]

LOOKS: tuple[tuple[str, Look, str], ...] = (
    (IDENTITY, look_at_identity, "The login server"),
    (KEYS, look_at_keys, "The key server"),
    (CLOCK, look_at_clock, "The key server or the login server"),
    (LISTENS, look_at_port, f"What listens at {PREFIX}PORT"),
    (DATABASE, look_at_database, "The database"),
    (DIRECTORY, look_at_people, "Microsoft Graph"),
    (CHANNEL, look_at_channel, "The database or Teams"),
    (ADDRESS, look_at_address, f"What is at {PREFIX}PUBLIC_URL"),
    (GUIDELINE, look_at_guideline, "The disk with the guideline"),
    (APP_PACKAGE, look_at_app_package, "The disk with the guideline"),
    (OBSERVING, look_at_observing, "The collector"),
)
"""Each look, what it is about, and what it waits for."""


async def examine(configuration: Configuration) -> list[Finding]:
    """Return what all looks gave, in their order."""
    async with admitted(configuration) as patient:
        found = await asyncio.gather(*(_patiently(*look, patient) for look in LOOKS))
    return [*configuration.findings, *(finding for findings in found for finding in findings)]


async def _patiently(about: str, look: Look, waits_for: str, patient: Patient) -> Sequence[Finding]:
    seconds = LONGER.get(about, LOOK_SECONDS)
    try:
        async with asyncio.timeout(seconds):
            return await look(patient)
    except TimeoutError:
        says = f"{waits_for} did not answer within {seconds:.0f} seconds."
        return [fault(about, says, "See that it runs, and what stands between it and this machine.")]
    except Exception as error:  # noqa: BLE001  # its text may hold anything
        says = f"It could not be looked at ({type(error).__name__})."
        return [fault(about, says, "Report this: doctor should say what is wrong.")]
