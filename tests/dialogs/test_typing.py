"""Whoever cannot use cards well gets the same conversation by typing."""

import pytest

from casework.ports import Place
from dialogs.matching import plain
from tests.cards.gallery import CITIZEN, INFORMAL, NO_GROUND, OTHERS
from tests.dialogs.chat import Chat


async def test_the_common_case_can_be_typed_by_numbers() -> None:
    anna = Chat()
    await anna.types("hej")
    for number in ("1", "1", "1"):
        await anna.types(number)
    assert anna.card.named("verdict") == ["allowed"]


async def test_the_common_case_can_be_typed_in_words() -> None:
    anna = Chat()
    for text in ("Goddag!", "En borger vil gerne optage", "kun lyd.", "JA"):
        await anna.types(text)
    assert anna.card.named("verdict") == ["allowed"]


async def test_words_of_both_languages_are_understood_and_the_chats_language_stays() -> None:
    anna = Chat()
    for text in ("hello", "1", "sound only", "yes"):
        await anna.types(text)
    assert anna.card.named("verdict") == ["allowed"]
    assert anna.card.lang == "da"


@pytest.mark.parametrize(
    ("text", "medium"),
    [("2", "video"), ("2.", "video"), ("2️⃣", "video"), ("LYD!", "audio"), ("Audio", "audio")],
)
async def test_an_answer_is_its_number_its_word_or_its_button(text: str, medium: str) -> None:
    anna = Chat()
    await anna.sends("interview.start", {"recorder": "citizen", "situation": "wants_to_record"})
    card = await anna.types(text)
    assert card.button("Ja, kun").data["facts"]["medium"] == medium


@pytest.mark.parametrize("text", ["bisidder for borgeren", "Ansøger", "ansoeger", "BORGER"])
async def test_danish_letters_can_be_written_as_one_can(text: str) -> None:
    anna = Chat()
    await anna.sends("interview.start", {"wants_refusal": True})
    card = await anna.types(text)
    assert card.button("Vil gerne").data["facts"]["recorder"] == "citizen"


@pytest.mark.parametrize(
    ("text", "history", "purpose"),
    [("ja ja", True, True), ("1 2", True, False), ("ja og nej", True, False), ("Yes, yes", True, True)],
)
async def test_two_questions_can_be_answered_one_after_the_other(
    text: str, history: bool, purpose: bool
) -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": {**CITIZEN, "wants_refusal": True}})
    facts = (await anna.types(text)).buttons[0].data["facts"]
    assert (facts["history"], facts["harassment_purpose"]) == (history, purpose)


async def test_two_questions_can_be_answered_in_turn() -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": {**CITIZEN, "wants_refusal": True}})
    assert (await anna.types("ja")).title.startswith("Vurderer I konkret")
    assert (await anna.types("ja")).named("verdict") == ["refusal_possible"]


async def test_a_no_to_the_first_of_two_questions_is_enough() -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": {**CITIZEN, "wants_refusal": True}})
    assert (await anna.types("nej")).named("verdict") == ["allowed"]


async def test_not_sure_twice_says_what_is_safe() -> None:
    anna = Chat()
    await anna.sends("interview.start", {"recorder": "citizen", "situation": "wants_to_record"})
    assert "kameraet" in (await anna.types("ved ikke")).words
    assert (await anna.types("det ved jeg ikke")).title == "Når det stadig er uklart"
    assert (await anna.types("tilbage")).title == "Er det kun lyd, eller også billeder?"


async def test_after_the_explanation_the_answer_can_be_typed() -> None:
    anna = Chat()
    await anna.sends("interview.start", {"recorder": "citizen", "situation": "wants_to_record"})
    await anna.types("not sure")
    assert (await anna.types("lyd")).title.startswith("Handler")


async def test_back_and_start_over_can_be_typed() -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": CITIZEN})
    assert (await anna.types("tilbage")).title.startswith("Handler")
    assert (await anna.types("tilbage")).title.startswith("Er det kun lyd")
    assert (await anna.types("forfra")).title == "Hvad står du med?"


async def test_an_answer_can_be_changed_by_typing() -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": CITIZEN})
    assert (await anna.types("ret lyd")).title.startswith("Er det kun lyd")
    assert (await anna.types("video")).named("verdict") == ["allowed"]


