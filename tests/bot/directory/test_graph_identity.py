"""Graph behind the whole bot, with a managed identity's token."""

from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from bot.app import open_bot
from bot.listening import listening
from bot.settings import Settings
from bot.teams.credentials import graph_scope
from tests.bot.fakes.activities import ANNA, press
from tests.bot.fakes.connector import FakeConnector
from tests.bot.fakes.edge import Edge
from tests.bot.fakes.graph import HR, FakeGraph, Person
from tests.bot.fakes.identity import IdentityEndpoint
from tests.bot.fakes.key_server import bearer, sign


@pytest.mark.parametrize(
    ("url", "scope"),
    [
        ("https://graph.microsoft.com", "https://graph.microsoft.com/.default"),
        ("https://graph.microsoft.us", "https://graph.microsoft.us/.default"),
        ("http://127.0.0.1:8080/graph", "http://127.0.0.1:8080/.default"),
    ],
)
def test_each_cloud_has_a_scope_of_its_own(url: str, scope: str) -> None:
    assert graph_scope(url) == scope


async def test_graph_gets_a_token_that_is_made_for_it(
    guarded_settings: Settings, identity: IdentityEndpoint, connector: FakeConnector
) -> None:
    async with FakeGraph([Person(ANNA, "Anna Agerholm", "Jobcenter")]) as graph:
        chosen: dict[str, Any] = {"directory": "graph", "graph_url": graph.url, "hr_group": HR}
        settings = replace(guarded_settings, **chosen)
        async with (
            open_bot(settings) as app,
            aiohttp.ClientSession() as session,
            listening(app, "127.0.0.1", 0) as url,
        ):
            asked = press(connector.url, "refusal.begin")
            answer = await Edge(url, session).hears(asked, bearer(sign(connector.url)))
    assert answer.status == 200
    made_for = {f"Bearer token-{number}": one["resource"] for number, one in enumerate(identity.asked, 1)}
    assert {made_for[asked.authorization or ""] for asked in graph.asked} == {graph.url}
    assert f"/users/{ANNA}" in graph.paths()
