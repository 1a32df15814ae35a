"""Whatever comes in, somebody gets a card that says what happened and what to press."""

from typing import Any

import pytest

from dialogs.book import MissingTextsError
from dialogs.conversation import Conversation
from dialogs.turn import Pressed
from guideline.model import Pack
from tests.cards.gallery import CITIZEN
from tests.cards.reading import Card
from tests.dialogs.chat import Chat, World, pack

QUESTION = ("interview.start", {"recorder": "citizen", "situation": "wants_to_record"})


@pytest.mark.parametrize(
    "verb",
    ["no.such.verb", "", "refusal.forget", "case.forget", "absence.forget"],
)
async def test_an_unknown_button_keeps_what_is_known(verb: str) -> None:
    anna = Chat()
    card = await anna.sends(verb, {"facts": CITIZEN})
    assert card.title == "Den knap kender jeg ikke"
    assert (await anna.presses("Tilbage til svaret")).named("verdict") == ["allowed"]


@pytest.mark.parametrize(
    "data",
    [
        {"facts": "citizen"},
        {"facts": ["recorder"]},
        {"facts": {"recorder": "martian"}},
        {"facts": {"shoe_size": 43}},
        {"facts": {"medium": 1}},
        {"medium": "hologram"},
        {"only_about_recorder": "maybe"},
        {"history": {"yes": True}},
        {"unsure": "shoe_size"},
        {"unsure": "wants_refusal"},
    ],
)
async def test_damaged_data_says_so_and_offers_the_start(data: dict[str, Any]) -> None:
    anna = Chat()
    card = await anna.sends("interview.answer", data)
    assert card.title == "Jeg kunne ikke læse alt på kortet"
    assert (await anna.presses("Start forfra")).title == "Hvad står du med?"


async def test_damaged_data_keeps_the_facts_that_can_be_read() -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": {**CITIZEN, "medium": "hologram"}})
    card = await anna.presses("Tilbage til spørgsmålet")
    assert card.title.startswith("Er det kun lyd")
    facts = card.button("Kun lyd").data["facts"]
    assert facts == {name: value for name, value in CITIZEN.items() if name != "medium"}


async def test_facts_that_do_not_apply_are_dropped_without_a_word() -> None:
    card = await Chat().sends("interview.answer", {"facts": {**CITIZEN, "formal_meeting": True}})
    assert card.buttons[0].data["facts"] == CITIZEN


@pytest.mark.parametrize("answer", [True, "true"])
async def test_booleans_may_come_as_text(answer: object) -> None:
    facts = {"recorder": "citizen", "situation": "wants_to_record", "medium": "audio"}
    card = await Chat().sends("interview.answer", {"facts": facts, "only_about_recorder": answer})
    assert card.buttons[0].data["facts"]["only_about_recorder"] is True


@pytest.mark.parametrize("lang", [None, "klingon", 7, ["da"], "da-DK"])
async def test_an_unknown_language_is_the_clients(lang: object) -> None:
    card = await Chat("en").sends("interview.start", {"lang": lang})
    assert card.lang == "en"


@pytest.mark.parametrize("change", ["shoe_size", "constructor"])
async def test_a_change_of_no_fact_is_damaged_data(change: str) -> None:
    card = await Chat().sends("interview.back", {"facts": CITIZEN, "change": change})
    assert card.title == "Jeg kunne ikke læse alt på kortet"


@pytest.mark.parametrize("text", ["xyzzy", "👍🎉", "مرحبا، هل يمكنني التسجيل؟", "99", "0", "½", "ja nej ja"])
async def test_a_text_that_answers_nothing_gets_the_question_again(text: str) -> None:
    anna = Chat()
    await anna.sends(*QUESTION)
    card = await anna.types(text)
    assert card.title == "Er det kun lyd, eller også billeder?"
    assert any(part in card.words for part in ("ikke bruge som svar", "ingen ord"))
    assert (await anna.types("lyd")).title.startswith("Handler")


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
async def test_an_empty_message_gets_the_question_again(text: str) -> None:
    anna = Chat()
    await anna.sends(*QUESTION)
    assert "ingen ord" in (await anna.types(text)).words


async def test_a_text_of_100_kb_is_too_long_and_loses_nothing() -> None:
    anna = Chat()
    await anna.sends(*QUESTION)
    card = await anna.types("ja " * 34_000)
    assert "for lang" in card.words
    assert card.title == "Er det kun lyd, eller også billeder?"


async def test_a_text_at_an_advice_that_asks_for_nothing_shows_the_advice_again() -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": CITIZEN})
    card = await anna.types("kaffe")
    assert card.named("verdict") == ["allowed"]
    assert "Tryk på en knap" in card.words


