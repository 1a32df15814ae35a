"""Who the bot is: a real token from the real place, what it says, and when what proves it expires.

Source: learn.microsoft.com, "Microsoft Entra authentication and authorization error codes". Only the code of
an answer is read; its text may hold ids.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt

from bot.doctor.finding import Finding, fault, ok, skipped, warning
from bot.doctor.patient import Patient
from bot.environment import PREFIX
from bot.settings import Settings
from bot.teams.certificate import UnusableCertificateError, certificate_in
from bot.teams.credentials import CONNECTOR_SCOPE

IDENTITY, TOKEN, PROOF = "identity", "token", "proof"
CONNECTOR = "https://api.botframework.com"
SOON = datetime.timedelta(days=30)
"""So long before its expiry a certificate or secret is told of."""

_CODE = re.compile(r"\bAADSTS(\d{4,7})\b")


@dataclass(frozen=True, slots=True)
class _Cause:
    says: str
    do: str


_SECRETS_PAGE = "in the app registration, under Certificates & secrets"
_WRONG_TENANT = _Cause(
    f"There is no tenant {PREFIX}APP_TENANT_ID.",
    "Write the directory (tenant) id that the app registration's overview shows.",
)
_NO_APP = _Cause(
    f"The tenant of {PREFIX}APP_TENANT_ID knows no app {PREFIX}APP_ID.",
    "Compare both with the app registration's overview: one of them is of another app or tenant.",
)
_CERTIFICATE = _Cause(
    f"The certificate of {PREFIX}APP_CERTIFICATE is not one of the app's.",
    f"Upload its public part {_SECRETS_PAGE}, or name the file of the one that is there.",
)
_FEDERATED = _Cause(
    "The app does not trust the identity that proves it.",
    "Compare issuer, subject and audience of its federated credential, under Certificates & secrets.",
)
CAUSES: dict[str, _Cause] = {
    "7000215": _Cause(
        f"{PREFIX}APP_PASSWORD is not a secret of the app.",
        f"Make a new one {_SECRETS_PAGE}, and write its value, not its id.",
    ),
    "7000222": _Cause(
        f"The secret of {PREFIX}APP_PASSWORD has expired.",
        f"Make a new one {_SECRETS_PAGE}, write its value, and start the bot again.",
    ),
    "90002": _WRONG_TENANT,
    "900023": _WRONG_TENANT,
    "700016": _NO_APP,
    "7000112": _Cause(
        "The app is disabled.", "Enable it in Entra, under Enterprise applications, Properties."
    ),
    "700027": _CERTIFICATE,
    "700030": _CERTIFICATE,
    "1000502": _Cause(
        f"The certificate of {PREFIX}APP_CERTIFICATE is not valid now.",
        f"Upload a new one {_SECRETS_PAGE}, and name its file.",
    ),
    "700024": _Cause(
        "The login server finds the bot's proof out of date.",
        "Set this machine's clock; its zone does not matter.",
    ),
    "70021": _FEDERATED,
    "700211": _FEDERATED,
    "700212": _FEDERATED,
    "700213": _FEDERATED,
    "53003": _Cause(
        "A rule of Conditional Access keeps the app out.",
        "Let it through for workload identities, or from this machine's address.",
    ),
}


async def look_at_identity(patient: Patient) -> Sequence[Finding]:
    """Get a token for the Bot Connector, and read what it says."""
    if patient.settings.app_type == "None":
        return [_without(patient)]
    if not patient.has_identity:
        return [skipped(IDENTITY, "Not tried: settings are missing.")]
    proof = list(_proof(patient.settings))
    if _proves_nothing(patient.settings):
        return [*proof, skipped(IDENTITY, "Not tried: nothing proves who the bot is.")]
    try:
        token = await patient.ask_for_token(CONNECTOR_SCOPE)
    except Exception as error:  # noqa: BLE001  # whichever the identity's library raises
        return [*proof, _refused(error, patient.settings)]
    return [*proof, ok(IDENTITY, "A token came from Microsoft Entra."), *_read(token.token, patient.settings)]


def _without(patient: Patient) -> Finding:
    if patient.lacks("app_type"):
        return skipped(IDENTITY, f"Not tried: {PREFIX}APP_TYPE is wrong.")
    return warning(
        IDENTITY,
        f"{PREFIX}APP_TYPE=None: nobody proves who they are.",
        "Leave it so on your own machine alone; Teams cannot reach such a bot.",
    )


def _refused(error: BaseException, settings: Settings) -> Finding:
    code = _CODE.search(str(error))
    if code and code[1] in CAUSES:
        cause = CAUSES[code[1]]
        return fault(IDENTITY, f"{cause.says} (AADSTS{code[1]})", cause.do)
    if code:
        what = f"Microsoft Entra gives no token (AADSTS{code[1]})."
        return fault(IDENTITY, what, f"Look AADSTS{code[1]} up at https://login.microsoftonline.com/error.")
    if settings.app_type == "UserAssignedMSI":
        return _no_managed_identity(error)
    if isinstance(error, TimeoutError):
        return fault(
            IDENTITY,
            f"{_asked(settings)} takes the question and does not answer.",
            f"See what stands between this machine and {settings.login_url}: a proxy or firewall.",
        )
    if isinstance(error, ValueError | FileNotFoundError):
        return fault(
            IDENTITY,
            "The identity's settings cannot be used together.",
            f"Check {PREFIX}APP_TENANT_ID, {PREFIX}APP_CERTIFICATE (a PEM with its key), {PREFIX}LOGIN_URL.",
        )
    return _no_answer(error, settings)


def _asked(settings: Settings) -> str:
    server = f"The login server of {PREFIX}LOGIN_URL"
    return f"{server}, or what proves the app to it," if settings.app_type == "Federated" else server


def _no_managed_identity(error: BaseException) -> Finding:
    if isinstance(error, TimeoutError):
        return fault(
            IDENTITY,
            "The endpoint of managed identities does not answer.",
            "Start the app anew in Azure; outside Azure, use APP_TYPE=SingleTenant.",
        )
    return fault(
        IDENTITY,
        f"The managed identity {PREFIX}APP_ID gives no token here.",
        "Assign it to the app that runs this, under Identity, User assigned, and compare its client id; "
        "outside Azure, use APP_TYPE=SingleTenant.",
    )


def _no_answer(error: BaseException, settings: Settings) -> Finding:
    """Say of a login server without any of Microsoft's codes whether it was reached, and what it said."""
    from azure.core.exceptions import HttpResponseError, ServiceRequestError, ServiceResponseError

    if not isinstance(error, HttpResponseError | ServiceRequestError | ServiceResponseError | OSError):
        return fault(
            IDENTITY,
            f"No token came, and why is not known ({type(error).__name__}).",
            "Compare the identity's settings with docs/settings.md.",
        )
    if not isinstance(error, HttpResponseError):
        return fault(
            IDENTITY,
            f"The login server cannot be reached ({type(error).__name__}).",
            f"Let this machine reach {settings.login_url} on port 443: firewall, DNS, clock, certificates.",
        )
    status = f" ({error.status_code})" if error.status_code else ""
    return fault(
        IDENTITY,
        f"What answers at {PREFIX}LOGIN_URL does not answer as Microsoft Entra does{status}.",
        "Check the address, and that no proxy answers in its place; with 5xx, try again in a while.",
    )


