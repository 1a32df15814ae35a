"""Recording one's own conversation is no misuse: said before anybody is asked to report one (A2, C2)."""

import pytest

from cards.words import words
from dialogs.book import Book
from tests.cards.gallery import CITIZEN, MISUSED
from tests.cards.reading import Card
from tests.dialogs.chat import Chat, pack

LAWFUL = {lang: Book(pack()).text("misuse.lawful").text[lang] for lang in ("da", "en")}


def says_what_is_lawful(card: Card) -> bool:
    return LAWFUL[card.lang] in card.words


@pytest.mark.parametrize("language", ["da", "en"])
async def test_the_advice_on_a_misuse_says_what_is_none(language: str) -> None:
    card = await Chat(language).sends("interview.answer", {"facts": MISUSED})
    assert says_what_is_lawful(card)
    assert card.words.index(LAWFUL[language]) < card.words.index(words(language)("advice.do"))


async def test_so_does_the_advice_for_whoever_records() -> None:
    assert says_what_is_lawful(
        await Chat().sends("interview.answer", {"facts": {"recorder": "employee", **MISUSED}, "self": True})
    )


async def test_so_does_the_topic() -> None:
    assert says_what_is_lawful(await Chat().sends("topic.choose", {"topic": "misuse"}))


async def test_so_does_what_was_understood_of_a_text() -> None:
    anna = Chat()
    card = await anna.types(
        "En borger har lagt optagelsen af vores samtale på Facebook og chikanerer min kollega"
    )
    assert card.title == "Har jeg forstået dig rigtigt?"
    assert says_what_is_lawful(card)


async def test_other_advice_does_not_bring_misuse_up() -> None:
    assert not says_what_is_lawful(await Chat().sends("interview.answer", {"facts": CITIZEN}))
    assert not says_what_is_lawful(await Chat().sends("topic.choose", {"topic": "refusal_grounds"}))


def test_nothing_is_promised_to_be_lawful() -> None:
    assert "lovlig" not in LAWFUL["da"]
    assert "lawful" not in LAWFUL["en"]


async def test_a_changed_recording_is_not_called_a_misuse_for_certain() -> None:
    assert "Det kan være misbrug, når" in (await Chat().types("meld misbrug")).words
