"""What people type, and arrivals: the reply comes as a new message."""

import asyncio
from typing import Any

import pytest

from bot.teams import sending
from bot.teams.sending import Job
from dialogs.turn import Arrived, Pressed, Typed
from tests.bot.fakes.activities import ANNA, BOT, Json, installed, members_added, message, press
from tests.bot.fakes.connector import FakeConnector
from tests.bot.fakes.conversation import Listener
from tests.bot.fakes.edge import Edge


async def test_a_message_is_accepted_and_answered_by_a_card_in_the_same_chat(
    edge: Edge, connector: FakeConnector
) -> None:
    assert (await edge.hears(message(connector.url, "hej"))).status == 202
    (call,) = await connector.receives()
    assert (call.method, call.path) == ("POST", "/v3/conversations/a%3Achat/activities/f%3Aactivity")
    assert call.body == {
        "type": "message",
        "summary": "typed hej",
        "from": BOT,
        "recipient": {"id": "29:anna", "name": "Anna Agerholm"},
        "conversation": {"id": "a:chat"},
        "replyToId": "f:activity",
        "attachments": [
            {
                "contentType": "application/vnd.microsoft.card.adaptive",
                "content": {
                    "type": "AdaptiveCard",
                    "version": "1.5",
                    "body": [{"type": "TextBlock", "text": "typed hej"}],
                },
            }
        ],
    }


async def test_a_service_url_may_end_in_a_path_and_a_slash(edge: Edge, connector: FakeConnector) -> None:
    await edge.hears(message(connector.url + "/emea/", id=None))
    (call,) = await connector.receives()
    assert call.path == "/emea/v3/conversations/a%3Achat/activities"


async def test_ids_cannot_lead_a_reply_elsewhere(edge: Edge, connector: FakeConnector) -> None:
    await edge.hears(message(connector.url, id="../../x?y#z", conversation={"id": "a/../b c%2f"}))
    (call,) = await connector.receives()
    assert call.path == "/v3/conversations/a%2F..%2Fb%20c%252f/activities/..%2F..%2Fx%3Fy%23z"


async def test_the_turn_says_who_and_where(edge: Edge, connector: FakeConnector, listener: Listener) -> None:
    await edge.hears(message(connector.url, "hej"))
    assert listener.heard == [
        Typed(person_id=ANNA, chat_id="a:chat", language="da", personal=True, text="hej", files=False)
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"from": {"id": "29:guest"}}, {"person_id": "29:guest"}),
        ({"locale": "en-GB"}, {"language": "en"}),
        ({"locale": "EN"}, {"language": "en"}),
        ({"locale": "de-DE"}, {"language": "da"}),
        ({"locale": None}, {"language": "da"}),
        ({"conversation": {"id": "c", "conversationType": "channel"}}, {"in_channel": True}),
        ({"conversation": {"id": "c", "conversationType": "groupChat"}}, {"in_channel": False}),
        ({"conversation": {"id": "c", "conversationType": "channel"}}, {"personal": False}),
        ({"conversation": {"id": "c", "conversationType": "groupChat"}}, {"personal": False}),
        ({"conversation": {"id": "c", "isGroup": True}}, {"personal": False}),
        ({"conversation": {"id": "c"}}, {"personal": True}),
        ({"text": None}, {"text": ""}),
        ({"text": "<at>Optagelsesguiden</at>&nbsp;bot hr\n"}, {"text": "bot hr"}),
        ({"text": "<at id=\"0\">optagelsesguiden</at> hjælp"}, {"text": "hjælp"}),
        ({"text": "spørg <at>Bent Bo</at> om det"}, {"text": "spørg Bent Bo om det"}),
        # A search that looks ahead from each of these would keep the whole bot busy for a minute.
        ({"text": "<at>" * 60_000}, {"text": "<at>" * 60_000}),
        ({"text": "a < b &amp; c"}, {"text": "a < b &amp; c"}),
        ({"text": "👩🏽‍⚖️ مرحبا"}, {"text": "👩🏽‍⚖️ مرحبا"}),
        ({"attachments": [{"contentType": "text/html", "content": "<p>hej</p>"}]}, {"files": False}),
        ({"attachments": [{"contentType": "image/png"}]}, {"files": True}),
        ({"attachments": [{}]}, {"files": True}),
    ],
)  # fmt: skip
async def test_what_a_turn_takes_from_the_activity(
    edge: Edge, connector: FakeConnector, listener: Listener, changes: Json, expected: Json
) -> None:
    assert (await edge.hears(message(connector.url) | changes)).status == 202
    (turn,) = listener.heard
    assert {name: getattr(turn, name) for name in expected} == expected


