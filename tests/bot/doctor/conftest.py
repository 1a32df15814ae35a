"""A configuration as in production, every part of it on this machine and well."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest

from bot.delivery.model import Address
from bot.doctor.configuration import read_configuration
from bot.doctor.examination import examine
from bot.doctor.finding import Finding, State
from bot.environment import PREFIX
from bot.settings import read_settings
from bot.storage.conversations import StoredAddresses
from bot.storage.database import open_database
from tests.bot.fakes.activities import ANNA, TENANT
from tests.bot.fakes.connector import FakeConnector
from tests.bot.fakes.conversation import Listener
from tests.bot.fakes.edge import running
from tests.bot.fakes.graph import HR, FakeGraph, Person
from tests.bot.fakes.key_server import APP_ID, KeyServer
from tests.bot.fakes.login import FakeLogin

CHANNEL = "19:hr-og-jura@thread.tacv2"
SECRET = "s3cret-of-the-app"  # noqa: S105  # nobody's


@dataclass
class Clinic:
    """What a municipality runs, and the settings that lead there."""

    monkeypatch: pytest.MonkeyPatch
    login: FakeLogin
    keys: KeyServer
    graph: FakeGraph
    connector: FakeConnector
    database_url: str
    bot_url: str = ""
    """Where the bot itself runs, by the settings as they were when all was well."""

    def given(self, **settings: str) -> None:
        """Write settings into the environment; an empty one counts as none."""
        for name, value in settings.items():
            self.monkeypatch.setenv(PREFIX + name, value)

    async def examined(self) -> list[Finding]:
        """Look at it all."""
        return await examine(read_configuration())

    async def says(self, about: str) -> tuple[State, str]:
        """Look at it all, and return what is told of one thing: the state, and all words."""
        (found,) = [one for one in await self.examined() if one.about == about]
        return found.state, f"{found.says} {found.do}"

    async def heard_from(self, *addresses: Address) -> None:
        """Store where the bot may write."""
        database = await open_database(self.database_url)
        await StoredAddresses(database).write(addresses, [])
        await database.close()

    def channel(self, conversation_id: str = CHANNEL) -> Address:
        return Address(conversation_id, self.connector.url, TENANT, "28:bot", team_id="19:team@thread.tacv2")


@pytest.fixture
async def clinic(
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    key_server: KeyServer,
    connector: FakeConnector,
) -> AsyncIterator[Clinic]:
    for name in [name for name in os.environ if name.startswith(("OTEL_", "APPLICATIONINSIGHTS_"))]:
        monkeypatch.delenv(name)
    async with AsyncExitStack() as stack:
        login = await stack.enter_async_context(FakeLogin())
        graph = await stack.enter_async_context(FakeGraph([Person(ANNA, "Anna Agerholm")], [ANNA]))
        town = Clinic(monkeypatch, login, key_server, graph, connector, database_url)
        town.given(
            APP_TYPE="SingleTenant",
            APP_ID=APP_ID,
            APP_TENANT_ID=TENANT,
            APP_PASSWORD=SECRET,
            OPENID_METADATA_URL=key_server.metadata_url,
            LOGIN_URL=login.url,
            GRAPH_URL=graph.url,
            DATABASE_URL=database_url,
            DIRECTORY="graph",
            HR_GROUP=HR,
            HR_CHANNEL=f"19:team@thread.tacv2/{CHANNEL}",
        )
        await town.heard_from(town.channel())
        edge = await stack.enter_async_context(running(read_settings(), Listener()))
        town.bot_url = edge.url
        town.given(PORT=edge.url.rpartition(":")[2])
        town.given(PUBLIC_URL=edge.url)
        yield town
        await asyncio.sleep(0)
