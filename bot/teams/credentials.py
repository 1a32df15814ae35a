"""The bot's own token, from Microsoft Entra by azure-identity, which is imported only when it is needed."""

import asyncio
import logging
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from bot.observing import signals
from bot.observing.metrics import TOKEN_FAILURES, TOKEN_REMAINING
from bot.settings import Settings
from bot.teams.certificate import certificate_in

if TYPE_CHECKING:
    from azure.core.credentials import AccessToken
    from azure.core.credentials_async import AsyncTokenCredential

CONNECTOR_SCOPE = "https://api.botframework.com/.default"
DATABASE_SCOPE = "https://ossrdbms-aad.database.windows.net/.default"
"""The password of Azure Database for PostgreSQL."""
EXCHANGE_SCOPE = "api://AzureADTokenExchange/.default"
"""The audience of a token that proves one identity to another (workload identity federation)."""
_FOR = {CONNECTOR_SCOPE: "connector", DATABASE_SCOPE: "database"}
RENEW_BEFORE = 300
"""Seconds before its expiry at which a token is replaced."""
RENEWAL_PAUSE = 5
"""Seconds until the next try where a token could not be replaced and is valid still."""

log = logging.getLogger(__name__)


def graph_scope(graph_url: str) -> str:
    """Return the scope of Microsoft Graph at an address: each national cloud has one of its own.

    Source: learn.microsoft.com, "Microsoft Graph national cloud deployments".
    """
    parts = urlsplit(graph_url)
    return f"{parts.scheme}://{parts.netloc}/.default"


class Token:
    """A token for one scope, kept until shortly before it expires. Concurrent users wait for one request.

    Where it cannot be renewed in time, it is used for as long as it is valid.
    """

    def __init__(self, credential: "AsyncTokenCredential", scope: str) -> None:
        self._credential = credential
        self._scope = scope
        self._kind = _FOR.get(scope, "graph")
        self._text = ""
        self._renew_at = self._expires_at = 0.0
        self._lock = asyncio.Lock()

    async def __call__(self) -> str:
        """Return a token, or raise azure.core's ClientAuthenticationError."""
        if time.time() >= self._renew_at and (self._has_expired() or not self._lock.locked()):
            async with self._lock:
                if time.time() >= self._renew_at:
                    await self._renew()
        return self._text

    async def _renew(self) -> None:
        try:
            fresh = await self._credential.get_token(self._scope)
        except Exception as error:
            signals.count(TOKEN_FAILURES, kind=self._kind)
            if self._has_expired():
                raise
            log.warning("token.not_renewed", exc_info=error)
            self._renew_at = time.time() + RENEWAL_PAUSE
        else:
            self._text, self._expires_at = fresh.token, fresh.expires_on
            self._renew_at = fresh.expires_on - RENEW_BEFORE
            signals.level(TOKEN_REMAINING, fresh.expires_on, kind=self._kind)

    def _has_expired(self) -> bool:
        return time.time() >= self._expires_at


def credential_of(settings: Settings, **options: Any) -> "AsyncTokenCredential":
    """Return how this bot proves who it is. `options` go to azure-identity (tests set a transport).

    Raises UnusableCertificateError, or ValueError for a tenant or address that cannot be used.
    """
    return _CREDENTIALS[settings.app_type](settings, options)


def _at(login_url: str) -> dict[str, Any]:
    """Return the options for asking at this address. azure-identity itself only knows https.

    Settings allow plain http on a loopback address alone, for a login server on the same machine.
    """
    if not login_url.startswith("http://"):
        return {"authority": login_url}
    from azure.core.pipeline.transport import AioHttpTransport

    class PlainTransport(AioHttpTransport):  # type: ignore[misc]  # its base depends on what is installed
        async def send(self, request: Any, **options: Any) -> Any:
            request.url = request.url.replace("https://", "http://", 1)
            return await super().send(request, **options)

    return {"authority": login_url.replace("http://", "https://", 1), "transport": PlainTransport()}


def _managed_identity(settings: Settings, options: dict[str, Any]) -> "AsyncTokenCredential":
    from azure.identity.aio import ManagedIdentityCredential

    return ManagedIdentityCredential(client_id=settings.app_id, **options)


def _single_tenant(settings: Settings, options: dict[str, Any]) -> "AsyncTokenCredential":
    from azure.identity.aio import CertificateCredential, ClientSecretCredential

    at_home = {**_at(settings.login_url), **options}
    if settings.app_password:
        secret = settings.app_password.text
        return ClientSecretCredential(settings.app_tenant_id, settings.app_id, secret, **at_home)
    certificate_in(file := settings.app_certificate or Path())
    return CertificateCredential(settings.app_tenant_id, settings.app_id, str(file), **at_home)


def _federated(settings: Settings, options: dict[str, Any]) -> "AsyncTokenCredential":
    """Return the app's credential, proved by Kubernetes' token file or else by a managed identity."""
    from azure.identity.aio import ManagedIdentityCredential, WorkloadIdentityCredential

    at_home = {**_at(settings.login_url), **options}
    if os.environ.get("AZURE_FEDERATED_TOKEN_FILE"):
        return WorkloadIdentityCredential(
            tenant_id=settings.app_tenant_id, client_id=settings.app_id, **at_home
        )
    proof = ManagedIdentityCredential(client_id=os.environ.get("AZURE_CLIENT_ID"), **options)
    return _ProvedByIdentity(settings, proof, at_home)


class _ProvedByIdentity:
    """The app's credential, proved by a managed identity's token.

    azure-identity asks for the proof in a plain call on the event loop; a proof fetched there would block
    every turn, so it is fetched before.
    """

    def __init__(self, settings: Settings, proof: "AsyncTokenCredential", at_home: dict[str, Any]) -> None:
        from azure.identity.aio import ClientAssertionCredential

        self._proof = proof
        self._text = ""
        self._app = ClientAssertionCredential(
            settings.app_tenant_id, settings.app_id, lambda: self._text, **at_home
        )

    async def get_token(self, *scopes: str, **options: Any) -> "AccessToken":
        """Return a token of the app."""
        self._text = (await self._proof.get_token(EXCHANGE_SCOPE)).token
        return await self._app.get_token(*scopes, **options)

    async def close(self) -> None:
        """Close both credentials' connections."""
        await self._app.close()
        await self._proof.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


_CREDENTIALS: dict[str, Callable[[Settings, dict[str, Any]], "AsyncTokenCredential"]] = {
    "UserAssignedMSI": _managed_identity,
    "SingleTenant": _single_tenant,
    "Federated": _federated,
}
