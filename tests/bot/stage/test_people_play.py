"""What people do, and what the bot is told of it."""

import pytest

from bot.stage import NothingCameError, Teams
from tests.bot.stage.echo_bot import EchoBot, card, refreshing_card, text


async def test_opening_the_chat_installs_the_bot_once(teams: Teams, bot: EchoBot) -> None:
    anna = teams.person("Anna")
    await anna.opens()
    await anna.opens()
    assert [a["type"] for a in bot.activities] == ["conversationUpdate", "installationUpdate"]
    assert (await anna.receives("Hvad sker der?")).summary == "Et kort"


async def test_a_message_reaches_the_bot_as_teams_sends_it(teams: Teams, bot: EchoBot) -> None:
    anna = teams.person("Anna")
    anna.speaks("en-GB")
    await anna.types("hej")
    told = bot.activities[-1]
    assert told["channelId"] == "msteams"
    assert told["from"] == {"id": anna.person.mri, "name": "Anna Agerholm", "aadObjectId": anna.person.id}
    assert told["conversation"]["conversationType"] == "personal"
    assert told["conversation"]["tenantId"] == told["channelData"]["tenant"]["id"]
    assert told["recipient"]["id"].startswith("28:")
    assert told["serviceUrl"] == teams.address
    assert (told["text"], told["locale"]) == ("hej", "en-GB")
    assert told["timestamp"].endswith("Z")


async def test_three_presses_lead_to_advice(teams: Teams, bot: EchoBot) -> None:
    anna = teams.person("Anna")
    await anna.types("hej")
    question = await anna.presses("En borger vil optage")
    assert "Lyd eller billeder?" in question.texts()
    advice = await anna.presses("interview.answer", data={"medium": "audio"})
    assert advice.has("verdict.allowed")
    assert advice.ids("duty.") == ["duty.act_in_role"]
    invoke = bot.activities[-1]
    assert invoke["name"] == "adaptiveCard/action"
    assert invoke["replyToId"] == anna.newest_card().message.id
    assert invoke["value"]["trigger"] == "manual"
    assert invoke["value"]["action"]["data"]["facts"]["recorder"] == "citizen"


async def test_a_row_can_be_pressed_like_a_button(teams: Teams, bot: EchoBot) -> None:
    anna = teams.person("Anna")
    await anna.types("hej")
    assert (await anna.presses("Nogen optager skjult")).has("verdict.allowed") is False
    assert bot.activities[-1]["value"]["action"]["verb"] == "interview.start"


async def test_inputs_travel_in_the_data_as_text(teams: Teams, bot: EchoBot) -> None:
    anna = teams.person("Anna")
    await anna.types("hej")
    await anna.presses("note.form")
    saved = await anna.presses("Gem", note="Alt vel", recorded=True)
    assert saved.texts() == ["Gemt: Alt vel (true)"]
    assert bot.activities[-1]["value"]["action"]["data"] == {
        "key": "k1",
        "note": "Alt vel",
        "recorded": "true",
    }


async def test_the_client_sends_no_form_with_a_required_input_empty(teams: Teams, bot: EchoBot) -> None:
    anna = teams.person("Anna")
    await anna.types("hej")
    await anna.presses("note.form")
    with pytest.raises(AssertionError, match="note"):
        await anna.presses("Gem")
    assert await anna.presses("Fortryd")
    assert "note" not in bot.activities[-1]["value"]["action"]["data"]


async def test_an_ambiguous_press_is_the_tests_own_mistake(teams: Teams) -> None:
    anna = teams.person("Anna")
    await anna.types("hej")
    with pytest.raises(AssertionError, match="ambiguous"):
        await anna.presses("interview.start")


async def test_waiting_in_vain_tells_what_there_is(teams: Teams) -> None:
    anna = teams.person("Anna")
    anna.wait_seconds = 0.05
    await anna.types("noget andet")
    assert await anna.receives("Du skrev: noget andet")
    with pytest.raises(NothingCameError, match="refusal"):
        await anna.receives(verb="refusal.approve")


async def test_a_press_that_fails_is_not_mistaken_for_a_card(teams: Teams) -> None:
    anna = teams.person("Anna")
    await anna.types("hej")
    with pytest.raises(AssertionError, match="HTTP 500"):
        await anna.presses("Gå i stykker")
    assert (await anna.invokes("note.notice", {})).notice == "Gemt for dig"


async def test_an_unreachable_bot_is_no_crash(teams: Teams) -> None:
    anna = teams.person("Anna")
    await anna.types("hej")
    teams.bot_url = "http://127.0.0.1:9"
    assert (await anna.invokes("start", {})).failure == "HTTP 0"


async def test_a_silent_bot_costs_patience_and_no_more(teams: Teams, bot: EchoBot) -> None:
    anna = teams.person("Anna")
    await anna.types("hej")
    bot.hold.clear()
    teams.line.patience = 0.05
    assert (await anna.invokes("start", {})).failure == "HTTP 0"
    bot.hold.set()


async def test_a_resent_press_is_the_same_activity_twice(teams: Teams, bot: EchoBot) -> None:
    anna = teams.person("Anna")
    await anna.types("hej")
    await anna.presses("En borger vil optage", times=2)
    first, second = bot.activities[-2:]
    assert first == second