async def test_what_was_typed_stands_on_no_card_and_in_no_place() -> None:
    anna = Chat()
    await anna.sends(*QUESTION)
    card = await anna.types("hemmeligheden")
    assert "hemmeligheden" not in str(card.json)
    assert "hemmeligheden" not in anna.summary
    assert "hemmeligheden" not in str(anna.world.places)


async def test_a_press_carries_nothing_further_that_it_should_not() -> None:
    anna = Chat()
    card = await anna.sends("interview.answer", {"facts": CITIZEN, "comment": "hemmeligheden"})
    assert "hemmeligheden" not in str(card.json)
    assert "hemmeligheden" not in str(anna.world.places)


@pytest.mark.parametrize("text", ["", "se her", "ja"])
async def test_files_are_never_taken(text: str) -> None:
    anna = Chat()
    await anna.sends(*QUESTION)
    card = await anna.types(text, files=True)
    assert "Send aldrig en optagelse" in card.words
    await anna.presses("Tilbage til spørgsmålet")
    assert (await anna.types("lyd")).title.startswith("Handler")


@pytest.mark.parametrize("text", ["0101901234", "Hun hedder 010190-1234", "010190 1234?"])
async def test_a_cpr_number_is_turned_away(text: str) -> None:
    anna = Chat()
    await anna.sends(*QUESTION)
    place = anna.world.places["chat"]
    card = await anna.types(text)
    assert "CPR" in card.title
    assert "0190" not in str(card.json) + anna.summary
    assert anna.world.places["chat"] == place


async def test_a_cpr_number_in_an_input_is_turned_away() -> None:
    anna = Chat()
    card = await anna.sends("hr.ask", {"facts": CITIZEN, "question": "Må 010190-1234 optage?"})
    assert "CPR-nummer" in card.words
    assert "0190" not in str(card.json)
    assert "0190" not in str(anna.world.places)
    assert (await anna.presses("Tilbage til svaret")).named("verdict") == ["allowed"]


async def test_a_cards_own_key_is_no_cpr_number() -> None:
    card = await Chat().sends("hr.ask", {"key": "0101901234"})
    assert "CPR" not in card.title


async def test_a_message_in_a_channel_is_asked_to_come_to_a_personal_chat() -> None:
    anna = Chat(personal=False)
    card = await anna.types("En borger vil gerne optage")
    assert "personlig chat" in card.title
    assert "andre læse med" in card.words
    assert anna.world.places == {}
    card = await anna.arrives()
    assert "personlig chat" in card.title
    assert "nævne mig her med @ og skrive »hr«" in card.words


async def test_a_fault_of_ours_keeps_the_answers() -> None:
    anna = Chat()
    turn = Pressed(**anna.who, verb="interview.answer", data={"facts": CITIZEN, "medium": "video"})
    reply = anna.bot.failed(turn, "4f2a")
    card = Card(reply.card)
    assert "4f2a" in card.words
    assert card.button("Tilbage til svaret").data["facts"] == CITIZEN


@pytest.mark.parametrize(("personal", "words"), [(True, "Kortet her skifter"), (False, "for at se svaret")])
async def test_an_answer_that_takes_long_says_what_to_do_and_keeps_what_was_written(
    personal: bool, words: str
) -> None:
    anna = Chat(personal=personal)
    data = {"question": "Må de det?", "key": "k"}
    card = Card(anna.bot.late(Pressed(**anna.who, verb="hr.ask", data=data)).card)
    assert words in card.words
    again = card.button("Prøv igen")
    assert (again.verb, again.data["question"], again.data["key"]) == ("hr.ask", "Må de det?", "k")


async def test_a_press_that_an_end_leaves_undone_can_be_pressed_again_with_what_was_written() -> None:
    anna = Chat()
    data = {"question": "Må de det?", "key": "k"}
    card = Card(anna.bot.late(Pressed(**anna.who, verb="hr.ask", data=data), is_ending=True).card)
    assert "Jeg bliver genstartet" in card.words
    again = card.button("Prøv igen")
    assert (again.verb, again.data["question"], again.data["key"]) == ("hr.ask", "Må de det?", "k")


def test_a_pack_without_a_text_that_a_card_needs_stops_the_start() -> None:
    fields = {name: getattr(pack(), name) for name in Pack.__struct_fields__}
    texts = {name: text for name, text in pack().texts.items() if name != "weigh.harassment"}
    world = World()
    with pytest.raises(MissingTextsError, match=r"lacks texts in texts\.yaml: weigh\.harassment\."):
        Conversation(Pack(**{**fields, "texts": texts}), world, world, world.desk, world.drafts)
