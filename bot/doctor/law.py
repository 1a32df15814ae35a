"""The guideline: whether it can be loaded, and which edition is in force."""

import asyncio
import datetime
import threading
from collections.abc import Sequence

from bot.doctor.finding import Finding, fault, ok
from bot.doctor.patient import Patient
from bot.environment import PREFIX
from casework.workdays import local_day
from guideline.editions import in_force
from guideline.errors import PackError
from guideline.load import find_pack, load_pack
from guideline.model import Pack

GUIDELINE = "guideline"

_ONE_LOADS = threading.Lock()
"""Two looks load the guideline at once. msgspec breaks the process off where two threads make themselves
acquainted with the same class."""


async def look_at_guideline(patient: Patient) -> Sequence[Finding]:
    """Load the edition that holds today."""
    try:
        pack = await edition_of_today(patient.settings.guideline)
    except PackError as error:
        do = f"Run `optagelsesguiden guideline check`, and see {PREFIX}GUIDELINE."
        return [fault(GUIDELINE, f"It cannot be used: {error}", do)]
    shown = pack.manifest
    example = "; an invented one" if shown.example else ""
    says = f"{shown.name} {shown.version}, in force from {shown.in_force_from}, {pack.hash[:12]}{example}."
    return [ok(GUIDELINE, says)]


async def edition_of_today(name: str) -> Pack:
    """Load the edition of a guideline that holds today; raises PackError."""
    today = local_day(datetime.datetime.now(datetime.UTC))
    return await asyncio.to_thread(_loaded, name, today)


def _loaded(name: str, today: datetime.date) -> Pack:
    with _ONE_LOADS:
        return load_pack(in_force(find_pack(name), today))