async def test_a_pressed_card_changes_for_the_presser_only(teams: Teams, bot: EchoBot) -> None:
    hanne = teams.person("Hanne").in_channel("HR/Jura")
    await hanne.types("hej")
    shared = await hanne.receives("Hvad sker der?")
    await hanne.presses("En borger vil optage")
    assert "Lyd eller billeder?" in hanne.newest_card().text
    assert shared.message.card is not None
    assert "Hvad sker der?" in str(shared.message.card)
    url = f"{teams.address}v3/conversations/{hanne.chat.id}/activities/{shared.message.id}"
    await bot.call("PUT", url, {"type": "message", "attachments": [_attached(card(text("For alle")))]})
    assert hanne.newest_card().texts() == ["For alle"]


async def test_writing_the_same_card_again_is_no_news(teams: Teams, bot: EchoBot) -> None:
    anna = teams.person("Anna")
    anna.wait_seconds = 0.05
    await anna.types("hej")
    await anna.receives("Hvad sker der?")
    shown = await anna.presses("En borger vil optage")
    url = f"{teams.address}v3/conversations/{anna.chat.id}/activities/{shown.message.id}"
    await bot.call("PUT", url, {"type": "message", "attachments": [_attached(shown.json)]})
    with pytest.raises(NothingCameError):
        await anna.receives()
    await bot.call("PUT", url, {"type": "message", "attachments": [_attached(card(text("Nyt")))]})
    assert (await anna.receives()).texts() == ["Nyt"]


async def test_a_bot_that_was_taken_out_of_a_team_hears_no_more_until_it_is_back(
    teams: Teams, bot: EchoBot
) -> None:
    hanne = teams.person("Hanne").in_channel("HR/Jura")
    await hanne.opens()
    await hanne.uninstalls()
    told = [a.get("action") or a["channelData"].get("eventType") for a in bot.activities[-2:]]
    assert told == ["teamMemberRemoved", "remove"]
    heard = len(bot.activities)
    await hanne.types("hr")
    assert len(bot.activities) == heard
    status, answer = await bot.send(bot.activities[-1], text="Hallo")
    assert (status, answer["error"]["code"]) == (403, "BotNotInConversationRoster")
    await hanne.opens()
    assert [a["type"] for a in bot.activities[heard:]] == ["conversationUpdate", "installationUpdate"]
    assert (await bot.send(bot.activities[-1], text="Hallo"))[0] == 201


async def test_in_a_channel_only_a_mention_reaches_the_bot(teams: Teams, bot: EchoBot) -> None:
    hanne = teams.person("Hanne").in_channel("HR/Jura")
    await hanne.types("til kollegerne", mention=False)
    assert bot.activities == []
    asked = await hanne.types("hr")
    told = bot.activities[-1]
    assert told["text"] == "<at>Optagelsesguiden</at> hr"
    assert told["entities"][0]["mentioned"]["id"] == told["recipient"]["id"]
    assert told["conversation"]["id"] == f"{hanne.chat.id};messageid={asked.id}"
    answer = await hanne.receives("Du skrev")
    assert answer.message.root == asked.id


async def test_a_card_refreshes_itself_when_the_chat_is_opened(teams: Teams, bot: EchoBot) -> None:
    anna = teams.person("Anna")
    await anna.opens()
    await anna.types("genopfrisk")
    await anna.opens()
    assert anna.newest_card().texts() == ["Kun for dig"]
    assert bot.activities[-1]["value"]["trigger"] == "automatic"


async def test_a_card_for_others_does_not_refresh_itself(teams: Teams, bot: EchoBot) -> None:
    anna = teams.person("Anna")
    await anna.opens()
    named = refreshing_card()
    named["refresh"]["userIds"] = [teams.person("Lone").person.mri]
    await bot.send_card(bot.activities[-1], named)
    await anna.opens()
    assert anna.newest_card().texts() == ["For alle"]
    assert (await anna.refreshes(anna.newest_card())).texts() == ["Kun for dig"]
    assert bot.activities[-1]["value"]["trigger"] == "manual"


async def test_edits_and_deletes_are_told(teams: Teams, bot: EchoBot) -> None:
    anna = teams.person("Anna")
    message = await anna.types("hje")
    await anna.edits(message, "hej")
    await anna.deletes(message)
    kinds = [(a["type"], a["channelData"].get("eventType")) for a in bot.activities[-2:]]
    assert kinds == [("messageUpdate", "editMessage"), ("messageDelete", "softDeleteMessage")]
    assert "hej" not in anna.conversation()


async def test_after_removal_the_bot_cannot_write(teams: Teams, bot: EchoBot) -> None:
    anna = teams.person("Anna")
    await anna.opens()
    await anna.uninstalls()
    status, answer = await bot.send(bot.activities[-1], text="Er du der?")
    assert (status, answer["error"]["code"]) == (403, "BotNotInConversationRoster")


def _attached(content: dict[str, object]) -> dict[str, object]:
    return {"contentType": "application/vnd.microsoft.card.adaptive", "content": content}
