"""Known defects of the archived SDK on this path, and that each is cured here.

Shown elsewhere: a bad token is 401 and not 500, an unknown key is looked for at once, a token needs an expiry
and a service URL (`test_authentication`); bodies that are no activity are 400, malformed presses a card
(`test_bad_input`, `test_invokes`); what the connector refuses for now is tried again (`test_connector`); an
empty APP_ID stops the start instead of turning authentication off (`tests/bot/test_settings`).
"""

import asyncio
from typing import Any

import aiohttp
import msgspec
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.schema import Activity, Attachment

from bot.teams.adapter import EdgeAdapter
from bot.teams.calls import Calls
from bot.teams.connector import Connector
from bot.teams.incoming import read_activity
from bot.teams.pace import Pace
from tests.bot.fakes.activities import TENANT, message, press
from tests.bot.fakes.connector import FakeConnector
from tests.bot.fakes.conversation import Listener
from tests.bot.fakes.edge import Edge
from tests.bot.fakes.identity import IdentityEndpoint
from tests.bot.fakes.key_server import KeyServer, bearer, sign

IN_A_CHANNEL = {"conversation": {"id": "19:channel", "conversationType": "channel"}}
NOWHERE = "http://127.0.0.1:1"


async def test_an_invoke_with_a_body_is_serialised_once(edge: Edge) -> None:
    """The SDK's cloud adapter serialises it twice, which is a 500 for every card."""
    answer = await edge.hears(press(NOWHERE, **IN_A_CHANNEL))
    assert (answer.status, answer.json["value"]["type"]) == (200, "AdaptiveCard")


async def test_an_exception_in_an_invoke_is_a_card(edge: Edge, listener: Listener) -> None:
    """The SDK answers 501 with the body `null`, or 500."""
    listener.fails = True
    answer = await edge.hears(press(NOWHERE, **IN_A_CHANNEL))
    assert (answer.status, answer.json["statusCode"]) == (200, 200)


async def test_a_key_server_that_hangs_holds_up_nobody_else(key_server: KeyServer, guarded: Edge) -> None:
    """The SDK reads the keys with a blocking call without a time limit."""
    key_server.let_through.clear()
    waiting = asyncio.create_task(guarded.hears(message(NOWHERE, type="typing"), bearer(sign(NOWHERE))))
    while not key_server.readings:
        assert (await guarded.get("/healthz")).status == 200
    assert not waiting.done()
    key_server.let_through.set()
    assert (await waiting).status == 202


async def test_many_replies_share_one_connection(edge: Edge, connector: FakeConnector) -> None:
    """The SDK opens a session, and with it a connection, for each turn."""
    for number in range(20):
        await edge.hears(message(connector.url, str(number)))
    await connector.receives(20)
    assert len(connector.connections) == 1


async def test_a_managed_identity_that_fails_costs_no_reply_and_no_answer(
    guarded: Edge, connector: FakeConnector, identity: IdentityEndpoint
) -> None:
    """The SDK tells of it as a KeyError in the middle of a turn."""
    identity.fails = 1
    answer = await guarded.hears(message(connector.url), bearer(sign(connector.url)))
    assert answer.status == 202
    pressed = press(NOWHERE, **IN_A_CHANNEL | {"channelData": {"tenant": {"id": TENANT}}})
    assert (await guarded.hears(pressed, bearer(sign(NOWHERE)))).status == 200
    (call,) = await connector.receives()  # once there is a token
    assert (call.body["summary"], identity.fails) == ("typed hej", 0)


class Chatty(ActivityHandler):  # type: ignore[misc]  # the SDK carries no types
    """A bot written as the SDK's documentation shows."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        content = {"type": "AdaptiveCard", "@odd": "kept"}
        attachment = Attachment(content_type="application/vnd.microsoft.card.adaptive", content=content)
        sent = await turn_context.send_activity(Activity(type="message", attachments=[attachment]))
        await turn_context.update_activity(Activity(id=sent.id, type="message", text="changed"))
        await turn_context.delete_activity(sent.id)


async def test_what_the_sdk_itself_sends_goes_over_the_same_pool(connector: FakeConnector) -> None:
    """Its connector client opens a session a turn and never tries again."""
    async with aiohttp.ClientSession() as session:
        adapter = EdgeAdapter(Chatty(), Connector(Calls(session, None, Pace(), 15)))
        assert await adapter.receive(read_activity(msgspec.json.encode(message(connector.url)))) is None
    paths: list[Any] = [(call.method, call.path) for call in connector.calls]
    assert paths == [
        ("POST", "/v3/conversations/a%3Achat/activities/f%3Aactivity"),
        ("PUT", "/v3/conversations/a%3Achat/activities/f%3Asent-1"),
        ("DELETE", "/v3/conversations/a%3Achat/activities/f%3Asent-1"),
    ]
    assert connector.calls[0].body["attachments"][0]["content"] == {"type": "AdaptiveCard", "@odd": "kept"}
    assert len(connector.connections) == 1
