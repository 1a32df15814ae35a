"""What the tests of the edges share."""

import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.environment import PREFIX, Secret
from bot.settings import Settings
from tests.bot.fakes.activities import TENANT
from tests.bot.fakes.connector import FakeConnector
from tests.bot.fakes.conversation import Listener
from tests.bot.fakes.edge import Edge, running
from tests.bot.fakes.identity import IdentityEndpoint
from tests.bot.fakes.key_server import APP_ID, KeyServer

MakeSettings = Callable[..., Settings]


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the environment nor a `.env` file of whoever runs the tests counts."""
    import os

    for name in list(os.environ):
        if name.upper().startswith(PREFIX):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def make_settings(tmp_path: Path, sqlite_with_tables: Path) -> MakeSettings:
    """Settings without authentication and with a database of the test's own, unless told otherwise."""
    file = shutil.copy(sqlite_with_tables, tmp_path / "test.db")

    def make(**changes: Any) -> Settings:
        basics: dict[str, Any] = {
            "app_type": "None",
            "database_url": Secret(f"sqlite+aiosqlite:///{file}"),
            "request_rate": 1_000_000,  # a test is faster than any person
            "request_rate_per_user": 1_000_000,
            "send_rate_per_conversation": 10_000,
        }
        return Settings(**(basics | changes))

    return make


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
async def connector() -> AsyncIterator[FakeConnector]:
    async with FakeConnector() as server:
        yield server


@pytest.fixture
async def key_server() -> AsyncIterator[KeyServer]:
    async with KeyServer() as server:
        yield server


@pytest.fixture
async def identity(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[IdentityEndpoint]:
    async with IdentityEndpoint() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


@pytest.fixture
async def edge(
    make_settings: MakeSettings, listener: Listener, connector: FakeConnector
) -> AsyncIterator[Edge]:
    """The bot without authentication; it ends before the connector does."""
    async with running(make_settings(), listener) as running_edge:
        yield running_edge


@pytest.fixture
def guarded_settings(
    make_settings: MakeSettings, key_server: KeyServer, identity: IdentityEndpoint
) -> Settings:
    """Settings as in production, with a key server and an identity endpoint on this machine."""
    return make_settings(
        app_type="UserAssignedMSI",
        app_id=APP_ID,
        app_tenant_id=TENANT,
        openid_metadata_url=key_server.metadata_url,
    )


@pytest.fixture
async def guarded(
    guarded_settings: Settings, listener: Listener, connector: FakeConnector
) -> AsyncIterator[Edge]:
    """The bot with authentication."""
    async with running(guarded_settings, listener) as running_edge:
        yield running_edge