def _read(token: str, settings: Settings) -> Iterator[Finding]:
    """Read the token's claims. It is no secret of anybody else's, and nothing of it is shown."""
    claims = claims_of(token)
    if claims is None:
        yield skipped(TOKEN, "It is no readable JWT: audience and tenant were not compared.")
        return
    wrong = list(_strange(claims, settings))
    yield from wrong
    if not wrong:
        yield ok(TOKEN, "It is for the Bot Connector, for this app and from this tenant.")


def _strange(claims: dict[str, Any], settings: Settings) -> Iterator[Finding]:
    if str(claims.get("aud", "")).rstrip("/") != CONNECTOR:
        yield fault(
            TOKEN,
            "It is not for the Bot Connector, which will refuse it.",
            f"Check {PREFIX}LOGIN_URL: it must be that of the cloud in which the bot is registered.",
        )
    if _differs(claims.get("appid", claims.get("azp")), settings.app_id):
        yield fault(
            TOKEN,
            f"It is for another app than {PREFIX}APP_ID.",
            "Write the client id of the identity that the bot runs as; Azure Bot must name the same.",
        )
    if _differs(claims.get("tid"), settings.app_tenant_id):
        yield fault(
            TOKEN,
            f"It is from another tenant than {PREFIX}APP_TENANT_ID.",
            "Write the tenant in which the identity was made.",
        )


def claims_of(token: str) -> dict[str, Any] | None:
    """Return what a token says, without checking who says so; None where it is no JWT."""
    try:
        claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    except jwt.PyJWTError:
        return None
    return claims


def _differs(told: object, expected: str) -> bool:
    return isinstance(told, str) and told.lower() != expected.lower()


def _proof(settings: Settings) -> Iterator[Finding]:
    if settings.app_type == "SingleTenant" and settings.app_certificate:
        yield _certificate(settings.app_certificate)
    elif settings.app_type == "SingleTenant":
        yield ok(
            PROOF,
            "A secret. When it expires is shown in the app registration alone: note it in a calendar, "
            "or use a managed identity, which has none.",
        )


def _proves_nothing(settings: Settings) -> bool:
    if settings.app_type != "SingleTenant" or settings.app_certificate is None:
        return False
    try:
        certificate_in(settings.app_certificate)
    except UnusableCertificateError:
        return True
    return False


def _certificate(file: Path) -> Finding:
    try:
        certificate = certificate_in(file)
    except UnusableCertificateError as error:
        return fault(PROOF, error.says, error.do)
    now, ends = datetime.datetime.now(datetime.UTC), certificate.not_valid_after_utc
    new = f"Upload a new one {_SECRETS_PAGE}, and name its file."
    if ends <= now:
        return fault(PROOF, f"The certificate of {PREFIX}APP_CERTIFICATE expired on {ends.date()}.", new)
    if certificate.not_valid_before_utc > now:
        return fault(
            PROOF, f"The certificate of {PREFIX}APP_CERTIFICATE is not valid yet.", "Check the clock."
        )
    if ends - now < SOON:
        return warning(PROOF, f"The certificate of {PREFIX}APP_CERTIFICATE expires on {ends.date()}.", new)
    return ok(PROOF, f"The certificate is valid until {ends.date()}.")