async def test_a_button_of_an_old_client_is_a_press_answered_by_a_message(
    edge: Edge, connector: FakeConnector, listener: Listener
) -> None:
    value = {"verb": "interview.start", "facts": {}}
    await edge.hears(message(connector.url, text=None, value=value))
    (call,) = await connector.receives()
    assert call.body["summary"] == "pressed interview.start"
    (turn,) = listener.heard
    assert isinstance(turn, Pressed)
    assert turn.data == {"facts": {}}
    assert turn.by_message


@pytest.mark.parametrize(("chat", "to_all"), [("personal", False), ("groupChat", True), ("channel", True)])
async def test_an_old_clients_press_is_answered_to_all_who_read_along(
    edge: Edge, connector: FakeConnector, listener: Listener, chat: str, to_all: bool
) -> None:
    where = {"id": "19:x@thread.tacv2", "conversationType": chat}
    await edge.hears(message(connector.url, text=None, value={"verb": "case.show"}, conversation=where))
    await edge.hears(press(connector.url, "case.show", conversation=where))
    by_message, in_place = listener.heard
    assert isinstance(by_message, Pressed)
    assert isinstance(in_place, Pressed)
    assert by_message.is_answered_to_all is to_all
    assert not in_place.is_answered_to_all


async def test_a_value_without_a_verb_is_an_empty_message(edge: Edge, connector: FakeConnector) -> None:
    await edge.hears(message(connector.url, text="", value=["?"]))
    assert (await connector.receives())[0].body["summary"] == "typed "


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "messageUpdate"},
        {"type": "messageDelete"},
        {"type": "messageReaction", "reactionsAdded": [{"type": "like"}]},
        {"type": "typing"},
        {"type": "event", "name": "application/vnd.microsoft.readReceipt"},
        {"type": "endOfConversation"},
        {"type": "somethingNew"},
        {"from": BOT},
        {"from": {"id": "x", "role": "bot"}},
        {"from": None},
        {"conversation": None},
        {"conversation": {"id": ""}},
    ],
)
async def test_what_is_ignored_on_purpose(
    edge: Edge, connector: FakeConnector, listener: Listener, changes: Json
) -> None:
    assert (await edge.hears(message(connector.url) | changes)).status == 202
    assert listener.heard == []


@pytest.mark.parametrize("activity", [members_added, installed])
async def test_an_arrival_is_greeted(
    edge: Edge, connector: FakeConnector, listener: Listener, activity: Any
) -> None:
    assert (await edge.hears(activity(connector.url))).status == 202
    (call,) = await connector.receives()
    assert call.body["summary"] == "arrived"
    assert listener.heard == [Arrived(person_id=ANNA, chat_id="a:chat", language="da", personal=True)]


async def test_two_tellings_of_one_arrival_are_greeted_once(
    edge: Edge, connector: FakeConnector, listener: Listener
) -> None:
    await asyncio.gather(edge.hears(members_added(connector.url)), edge.hears(installed(connector.url)))
    assert len(listener.heard) == 1
    await edge.hears(installed(connector.url, conversation={"id": "a:other"}))
    assert len(listener.heard) == 2


@pytest.mark.parametrize(
    "activity",
    [
        members_added("http://127.0.0.1:1", "29:bent"),
        members_added("http://127.0.0.1:1", membersAdded=None),
        members_added("http://127.0.0.1:1", membersAdded=None, membersRemoved=[{"id": BOT["id"]}]),
        installed("http://127.0.0.1:1", "remove"),
        installed("http://127.0.0.1:1", "add-upgrade"),
        installed("http://127.0.0.1:1", conversation=None),
    ],
)
async def test_what_is_no_arrival_is_not_greeted(edge: Edge, listener: Listener, activity: Json) -> None:
    assert (await edge.hears(activity)).status == 202
    assert listener.heard == []


