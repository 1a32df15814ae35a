"""What the looks share: the settings, a session, and the bot's own identity."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.doctor.configuration import Configuration
from bot.settings import Settings
from bot.storage.examining import Examined, examine, sqlite_file
from bot.teams.credentials import DATABASE_SCOPE
from bot.world import hr_channel_in

if TYPE_CHECKING:
    from azure.core.credentials import AccessToken
    from azure.core.credentials_async import AsyncTokenCredential

WAIT = aiohttp.ClientTimeout(total=8, connect=5)
"""How long anybody's answer is waited for."""

TOKEN_SECONDS = 6.0
DATABASE_SECONDS = 8.0
"""A token may be waited for before the database is: both are less than a look may take."""

ONE_TRY: dict[str, Any] = {"retry_total": 1, "retry_backoff_factor": 0.1}
"""How azure-identity asks: whoever looks wants to know, not to wait."""


class NoTokenError(Exception):
    """The bot has no token for a scope; what is wrong is told once, where the identity is looked at."""


@dataclass
class Patient:
    """A configuration, and how to reach what it names."""

    configuration: Configuration
    session: aiohttp.ClientSession
    _credential: "AsyncTokenCredential | None" = None
    _examining: "asyncio.Task[Examined] | None" = None
    _tokens: "dict[str, asyncio.Task[AccessToken]]" = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        """The settings, as far as they can be used."""
        return self.configuration.settings

    def lacks(self, *names: str) -> bool:
        """Whether one of these settings is wrong, and counts as not set."""
        return bool(self.configuration.unusable.intersection(names))

    @property
    def channel(self) -> str | None:
        """HR/Jura's channel as the settings name it."""
        return hr_channel_in(self.settings)

    @property
    def has_identity(self) -> bool:
        """Whether the settings give an identity that can be tried."""
        chosen = self.settings
        return chosen.is_guarded and bool(chosen.app_id and chosen.app_tenant_id)

    async def ask_for_token(self, scope: str) -> "AccessToken":
        """Return a token; raises what azure-identity does, ValueError, OSError or TimeoutError."""
        if scope not in self._tokens:
            self._tokens[scope] = asyncio.create_task(self._ask(scope))
        return await asyncio.shield(self._tokens[scope])

    async def token(self, scope: str) -> str:
        """Return a token, or raise NoTokenError."""
        try:
            return (await self.ask_for_token(scope)).token
        except Exception:  # noqa: BLE001  # whichever the identity's library raises; it is told elsewhere
            raise NoTokenError from None

    async def database(self) -> Examined:
        """Return what the database holds, looked at once; raises TroubleError."""
        if self._examining is None:
            self._examining = asyncio.create_task(self._examine())
        return await asyncio.shield(self._examining)

    async def database_as_it_is(self) -> Examined | None:
        """Return the same; None where there is no file yet, which looking would make."""
        url = self.settings.database_url
        file = sqlite_file(url.text if url else None)
        return None if file and not file.is_file() else await self.database()

    async def close(self) -> None:
        """Wait for nothing more."""
        looking: list[asyncio.Task[Any]] = [*self._tokens.values()]
        looking += [self._examining] if self._examining else []
        for task in looking:
            task.cancel()
        await asyncio.gather(*looking, return_exceptions=True)
        if self._credential:
            await self._credential.close()

    async def _examine(self) -> Examined:
        url = self.settings.database_url
        password = None
        if self.settings.database_auth == "entra":
            password = partial(self.token, DATABASE_SCOPE)
            with suppress(NoTokenError):  # the database is told of it in its place
                await password()
        verified = self.settings.is_guarded
        return await examine(url.text if url else None, password, DATABASE_SECONDS, verified=verified)

    async def _ask(self, scope: str) -> "AccessToken":
        from bot.teams.credentials import credential_of

        self._credential = self._credential or credential_of(self.settings, **ONE_TRY)
        async with asyncio.timeout(TOKEN_SECONDS):
            return await self._credential.get_token(scope)


@asynccontextmanager
async def admitted(configuration: Configuration) -> AsyncIterator[Patient]:
    """Open what the looks share, and close it."""
    trusted = ssl.create_default_context()
    connector = aiohttp.TCPConnector(ssl=trusted, force_close=True)
    async with aiohttp.ClientSession(
        connector=connector, timeout=WAIT, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        patient = Patient(configuration, session)
        try:
            yield patient
        finally:
            await patient.close()