async def test_the_language_can_be_changed_in_the_middle() -> None:
    anna = Chat()
    await anna.sends("interview.start", {"recorder": "citizen", "situation": "wants_to_record"})
    assert (await anna.types("english")).title.startswith("Is it sound only")
    assert (await anna.types("på dansk")).title.startswith("Er det kun lyd")


@pytest.mark.parametrize("text", ["hej", "Hjælp", "help", "hi", "Godmorgen", "hjaelp!"])
async def test_a_greeting_shows_the_start_card(text: str) -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": CITIZEN})
    assert (await anna.types(text)).title == "Hvad står du med?"


@pytest.mark.parametrize("text", ["om", "about", "Om dig"])
async def test_about_tells_the_version_and_leaves_the_question_open(text: str) -> None:
    anna = Chat()
    await anna.sends("interview.start", {"recorder": "citizen", "situation": "wants_to_record"})
    card = await anna.types(text)
    assert "version 1.0.0" in card.words
    assert "HR/Jura skal sætte datoen" in card.words
    assert (await anna.types("lyd")).title.startswith("Handler")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("hvorfor", "Derfor er svaret sådan"),
        ("why", "Derfor er svaret sådan"),
        ("tekst", "Til dig, der optager"),
        ("1", "Til dig, der optager"),
        ("notat", "Hvad skete der?"),
        ("note", "Hvad skete der?"),
        ("2", "Hvad skete der?"),
        ("sig nej", "To spørgsmål"),
        ("3", "To spørgsmål"),
    ],
)
async def test_an_advices_ways_on_can_be_typed(text: str, title: str) -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": CITIZEN})
    assert (await anna.types(text)).title == title


async def test_how_to_refuse_and_whom_to_ask_can_be_typed() -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": OTHERS})
    assert (await anna.types("sig nej")).title == "Bed din leder om et nej"
    await anna.sends("interview.answer", {"facts": NO_GROUND})
    assert (await anna.types("hr/jura")).title == "Spørg HR/Jura"
    await anna.sends("interview.answer", {"facts": INFORMAL})
    assert (await anna.types("1")).title == "Spørg HR/Jura"


@pytest.mark.parametrize(
    "texts", [["ja", "bagefter"], ["ja bagefter"], ["1 2"], ["1", "2"], ["yes", "later"]]
)
async def test_the_note_can_be_made_by_typing(texts: list[str]) -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": CITIZEN})
    for text in ("notat", *texts):
        await anna.types(text)
    assert anna.card.title == "Notat til sagen"
    assert "efter samtalen" in anna.card.words


async def test_the_language_of_the_text_can_be_typed() -> None:
    anna = Chat()
    await anna.sends("advice.recorder_text", {"facts": CITIZEN})
    assert (await anna.types("engelsk")).title == "To the person recording"
    assert "Facebook" in (await anna.types("let dansk")).words
    assert (await anna.types("3")).lang == "en"
    card = await anna.types("back")
    assert (card.lang, card.named("verdict")) == ("da", ["allowed"])


async def test_without_a_card_to_refer_to_a_number_means_nothing() -> None:
    anna = Chat()
    card = await anna.types("2")
    assert card.title == "Hvad står du med?"
    assert "Vælg den linje" in card.words


async def test_the_summary_carries_the_question_for_whoever_sees_no_card() -> None:
    anna = Chat()
    await anna.sends("interview.start", {"recorder": "citizen", "situation": "wants_to_record"})
    assert anna.summary.endswith("1: Kun lyd. 2: Også billeder eller video.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  Ved   IKKE!! ", "ved ikke"),
        ("I don't know", "i dont know"),
        ("Ærø på Å", "aeroe paa aa"),
        ("👍", ""),
        ("1)", "1"),
    ],
)
def test_texts_are_compared_without_what_does_not_matter(text: str, said: str) -> None:
    assert plain(text) == said


async def test_a_place_from_another_version_leads_to_a_card_that_says_so() -> None:
    anna = Chat()
    anna.world.places["chat"] = Place("case.forget", {"case": "7", "version": 1})
    card = await anna.types("ja")
    assert card.title == "Den knap kender jeg ikke"
    assert (await anna.types("hej")).title == "Hvad står du med?"
