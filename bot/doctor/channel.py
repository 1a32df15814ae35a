"""HR/Jura's channel: whether there is one, and whether the bot is still in it.

Source: learn.microsoft.com, "Get Teams-specific context for your bot": the members of a channel are told to a
bot that is in its team, and to no other. Who they are is not read.
"""

import re
from collections.abc import Sequence
from functools import partial

from bot.delivery.model import Address
from bot.delivery.patience import CallError
from bot.doctor.finding import Finding, fault, ok, skipped, warning
from bot.doctor.patient import NoTokenError, Patient
from bot.environment import PREFIX
from bot.storage.examining import Examined, TroubleError
from bot.teams.calls import Calls, NotSentError
from bot.teams.credentials import CONNECTOR_SCOPE
from bot.teams.pace import Pace

CHANNEL = "hr channel"
SECONDS = 6.0
_ID = re.compile(r"19:[\w-]+@thread\.(tacv2|skype)")
_BACK = "Add the app to the team again, or write `@Optagelsesguiden hr` in the channel that is to be it."


async def look_at_channel(patient: Patient) -> Sequence[Finding]:
    """Ask Teams about the channel that messages to HR/Jura go to."""
    written = patient.channel
    if written and not _ID.fullmatch(written):
        return [
            fault(
                CHANNEL,
                f"{PREFIX}HR_CHANNEL is no channel.",
                "Write <team id>/<channel id>; the latter, 19:…@thread.tacv2, is in the channel's link.",
            )
        ]
    try:
        found = await patient.database_as_it_is()
    except TroubleError:
        return [skipped(CHANNEL, "Not looked for: the database cannot be used.")]
    if found and found.hides_its_tables:
        return [skipped(CHANNEL, "Not looked for: the database's tables cannot be used as they are.")]
    chosen = written or (found.channel if found else None)
    if chosen is None:
        return [
            warning(
                CHANNEL,
                "There is none: cases are kept, and told to nobody.",
                "Let somebody of HR/Jura write `@Optagelsesguiden hr` in the channel that is to be it.",
            )
        ]
    return [await _reached(patient, found, chosen)]


async def _reached(patient: Patient, found: Examined | None, chosen: str) -> Finding:
    known = found.addresses if found else {}
    address, may_write = known.get(chosen) or known.get("") or (None, True)
    if address is None:
        return skipped(
            CHANNEL, "Not tried: nobody has written to the bot, so Teams' address is not known yet."
        )
    if not may_write:
        return fault(CHANNEL, "The bot was taken out of the channel or its team.", _BACK)
    try:
        await _ask(patient, address, chosen)
    except NotSentError:
        return fault(
            CHANNEL,
            "Teams cannot be reached.",
            "Let this machine reach Teams' service address (smba.trafficmanager.net) on port 443.",
        )
    except CallError as error:
        return _refused(error)
    except NoTokenError:
        return skipped(CHANNEL, "Not tried: the identity gives no token.")
    return ok(CHANNEL, "The bot is in it, and Teams accepts the bot's token.")


async def _ask(patient: Patient, address: Address, channel: str) -> None:
    token = partial(patient.token, CONNECTOR_SCOPE) if patient.settings.is_guarded else None
    if token:
        await token()
    calls = Calls(patient.session, token, Pace(limited=False), SECONDS)
    await calls.call("GET", address.service_url, channel, ("pagedmembers",), b"")


def _refused(error: CallError) -> Finding:
    if error.status == 401:
        return fault(
            CHANNEL,
            "Teams does not accept the bot's token.",
            f"Azure Bot must be registered with the same {PREFIX}APP_ID, type and tenant.",
        )
    if error.status in (403, 404):
        return fault(CHANNEL, f"The bot is not in the channel any more ({error.told}).", _BACK)
    return warning(CHANNEL, f"Teams does not say ({error.told}).", "Try again in a while.")
