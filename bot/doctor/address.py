"""The public address: whether it leads to a bot over HTTPS, to the messages too, and for how long."""

import asyncio
import datetime
import ssl
from collections.abc import Sequence

import aiohttp
from yarl import URL

from bot.doctor.finding import Finding, fault, ok, skipped, warning
from bot.doctor.patient import Patient
from bot.environment import PREFIX

ADDRESS, CERTIFICATE = "address", "certificate"
SOON = datetime.timedelta(days=14)
"""Certificates that renew themselves do so earlier than this."""

_URL = f"{PREFIX}PUBLIC_URL"
_FROM_A_PROXY = (502, 503, 504)
"""RFC 9110, 15.6: whoever says so stands in front of somebody. The bot itself says none of it at /healthz."""
_EXPIRED, _OTHER_NAME = 10, (62, 64)
"""OpenSSL's X509_V_ERR_CERT_HAS_EXPIRED and X509_V_ERR_HOSTNAME_MISMATCH, or IP_ADDRESS."""


async def look_at_address(patient: Patient) -> Sequence[Finding]:
    """Knock at the address from here, as Teams would from outside."""
    if patient.lacks("public_url"):
        return [skipped(ADDRESS, "Not tried: its setting is wrong.")]
    url = patient.settings.public_url
    if not url:
        return [
            warning(
                ADDRESS,
                f"{_URL} is not set: no QR code, and no link to the text for the person who records.",
                "Write the https address under which Teams reaches this bot.",
            )
        ]
    try:
        return await _knock(patient, url)
    except aiohttp.ClientConnectorCertificateError as error:
        return [_distrusted(error.certificate_error)]
    except aiohttp.ClientConnectorDNSError:
        return [fault(ADDRESS, f"The host of {_URL} is not known here.", "Make its DNS record.")]
    except TimeoutError:
        return [
            fault(
                ADDRESS,
                f"What is at {_URL} does not answer in time.",
                "See that the bot runs and does not hang, and what a proxy or firewall in front does.",
            )
        ]
    except (aiohttp.ClientError, OSError) as error:
        return [
            fault(
                ADDRESS,
                f"Nothing answers at {_URL} ({type(error).__name__}).",
                "See that the bot runs, and that the proxy or ingress in front leads to its port. If this "
                "machine may not reach its own public address, try from another one.",
            )
        ]


async def _knock(patient: Patient, url: str) -> list[Finding]:
    async with patient.session.get(f"{url}/healthz", allow_redirects=False) as response:
        status, body = response.status, await response.content.read(64)
    if (status, body) == (200, b"ok"):
        return [await _messages(patient, url), *await _certificate(url)]
    if status in _FROM_A_PROXY:
        return [_nobody_behind(status), *await _certificate(url)]
    says = f"Something else than this bot answers at {_URL} (/healthz: {status})."
    do = "Lead the address to the bot's port, without a path in between and without a login in front."
    return [fault(ADDRESS, says, do), *await _certificate(url)]


def _nobody_behind(status: int) -> Finding:
    return fault(
        ADDRESS,
        f"The proxy at {_URL} answers ({status}), and the bot behind it does not.",
        "See that the bot runs, and that the proxy or ingress leads to its port.",
    )


async def _messages(patient: Patient, url: str) -> Finding:
    """Post nothing, with no token: who guards their messages answers 401."""
    headers = {"Content-Type": "application/json"}
    async with patient.session.post(
        f"{url}/api/messages", data=b"{}", headers=headers, allow_redirects=False
    ) as response:
        status = response.status
    if status == 401:
        return ok(ADDRESS, "It leads to a bot that asks for tokens.")
    if status == 400:
        if patient.settings.app_type == "None":
            return ok(ADDRESS, "It leads to a bot that asks for no tokens.")
        return fault(
            ADDRESS,
            "The bot that answers there asks for no tokens: anybody may speak to it.",
            f"Start it with these settings; its {PREFIX}APP_TYPE is None.",
        )
    if status in (502, 504):  # 503 may be the bot's own, when it is asked too much
        return _nobody_behind(status)
    return fault(
        ADDRESS,
        f"Messages do not get through: /api/messages answers {status}.",
        "Let the proxy or firewall pass POST /api/messages; Azure Bot's messaging endpoint must be that.",
    )


async def _certificate(url: str) -> list[Finding]:
    ends = await _expiry(URL(url))
    if ends is None:
        return []
    if ends - datetime.datetime.now(datetime.UTC) >= SOON:
        return [ok(CERTIFICATE, f"It is valid until {ends.date()}.")]
    says = f"The certificate of {_URL} expires on {ends.date()}."
    return [warning(CERTIFICATE, says, "Renew it, and see why it does not renew itself.")]


async def _expiry(url: URL) -> datetime.datetime | None:
    """Return until when the certificate that is shown there is valid; None without TLS."""
    if url.scheme != "https":
        return None
    _, writer = await asyncio.open_connection(url.host, url.port, ssl=ssl.create_default_context())
    shown = writer.get_extra_info("peercert")
    writer.transport.abort()
    return datetime.datetime.fromtimestamp(ssl.cert_time_to_seconds(shown["notAfter"]), datetime.UTC)


def _distrusted(error: Exception) -> Finding:
    code = getattr(error, "verify_code", None)
    if code == _EXPIRED:
        return fault(CERTIFICATE, f"The certificate of {_URL} has expired.", "Renew it; Teams sends nothing.")
    if code in _OTHER_NAME:
        says = f"The certificate at {_URL} is for another name."
        return fault(CERTIFICATE, says, "Get one for the host that the address names.")
    return fault(
        CERTIFICATE,
        f"The certificate of {_URL} is not trusted.",
        "Use one of a public authority, and send the certificates in between along with it.",
    )
