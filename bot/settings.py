"""The settings: environment variables that begin with OPTAGELSESGUIDEN_, also from a `.env` file.

`docs/settings.md` tells what each means; a test holds that table and this model together.
"""

import difflib
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from bot.database_url import checked_database_url
from bot.environment import PREFIX, Secret, SettingsError, above_zero, one_of, read, whole, written, yes_or_no
from bot.loopback import is_loopback, is_safe_url

GRAPH = "graph"
"""The `DIRECTORY` that is Microsoft Graph, not a file."""

AppType = Literal["UserAssignedMSI", "SingleTenant", "Federated", "None"]
DatabaseAuth = Literal["url", "entra"]
LogLevel = Literal["debug", "info", "warning", "error"]


def safe_url(url: str) -> str:
    """Read an address that may be written to."""
    if not is_safe_url(url):
        raise ValueError("must be an https address, or http on a loopback address")
    return url.rstrip("/")


def base_url(url: str) -> str:
    """Read an address that paths are added to."""
    url = safe_url(url)
    if "?" in url or "#" in url:
        raise ValueError("must be an address without a query or a fragment, for paths are added to it")
    return url


def _database_url(url: str) -> Secret:
    return Secret(checked_database_url(url))


def _graph_url(url: str) -> str:
    url = base_url(url)
    if url.endswith("/v1.0"):
        raise ValueError("must end before /v1.0, which is added to it")
    return url


def _guid(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise ValueError("must be the object id of a group in Microsoft Entra, a GUID") from None


def _list(text: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[\s,;]+", text) if part)


def _log_level(text: str) -> str:
    level: str = one_of(LogLevel)(text.lower())
    return level


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings, checked one by one; `read_settings` also checks them against each other."""

    app_type: Annotated[AppType, one_of(AppType)]
    app_id: str = ""
    app_tenant_id: str = ""
    app_password: Annotated[Secret | None, Secret] = None
    app_certificate: Annotated[Path | None, Path] = None
    allowed_tenants: Annotated[tuple[str, ...], _list] = ()
    openid_metadata_url: Annotated[str, safe_url] = (
        "https://login.botframework.com/v1/.well-known/openidconfiguration"
    )
    token_issuer: str = "https://api.botframework.com"  # noqa: S105  # public, not a secret
    login_url: Annotated[str, safe_url] = "https://login.microsoftonline.com"
    graph_url: Annotated[str, _graph_url] = "https://graph.microsoft.com"
    database_url: Annotated[Secret | None, _database_url] = None
    database_auth: Annotated[DatabaseAuth, one_of(DatabaseAuth)] = "url"
    directory: str | None = None
    hr_group: Annotated[str | None, _guid] = None
    hr_channel: str | None = None
    guideline: str = "albertslund"
    host: str = "127.0.0.1"
    port: Annotated[int, whole(0, 65535)] = 3978
    public_url: Annotated[str | None, base_url] = None
    show_drafts: Annotated[bool, yes_or_no] = False
    send_rate: Annotated[float, above_zero] = 50
    send_rate_per_conversation: Annotated[float, above_zero] = 1
    request_rate: Annotated[float, above_zero] = 2000
    request_rate_per_user: Annotated[float, above_zero] = 200
    reminder_hours: Annotated[float, above_zero] = 4
    escalation_hours: Annotated[float, above_zero] = 8
    retention_days: Annotated[int, whole(1)] = 730
    log_level: Annotated[LogLevel, _log_level] = "info"
    clock_file: Annotated[Path | None, Path] = None

    @property
    def is_guarded(self) -> bool:
        """Whether activities are verified, and the bot has an identity of its own."""
        return self.app_type != "None"

    @property
    def tenants(self) -> frozenset[str]:
        """The tenants that may use the bot, in lower case; empty: every tenant."""
        own = (self.app_tenant_id,) if self.app_tenant_id else ()
        return frozenset(tenant.lower() for tenant in self.allowed_tenants or own)


def read_settings(env_file: Path = Path(".env")) -> Settings:
    """Read and check the settings, or raise SettingsError with a sentence for each thing that is wrong."""
    refuse_unknown_names(env_file)
    settings = read(Settings, env_file)
    found = list(contradictions(settings))
    if found:
        raise SettingsError(found)
    return settings


def refuse_unknown_names(env_file: Path) -> None:
    """Raise SettingsError for every name that begins as a setting's does and is none."""
    ours = [name for name in written(env_file) if name.upper().startswith(PREFIX)]
    if unknown := list(_unknown_names(ours)):
        raise SettingsError(unknown)


def _unknown_names(names: Iterable[str]) -> Iterable[str]:
    known = [PREFIX + field.name.upper() for field in fields(Settings)]
    for name in dict.fromkeys(name.upper() for name in names):
        if name not in known:
            nearest = difflib.get_close_matches(name, known, n=1, cutoff=0)[0]
            yield f"{name} is not a setting; did you mean {nearest}?"


def contradictions(settings: Settings) -> Iterable[str]:
    """Return a sentence for each two settings that do not go together."""
    yield from (_without_authentication if settings.app_type == "None" else _with_authentication)(settings)
    if settings.database_auth == "entra":
        yield from _entra_database(settings)
    if settings.directory == GRAPH and settings.app_type == "None":
        yield from _graph_without_identity(settings)


def _graph_without_identity(settings: Settings) -> Iterable[str]:
    if not is_loopback(urlsplit(settings.graph_url).hostname or ""):
        yield (
            f"{PREFIX}DIRECTORY=graph needs an identity, and {PREFIX}APP_TYPE=None gives none; "
            f"without one, {PREFIX}GRAPH_URL must be a loopback address."
        )


def _without_authentication(settings: Settings) -> Iterable[str]:
    if not is_loopback(settings.host):
        yield (
            f"{PREFIX}APP_TYPE=None turns authentication off and is allowed only where "
            f"{PREFIX}HOST is a loopback address."
        )


def _with_authentication(settings: Settings) -> Iterable[str]:
    for name in ("app_id", "app_tenant_id"):
        if not getattr(settings, name):
            yield f"{PREFIX}{name.upper()} is missing; {PREFIX}APP_TYPE={settings.app_type} needs it."
    if settings.app_type == "SingleTenant":
        yield from _secret(settings)
    if settings.clock_file:
        yield f"{PREFIX}CLOCK_FILE is refused unless {PREFIX}APP_TYPE=None on a loopback address."


def _secret(settings: Settings) -> Iterable[str]:
    if (settings.app_password is None) == (settings.app_certificate is None):
        yield f"{PREFIX}APP_TYPE=SingleTenant needs either {PREFIX}APP_PASSWORD or {PREFIX}APP_CERTIFICATE."
    elif settings.app_certificate and not settings.app_certificate.is_file():
        yield f"{PREFIX}APP_CERTIFICATE does not name a file that can be read."


def _entra_database(settings: Settings) -> Iterable[str]:
    url = settings.database_url
    if url is None or not url.text.startswith("postgresql"):
        yield f"{PREFIX}DATABASE_AUTH=entra needs a PostgreSQL {PREFIX}DATABASE_URL."
    if settings.app_type == "None":
        yield f"{PREFIX}DATABASE_AUTH=entra needs an identity, and {PREFIX}APP_TYPE=None gives none."