async def test_a_failure_is_told_with_a_reference(
    edge: Edge, connector: FakeConnector, listener: Listener
) -> None:
    listener.fails = True
    assert (await edge.hears(message(connector.url))).status == 202
    assert (await connector.receives())[0].body["summary"].startswith("failed ")


async def test_replies_in_one_chat_keep_their_order(edge: Edge, connector: FakeConnector) -> None:
    connector.let_through.clear()
    for number in range(10):
        await edge.hears(message(connector.url, str(number)))
    connector.let_through.set()
    calls = await connector.receives(10)
    assert [call.body["summary"] for call in calls] == [f"typed {number}" for number in range(10)]


async def _fills(edge: Edge, connector: FakeConnector, chat: str, messages: int) -> None:
    """Let messages be typed in a chat whose replies do not get away."""
    connector.let_through.clear()
    typed = message(connector.url, conversation={"id": chat, "conversationType": "personal"})
    assert {(await edge.hears(typed)).status for _ in range(messages)} == {202}


async def test_what_one_person_types_without_end_is_429_and_a_colleague_is_answered(
    edge: Edge, connector: FakeConnector, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _fills(edge, connector, "a:flood", sending.MOST_IN_ONE)
    one_more = message(connector.url, conversation={"id": "a:flood", "conversationType": "personal"})
    refused = await edge.hears(one_more)
    assert (refused.status, refused.headers["Retry-After"]) == (429, "1")
    assert len(listener.heard) == sending.MOST_IN_ONE  # what cannot be answered is not even thought about
    assert (await edge.hears(message(connector.url))).status == 202
    connector.let_through.set()
    calls = await connector.receives(sending.MOST_IN_ONE + 1)
    assert sum("/a%3Achat/" in call.path for call in calls) == 1
    assert (await edge.hears(one_more)).status == 202


async def test_when_no_more_replies_can_wait_a_message_is_503_and_each_that_was_202_is_answered(
    edge: Edge, connector: FakeConnector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "MOST_WAITING", 5)
    connector.let_through.clear()
    chats = [{"id": f"a:{number}", "conversationType": "personal"} for number in range(8)]
    asked = [edge.hears(message(connector.url, conversation=chat)) for chat in chats]
    statuses = [answer.status for answer in await asyncio.gather(*asked)]
    assert sorted(statuses) == [202] * 5 + [503] * 3
    assert (await edge.hears(installed(connector.url))).status == 503
    connector.let_through.set()
    await connector.receives(5)
    assert (await edge.hears(installed(connector.url))).status == 202  # the greeting that had no room
    calls = await connector.receives(6)
    assert [call.body["summary"] for call in calls][-1] == "arrived"


async def test_what_waits_to_be_sent_keeps_nothing_of_what_was_typed_or_pressed(
    edge: Edge, connector: FakeConnector, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs: list[Job] = []
    monkeypatch.setattr(sending.Lanes, "fill", lambda _lanes, _chat, job: jobs.append(job))
    typed = {"verb": "x", "data": {"long": "hemmelighed-7731"}}
    await edge.hears(message(connector.url, text=None, value=typed))
    assert "pressed x" in repr(jobs)
    assert "hemmelighed-7731" not in repr(jobs)


async def test_a_press_is_answered_though_no_more_can_wait_and_an_offer_without_room_is_not(
    edge: Edge, connector: FakeConnector, listener: Listener
) -> None:
    await _fills(edge, connector, "a:chat", sending.MOST_IN_ONE)
    assert (await edge.hears(press(connector.url))).status == 200
    listener.offers = True
    assert (await edge.hears(press(connector.url))).status == 429
    connector.let_through.set()


async def test_a_press_is_answered_while_the_connector_hangs(edge: Edge, connector: FakeConnector) -> None:
    connector.let_through.clear()
    await edge.hears(message(connector.url))
    assert (await edge.hears(press(connector.url))).status == 200
    connector.let_through.set()
