"""Known defects of the archived SDK (4.17.1) on this path, and that each is cured here or does not reach us.

Where a cure is shown elsewhere, `ELSEWHERE` names the test.
"""

import asyncio
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import pytest
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

HERE = Path(__file__).parent

ELSEWHERE = {
    "an invoke's value that is text is a 500": "test_failures::test_a_press_that_fails_is_a_card",
    "a malformed press is a 500": "test_invokes::test_a_damaged_press_reaches_the_conversation_as_one",
    "a bad token is a 500": "test_authentication::test_a_bad_token_gets_401",
    "a new key is unknown for a day": "test_authentication::test_a_rotated_key_is_accepted_at_once",
    "a body that is no activity is a 500": "test_bad_input::test_what_is_no_activity_gets_400",
    "nothing is tried again": "test_connector::test_what_passes_is_tried_again",
    "no service URL passes": "test_authentication::test_an_activity_for_another_service_url_gets_401",
    "a token without expiry passes": "test_authentication::test_a_bad_token_gets_401",
    "an empty APP_ID turns authentication off": "../test_settings::test_what_stops_the_start",
    "names of another invoke have no handler": "test_invokes::test_an_unknown_invoke_is_501",
    "a failing turn is a 501": "test_failures::test_a_failure_around_the_conversation_is_answered_"
    "in_the_user_s_language",
    "a failing identity is a KeyError": "test_connector::test_a_reply_waits_for_the_bot_s_own_token",
}


@pytest.mark.parametrize("place", ELSEWHERE.values(), ids=ELSEWHERE)
def test_what_is_shown_elsewhere_is_there(place: str) -> None:
    file, _, name = place.partition("::")
    assert f"def {name}(" in (HERE / f"{file}.py").read_text("utf-8")


def test_nothing_of_ours_is_made_of_the_sdk_s_models_that_drop_what_they_do_not_know() -> None:
    """`Entity` loses `@type` and citations, `AdaptiveCardInvokeValue` its trigger: neither is used."""
    ours = (HERE.parents[2] / "bot").rglob("*.py")
    names = ("Entity", "AdaptiveCardInvokeValue", "AdaptiveCardInvokeResponse", "CloudAdapter", "BotState")
    imports = [line for file in ours for line in file.read_text("utf-8").splitlines() if "botbuilder" in line]
    assert not [line for line in imports if any(name in line for name in names)]


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
