"""Buttons: the card comes back as the answer, and is written to the message a moment later."""

import json
from typing import Any

import pytest

from bot.settings import Settings
from bot.teams import rewriting
from dialogs.turn import Pressed
from tests.bot.conftest import MakeSettings
from tests.bot.fakes.activities import ANNA, Json, message, press
from tests.bot.fakes.connector import FakeConnector
from tests.bot.fakes.conversation import Listener, card
from tests.bot.fakes.edge import Edge, running

NOWHERE = "http://127.0.0.1:1"
IN_A_CHANNEL: Json = {"conversation": {"id": "19:channel", "conversationType": "channel"}}


async def test_a_press_is_answered_with_the_card_as_the_conversation_wrote_it(
    edge: Edge, listener: Listener
) -> None:
    answer = await edge.hears(press(NOWHERE, "interview.answer", {"facts": {"æ": 1}}, **IN_A_CHANNEL))
    assert answer.status == 200
    assert answer.json == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.card.adaptive",
        "value": json.loads(card("pressed interview.answer").card),
    }
    assert listener.heard == [
        Pressed(
            person_id=ANNA,
            chat_id="19:channel",
            language="da",
            personal=False,
            in_channel=True,
            verb="interview.answer",
            data={"facts": {"æ": 1}},
        )
    ]


DAMAGED: list[Any] = [
    None, "x", 5, [], {}, {"action": None}, {"action": "x"}, {"action": []}, {"action": {}},
    {"action": {"verb": None}}, {"action": {"verb": 5}}, {"action": {"verb": ["x"]}},
    {"action": {"verb": "x", "data": "y"}}, {"action": {"verb": "x", "data": [1]}},
    {"action": {"verb": "x", "data": None}}, {"action": {"data": {"a": 1}}},
]  # fmt: skip


@pytest.mark.parametrize("value", DAMAGED, ids=json.dumps)
async def test_a_damaged_press_reaches_the_conversation_as_one(
    edge: Edge, listener: Listener, value: Any
) -> None:
    answer = await edge.hears(press(NOWHERE, value=value, **IN_A_CHANNEL))
    assert (answer.status, answer.words) == (200, "pressed ")
    (turn,) = listener.heard
    assert isinstance(turn, Pressed)
    assert turn.data == {}


async def test_a_button_without_data_is_whole(edge: Edge, listener: Listener) -> None:
    value = {"action": {"type": "Action.Execute", "verb": "x"}}
    assert (await edge.hears(press(NOWHERE, value=value, **IN_A_CHANNEL))).words == "pressed x"


@pytest.mark.parametrize("name", ["composeExtension/queryLink", "", None, "adaptiveCard/Action"])
async def test_an_unknown_invoke_is_501(edge: Edge, listener: Listener, name: str | None) -> None:
    assert (await edge.hears(press(NOWHERE, name=name))).status == 501
    assert listener.heard == []


async def test_a_failure_becomes_a_card_with_a_reference_that_the_log_knows(
    edge: Edge, listener: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    listener.fails = True
    answer = await edge.hears(press(NOWHERE, **IN_A_CHANNEL))
    assert answer.status == 200
    reference = answer.words.removeprefix("failed ")
    (record,) = [record for record in caplog.records if record.msg == "turn.failed"]
    assert vars(record)["reference"] == reference


@pytest.fixture
def patient(make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a bot that does not write cards to messages before it ends."""
    monkeypatch.setattr(rewriting.Rewrites.__init__, "__defaults__", (3600.0,))
    return make_settings()


async def test_the_newest_card_is_written_to_the_message_once(
    patient: Settings, connector: FakeConnector, listener: Listener
) -> None:
    async with running(patient, listener) as edge:
        for verb in ("one", "two", "three"):
            await edge.hears(press(connector.url, verb))
        assert connector.calls == []
    (call,) = connector.calls
    assert (call.method, call.path) == ("PUT", "/v3/conversations/a%3Achat/activities/f%3Acard")
    assert (call.body["id"], call.body["summary"]) == ("f:card", "pressed three")


async def test_a_quiet_message_is_written_without_waiting_for_the_end(
    make_settings: MakeSettings,
    connector: FakeConnector,
    listener: Listener,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rewriting.Rewrites.__init__, "__defaults__", (0.01,))
    async with running(make_settings(), listener) as edge:
        await edge.hears(press(connector.url, "one"))
        await connector.receives(1)
        await edge.hears(press(connector.url, "two"))
        calls = await connector.receives(2)
    assert [call.body["summary"] for call in calls] == ["pressed one", "pressed two"]


async def test_each_message_is_written_for_itself(
    patient: Settings, connector: FakeConnector, listener: Listener
) -> None:
    async with running(patient, listener) as edge:
        for number in ("1", "2"):
            await edge.hears(press(connector.url, number, replyToId=f"card-{number}"))
    assert sorted(call.body["id"] for call in connector.calls) == ["card-1", "card-2"]


@pytest.mark.parametrize(
    "changes", [IN_A_CHANNEL, {"replyToId": None}, {"conversation": {"id": "c", "isGroup": True}}]
)
async def test_a_message_that_others_see_is_never_rewritten(
    patient: Settings, connector: FakeConnector, listener: Listener, changes: Json
) -> None:
    async with running(patient, listener) as edge:
        assert (await edge.hears(press(connector.url) | changes)).status == 200
    assert connector.calls == []


async def test_a_connector_that_hangs_holds_up_no_answer(edge: Edge, connector: FakeConnector) -> None:
    connector.let_through.clear()
    for _ in range(20):
        assert (await edge.hears(message(connector.url))).status == 202
        assert (await edge.hears(press(connector.url))).status == 200
    assert connector.calls == []
    connector.let_through.set()
