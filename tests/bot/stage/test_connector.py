"""What the bot calls, and what Teams answers."""

from typing import Any

import aiohttp
import pytest

from bot.stage import Teams
from tests.bot.stage.echo_bot import CARD, EchoBot, card, text

Json = dict[str, Any]


@pytest.fixture
def conversations(teams: Teams) -> str:
    return f"{teams.address}v3/conversations"


def _personal(member: Json) -> Json:
    return {"isGroup": False, "members": [member], "channelData": {"tenant": {"id": "t"}}}


async def test_a_chat_is_made_by_object_id_and_only_once(
    teams: Teams, bot: EchoBot, conversations: str
) -> None:
    lone = teams.person("Lone").person
    status, first = await bot.call("POST", conversations, _personal({"id": lone.id}))
    _, second = await bot.call("POST", conversations, _personal({"id": lone.mri}))
    assert status == 201
    assert first == second
    await bot.call(
        "POST", f"{conversations}/{first['id']}/activities", {"type": "message", "text": "Hej Lone"}
    )
    assert (await teams.person("Lone").receives()).text == "Hej Lone"


@pytest.mark.parametrize("field", [{"aadObjectId": "x"}, {"id": "nobody"}, {}])
async def test_a_chat_needs_an_id_that_teams_knows(bot: EchoBot, conversations: str, field: Json) -> None:
    status, answer = await bot.call("POST", conversations, _personal(field))
    assert status == 400
    assert set(answer["error"]) == {"code", "message"}


async def test_a_thread_is_made_in_a_channel(teams: Teams, bot: EchoBot, conversations: str) -> None:
    channel = teams.person("Hanne").in_channel("HR/Jura").chat
    message = {"type": "message", "attachments": [{"contentType": CARD, "content": card(text("Ny sag"))}]}
    asked = {"channelData": {"channel": {"id": channel.id}}, "activity": message}
    _, thread = await bot.call("POST", conversations, asked)
    assert thread["id"] == f"{channel.id};messageid={thread['activityId']}"
    await bot.call("POST", f"{conversations}/{thread['id']}/activities", {"type": "message", "text": "Svar"})
    assert channel.messages[-1].root == thread["activityId"]


async def test_text_and_card_become_two_messages_without_an_id(teams: Teams, bot: EchoBot) -> None:
    anna = teams.person("Anna")
    await anna.types("x")
    attachment = {"contentType": CARD, "content": card(text("Kortet"))}
    _, answer = await bot.send(bot.activities[-1], text="Teksten", attachments=[attachment])
    assert answer == {}
    assert anna.conversation()[-2:] == ["Teksten", "Kortet"]
    assert any("two messages" in note for note in teams.traffic.exchanges[-1].notes)


async def test_the_bot_changes_and_deletes_its_own_messages_only(
    teams: Teams, bot: EchoBot, conversations: str
) -> None:
    anna = teams.person("Anna")
    own = await anna.types("x")
    answer = await anna.receives("Du skrev")
    place = f"{conversations}/{anna.chat.id}/activities"
    assert (await bot.call("PUT", f"{place}/{answer.message.id}", {"type": "message", "text": "Ny"}))[
        0
    ] == 200
    assert (await anna.receives()).text == "Ny"
    assert (await bot.call("DELETE", f"{place}/{answer.message.id}"))[0] == 200
    assert anna.conversation() == ["x"]
    assert (await bot.call("DELETE", f"{place}/{answer.message.id}"))[0] == 404
    assert (await bot.call("DELETE", f"{place}/{own.id}"))[0] == 403


async def test_an_unknown_chat_is_not_found(bot: EchoBot, conversations: str) -> None:
    status, answer = await bot.call("POST", f"{conversations}/a:1x/activities", {"type": "message"})
    assert (status, answer["error"]["code"]) == (404, "ConversationNotFound")


async def test_a_message_above_the_limit_is_too_big(teams: Teams, bot: EchoBot) -> None:
    await teams.person("Anna").types("x")
    status, answer = await bot.send(bot.activities[-1], text="æ" * 60_000)
    assert (status, answer["error"]["code"]) == (413, "MessageSizeTooBig")


async def test_the_roster_names_people_as_teams_does(teams: Teams, bot: EchoBot, conversations: str) -> None:
    hanne = teams.person("Hanne")
    chat = hanne.in_channel("HR/Jura").chat.id
    _, roster = await bot.call("GET", f"{conversations}/{chat}/members")
    assert [member["objectId"] for member in roster] == [hanne.person.id]
    assert (await bot.call("GET", f"{conversations}/{chat}/members/{hanne.person.mri}"))[1] == roster[0]
    assert (await bot.call("GET", f"{conversations}/{chat}/members/29:x"))[0] == 404
    _, page = await bot.call("GET", f"{conversations}/{chat}/pagedmembers?pageSize=1")
    assert page == {"members": roster}


async def test_ordered_faults_hit_the_next_sends(teams: Teams, bot: EchoBot) -> None:
    anna = teams.person("Anna")
    await anna.types("x")
    about, before = bot.activities[-1], len(anna.conversation())
    teams.fails_next(status=429, retry_after=1)
    teams.fails_next(status=502, delivered=True)
    answers = [(await bot.send(about, text="Hallo"))[0] for _ in range(3)]
    assert answers == [429, 502, 201]
    assert len(anna.conversation()) == before + 2


async def test_a_connection_can_be_cut_before_or_after_the_message_arrived(
    teams: Teams, bot: EchoBot
) -> None:
    anna = teams.person("Anna")
    await anna.types("x")
    about, before = bot.activities[-1], len(anna.conversation())
    teams.cuts_next()
    teams.cuts_next(delivered=True)
    for _ in range(2):
        with pytest.raises(aiohttp.ClientConnectionError):
            await bot.send(about, text="Hallo")
    assert len(anna.conversation()) == before + 1


async def test_only_this_machine_is_answered(teams: Teams, bot: EchoBot) -> None:
    async with bot._session.get(
        f"{teams.address}v3/conversations/x/members", headers={"Host": "evil.example"}
    ) as no:
        assert no.status == 403
    forged = {"Origin": "https://evil.example"}
    async with bot._session.post(f"{teams.address}v3/conversations", json={}, headers=forged) as no:
        assert no.status == 403
