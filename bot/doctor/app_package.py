"""The app for Teams: whether it can be built from these settings as Teams would take it."""

import asyncio
import importlib.metadata
from collections.abc import Sequence

from bot.doctor.finding import Finding, fault, ok, skipped
from bot.doctor.law import edition_of_today
from bot.doctor.patient import Patient
from bot.environment import PREFIX
from bot.teams_app.checks import faults
from bot.teams_app.forms import is_app_id, is_public
from bot.teams_app.manifest import App
from bot.teams_app.package import our_icons, package
from guideline.errors import PackError

APP_PACKAGE = "app package"


async def look_at_app_package(patient: Patient) -> Sequence[Finding]:
    """Build the package, check it as `teams package` does, and keep nothing of it."""
    chosen = patient.settings
    if not is_public(chosen.public_url or ""):
        says = f"Not built: it needs an {PREFIX}PUBLIC_URL that everybody can reach."
        return [skipped(APP_PACKAGE, says)]
    if not is_app_id(chosen.app_id):
        says = f"{PREFIX}APP_ID is no GUID of an application, and is the app's id in Teams."
        return [fault(APP_PACKAGE, says, "Write the application id that Azure Bot shows.")]
    try:
        municipality = (await edition_of_today(chosen.guideline)).manifest.municipality
    except PackError:
        return [skipped(APP_PACKAGE, "Not built: the guideline cannot be used.")]
    app = App(chosen.app_id, chosen.public_url or "", municipality, importlib.metadata.version(_PROGRAM))
    wrong = await asyncio.to_thread(lambda: faults(package(app, our_icons())))
    do = "Run `optagelsesguiden teams package`, and see docs/teams-app.md."
    return [fault(APP_PACKAGE, f"Teams would refuse it: {one}", do) for one in wrong] or [
        ok(APP_PACKAGE, f"Teams would take it; version {app.version}.")
    ]


_PROGRAM = "optagelsesguiden"
