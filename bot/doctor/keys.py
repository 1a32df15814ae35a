"""The keys that Teams' requests are signed with, and the clock that their tokens are checked by."""

import asyncio
import email.utils
import ssl
import time
from collections.abc import Sequence

import aiohttp
import msgspec

from bot.doctor.finding import Finding, fault, ok, skipped, warning
from bot.doctor.patient import Patient
from bot.environment import PREFIX
from bot.teams.keys import fetch_document, fetch_keys
from bot.teams.tokens import CHANNEL, LEEWAY

KEYS, CLOCK = "keys", "clock"
NOTICEABLE = 30.0
"""Seconds by which a clock may differ before anybody is told; an answer's way takes some of them."""


async def look_at_keys(patient: Patient) -> Sequence[Finding]:
    """Read the keys as the bot does."""
    settings = patient.settings
    if settings.app_type == "None":
        return [skipped(KEYS, f"Not used with {PREFIX}APP_TYPE=None.")]
    setting = f"{PREFIX}OPENID_METADATA_URL"
    try:
        metadata = await fetch_document(patient.session, settings.openid_metadata_url)
        keys = await fetch_keys(patient.session, settings.openid_metadata_url)
    except (ValueError, msgspec.MsgspecError):
        return [
            fault(
                KEYS,
                f"What answers at {setting} publishes no usable keys.",
                "Check the address, and that no proxy answers in its place.",
            )
        ]
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return [
            fault(
                KEYS,
                f"The key server cannot be reached ({_why(error)}).",
                f"Let this machine reach the host of {setting} on port 443; until then Teams gets 503.",
            )
        ]
    if not any(key.endorses(CHANNEL) for key in keys.values()):
        return [
            fault(
                KEYS, "No key may sign for Microsoft Teams.", f"{setting} must be that of the Bot Framework."
            )
        ]
    if metadata.get("issuer", settings.token_issuer) != settings.token_issuer:
        return [
            fault(
                KEYS,
                f"The key server's issuer is not {PREFIX}TOKEN_ISSUER, so every token will be refused.",
                f"Take both, {setting} and the issuer, from the same cloud.",
            )
        ]
    return [ok(KEYS, f"{len(keys)} read.")]


def _why(error: BaseException) -> str:
    if isinstance(error, aiohttp.ClientConnectorCertificateError | ssl.SSLError):
        return "its TLS certificate is not trusted"
    if isinstance(error, TimeoutError):
        return "it does not answer in time"
    return type(error).__name__


async def look_at_clock(patient: Patient) -> Sequence[Finding]:
    """Compare this machine's clock with a server's."""
    chosen = patient.settings
    if chosen.app_type == "None":
        return [skipped(CLOCK, "Nothing to compare with: no server of Microsoft's is used.")]
    urls = (chosen.openid_metadata_url, chosen.login_url)
    for ahead in await asyncio.gather(*(_ahead_of(patient.session, url) for url in urls)):
        if ahead is not None:
            return [_compared(ahead)]
    return [skipped(CLOCK, "Not compared: neither the key server nor the login server answers.")]


async def _ahead_of(session: aiohttp.ClientSession, url: str) -> float | None:
    try:
        async with session.get(url, allow_redirects=False) as response:
            told = email.utils.parsedate_to_datetime(response.headers.get("Date", ""))
            return time.time() - told.timestamp()
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
        return None


def _compared(seconds: float) -> Finding:
    apart = f"{abs(seconds):.0f} s {'ahead' if seconds > 0 else 'behind'}"
    do = "Let the machine keep its time by itself: timedatectl set-ntp true."
    if abs(seconds) >= LEEWAY:
        return fault(CLOCK, f"It is {apart}: tokens are refused from {LEEWAY} s on.", do)
    if abs(seconds) >= NOTICEABLE:
        return warning(CLOCK, f"It is {apart}.", do)
    return ok(CLOCK, "It agrees with the server's.")
