"""A form that was begun stays while something else is looked at, and one word leads back to it."""

import pytest

from tests.cards.gallery import OTHERS
from tests.dialogs.chat import Chat

QUESTION = "Hvad gør jeg, hvis nogen optager i smug?"
OPEN = "»Spørg HR/Jura« er stadig åbent"


@pytest.fixture
async def anna() -> Chat:
    chat = Chat()
    await chat.sends("hr.ask", {"facts": OTHERS})
    return chat


@pytest.mark.parametrize("text", [QUESTION, QUESTION.upper(), "  hvad gør jeg hvis nogen\noptager i smug … "])
async def test_an_offered_question_is_answered_and_the_form_stays(anna: Chat, text: str) -> None:
    before = anna.world.places["chat"]
    card = await anna.types(text)
    assert "Har jeg forstået dig rigtigt?" in card.words
    assert OPEN in card.words
    assert OPEN in anna.summary
    assert anna.world.store.tables.cases == {}
    assert (await anna.presses("Tilbage til skemaet")).title == "Spørg HR/Jura"
    assert anna.world.places["chat"] == before


async def test_the_sentence_with_a_word_more_is_the_text(anna: Chat) -> None:
    await anna.types(f"{QUESTION} Det skete i går.")
    (case,) = anna.world.store.tables.cases.values()
    assert "smug" in str(case)


async def test_a_yes_answers_the_card_that_came_and_the_way_back_stays(anna: Chat) -> None:
    await anna.types(QUESTION)
    await anna.types("ja")
    await anna.types("blåbær")
    assert OPEN not in (await anna.types("mine")).words, "once is enough"
    assert anna.world.store.tables.cases == {}
    assert (await anna.types("tilbage til skemaet")).title == "Spørg HR/Jura"


async def test_after_what_is_only_read_one_goes_on_typing(anna: Chat) -> None:
    assert OPEN in (await anna.types("om")).words
    await anna.types("Må vi afvise, når børn er med?")
    assert len(anna.world.store.tables.cases) == 1


async def test_of_two_forms_neither_is_lost(anna: Chat) -> None:
    assert OPEN in (await anna.types("meld misbrug")).words
    assert (await anna.types("tilbage til skemaet")).title == "Spørg HR/Jura"
    assert (await anna.types("tilbage til skemaet")).title == "Meld misbrug af en optagelse"


async def test_another_language_keeps_both(anna: Chat) -> None:
    await anna.types("meld misbrug")
    assert (await anna.types("english")).title == "Report misuse of a recording"
    assert (await anna.types("back to the form")).title == "Ask HR/Jura"


async def test_the_words_lead_to_the_form_that_the_card_names(anna: Chat) -> None:
    await anna.types("meld misbrug")
    assert "»Meld misbrug af en optagelse« er stadig åbent" in (await anna.types("om")).words
    assert (await anna.types("tilbage til skemaet")).title == "Meld misbrug af en optagelse"


async def test_the_same_form_once_more_goes_on_with_what_is_written() -> None:
    anna = Chat()
    await anna.types("meld misbrug")
    asked = await anna.types("Et klip ligger på Facebook.")
    assert (await anna.types("meld misbrug")).title == asked.title
    (draft,) = anna.world.drafts.kept.values()
    assert draft.texts == {"what_happened": "Et klip ligger på Facebook."}


async def test_an_offered_question_works_where_its_answer_is_known() -> None:
    anna = Chat()
    await anna.sends("interview.answer", {"facts": OTHERS})
    card = await anna.types("Må borgeren optage samtalen?")
    assert "Har jeg forstået dig rigtigt?" in card.words
