"""The settings: environment variables that begin with OPTAGELSESGUIDEN_, also from a `.env` file.

`docs/settings.md` tells what each means; a test holds that table and this model together.
"""

import difflib
import os
import re
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.loopback import is_loopback, is_safe_url
from bot.startup import StartError

PREFIX = "OPTAGELSESGUIDEN_"
GRAPH = "graph"
"""The `DIRECTORY` that is Microsoft Graph, not a file."""

AppType = Literal["UserAssignedMSI", "SingleTenant", "Federated", "None"]


class SettingsError(StartError):
    """The settings do not allow a start. `sentences` says why, one reason each."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__("\n".join(self.sentences))


def _safe_url(url: str) -> str:
    if not is_safe_url(url):
        raise ValueError("must be an https address, or http on a loopback address")
    return url.rstrip("/")


def _base_url(url: str) -> str:
    if "?" in url or "#" in url:
        raise ValueError("must be an address without a query or a fragment, for paths are added to it")
    return url


def _database_url(url: SecretStr) -> SecretStr:
    if not url.get_secret_value().startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
        raise ValueError("must begin with sqlite+aiosqlite:/// or postgresql+asyncpg://")
    return url


def _graph_url(url: str) -> str:
    if url.endswith("/v1.0"):
        raise ValueError("must end before /v1.0, which is added to it")
    return url


def _guid(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise ValueError("must be the object id of a group in Microsoft Entra, a GUID") from None


def _list(value: object) -> object:
    return [part for part in re.split(r"[\s,;]+", value) if part] if isinstance(value, str) else value


SafeUrl = Annotated[str, AfterValidator(_safe_url)]
BaseUrl = Annotated[SafeUrl, AfterValidator(_base_url)]
Rate = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Hours = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Settings(BaseSettings):
    """All settings, checked one by one; `read_settings` also checks them against each other."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    app_type: AppType
    app_id: str = ""
    app_tenant_id: str = ""
    app_password: SecretStr | None = None
    app_certificate: Path | None = None
    allowed_tenants: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_list)] = ()
    openid_metadata_url: SafeUrl = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    token_issuer: str = "https://api.botframework.com"  # noqa: S105  # public, not a secret
    login_url: SafeUrl = "https://login.microsoftonline.com"
    graph_url: Annotated[BaseUrl, AfterValidator(_graph_url)] = "https://graph.microsoft.com"
    database_url: Annotated[SecretStr, AfterValidator(_database_url)] | None = None
    database_auth: Literal["url", "entra"] = "url"
    directory: str | None = None
    hr_group: Annotated[str, AfterValidator(_guid)] | None = None
    hr_channel: str | None = None
    guideline: str = "albertslund"
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 3978
    public_url: BaseUrl | None = None
    show_drafts: bool = False
    send_rate: Rate = 50
    send_rate_per_conversation: Rate = 1
    request_rate: Rate = 2000
    request_rate_per_user: Rate = 200
    reminder_hours: Hours = 4
    escalation_hours: Hours = 8
    retention_days: Annotated[int, Field(ge=1)] = 730
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"],
        BeforeValidator(lambda level: level.lower() if isinstance(level, str) else level),
    ] = "info"
    clock_file: Path | None = None

    @property
    def tenants(self) -> frozenset[str]:
        """The tenants that may use the bot, in lower case; empty: every tenant."""
        own = (self.app_tenant_id,) if self.app_tenant_id else ()
        return frozenset(tenant.lower() for tenant in self.allowed_tenants or own)


def read_settings(env_file: Path = Path(".env")) -> Settings:
    """Read and check the settings, or raise SettingsError with a sentence for each thing that is wrong."""
    refuse_unknown_names(env_file)
    from_file: dict[str, Any] = {"_env_file": env_file}
    try:
        settings = Settings(**from_file)
    except ValidationError as error:
        raise SettingsError(sentences(error)) from None
    contradictions = list(_contradictions(settings))
    if contradictions:
        raise SettingsError(contradictions)
    return settings


def refuse_unknown_names(env_file: Path) -> None:
    """Raise SettingsError for every name that begins as a setting's does and is none."""
    if unknown := list(_unknown_names(_names_in_use(env_file))):
        raise SettingsError(unknown)


def sentences(error: ValidationError) -> list[str]:
    """Return a sentence for each setting that cannot be used; none repeats its value."""
    return [_sentence(fault) for fault in error.errors(include_url=False, include_input=False)]


def _names_in_use(env_file: Path) -> Iterable[str]:
    try:
        in_file: Mapping[str, object] = (
            dotenv_values(env_file, encoding="utf-8") if env_file.is_file() else {}
        )
    except UnicodeDecodeError:
        raise SettingsError(["The file .env cannot be read: it is not UTF-8 text."]) from None
    return [name for name in (*os.environ, *in_file) if name.upper().startswith(PREFIX)]


def _unknown_names(names: Iterable[str]) -> Iterable[str]:
    known = [PREFIX + field.upper() for field in Settings.model_fields]
    for name in dict.fromkeys(name.upper() for name in names):
        if name not in known:
            nearest = difflib.get_close_matches(name, known, n=1, cutoff=0)[0]
            yield f"{name} is not a setting; did you mean {nearest}?"


def _sentence(error: ErrorDetails) -> str:
    name = PREFIX + str(error["loc"][0]).upper()
    if error["type"] == "missing":
        return f"{name} is missing; docs/settings.md lists its values."
    return f"{name} {_reason(error)}."


def _reason(error: ErrorDetails) -> str:
    if error["type"] == "value_error":
        return str(error["msg"]).removeprefix("Value error, ")
    message = str(error["msg"])
    return "cannot be used: " + message[0].lower() + message[1:]


def _contradictions(settings: Settings) -> Iterable[str]:
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
    if url is None or not url.get_secret_value().startswith("postgresql"):
        yield f"{PREFIX}DATABASE_AUTH=entra needs a PostgreSQL {PREFIX}DATABASE_URL."
    if settings.app_type == "None":
        yield f"{PREFIX}DATABASE_AUTH=entra needs an identity, and {PREFIX}APP_TYPE=None gives none."
