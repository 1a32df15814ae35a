"""One press on the advice, and the screen is something to turn towards the person who records."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from dialogs.edition import edition
from guideline.answers import Answer
from guideline.decide import decide
from guideline.model import Facts
from guideline.text_ids import pack_texts
from pages.info import info_page, wanted
from tests.cards.contract import check_card
from tests.cards.gallery import BOTH_GROUNDS, CITIZEN, COVERT, EMPLOYEE, OTHERS, PUBLIC_URL
from tests.cards.reading import Card
from tests.dialogs.chat import Chat, pack

MARK = "0123456789ab"

ONLY_SOUND: Facts = {**CITIZEN, "medium": "video"}
NOT_ASKED: Facts = {**CITIZEN, "situation": "recording_openly"}

SITUATIONS: dict[str, Facts] = {
    "may record": CITIZEN,
    "only sound": ONLY_SOUND,
    "others are discussed": OTHERS,
    "please tell": NOT_ASKED,
    "several at once": COVERT,
    "an employee": EMPLOYEE,
    "an employee, only sound": {**EMPLOYEE, "medium": "video"},
    "an employee, others": {**EMPLOYEE, "only_about_recorder": False},
    "an employee whom one may refuse": BOTH_GROUNDS,
}
LANGUAGES = ("da", "da-simple", "en")


def shown(card: Card) -> list[str]:
    """Return what is set large, from top to bottom; the heading aside."""
    return [told["text"] for told in paragraphs(card)]


def paragraphs(card: Card) -> list[dict[str, str]]:
    return [e for e in card.elements if e.get("size") in ("large", "extraLarge") and "style" not in e]


def links(card: Card) -> list[str]:
    return [e["url"] for e in card.elements if e.get("type") in ("Image", "Action.OpenUrl")]


async def text_for(facts: Facts, lang: str, public_url: str | None = PUBLIC_URL) -> Card:
    return await Chat(public_url=public_url).sends("advice.recorder_text", {"facts": facts, "lang": lang})


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("situation", SITUATIONS)
async def test_it_says_the_notices_of_the_situation_in_large_text(situation: str, lang: str) -> None:
    facts = SITUATIONS[situation]
    answer = decide(pack(), facts)
    assert isinstance(answer, Answer)
    card = await text_for(facts, lang)
    check_card(card)
    employee = facts["recorder"] == "employee"
    notices = [pack().notices[notice] for notice in answer.notices]
    told = [((n.employee_text if employee else None) or n.text)[lang] for n in notices]
    assert shown(card)[:-1] == told
    assert all(len(re.findall(r"[.?!]", text)) <= 4 for text in told)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("situation", SITUATIONS)
async def test_the_code_leads_to_the_same_text_and_knows_nothing_else(situation: str, lang: str) -> None:
    facts = SITUATIONS[situation]
    card = await text_for(facts, lang)
    picture, page = (urlsplit(link) for link in links(card))
    assert (picture.path, page.path) == ("/info/qr", "/info")
    assert picture.query == page.query
    asked = {name: values[0] for name, values in parse_qs(page.query).items()}
    assert set(asked) <= {"lang", "notices", "reader"}
    drawn = wanted(pack(), asked["lang"], asked["notices"], asked.get("reader", ""), drafts=False)
    html = unescape(info_page(pack(), drawn, drafts=False, qr=None, mark=MARK))
    assert all(text in html for text in shown(card)[:-1])


async def test_the_answer_to_their_question_is_largest_of_all() -> None:
    card = await text_for(CITIZEN, "da")
    answer, *others = paragraphs(card)
    assert (answer["size"], answer["text"]) == ("extraLarge", "Du må gerne optage vores samtale.")
    assert {told["size"] for told in others} == {"large"}


async def test_the_picture_has_words_for_whoever_cannot_see_it() -> None:
    card = await text_for(CITIZEN, "da")
    (picture,) = [e for e in card.elements if e.get("type") == "Image"]
    assert picture["altText"] == "QR-kode, der åbner den samme tekst på en telefon"


async def test_without_a_public_address_there_is_neither_code_nor_link() -> None:
    card = await text_for(CITIZEN, "da", public_url=None)
    assert links(card) == []
    assert "koden" not in card.words


async def test_it_says_which_edition_is_shown_and_each_text_has_its_id() -> None:
    card = await text_for(EMPLOYEE, "da-simple")
    assert f"Udgave {pack().manifest.version}, aftryk {edition(pack()).hash[:12]}." in card.words
    named = card.named("text")
    assert "notices:recording_ok:employee_text:da-simple" in named
    assert "texts:recorder.ask_employee:text:da-simple" in named
    assert [pack_texts(pack())[name].text for name in named] == shown(card)


async def test_one_press_turns_it_and_one_press_leads_back() -> None:
    anna = Chat(public_url=PUBLIC_URL)
    await anna.sends("interview.answer", {"facts": OTHERS})
    card = await anna.presses("Vis teksten til personen")
    assert card.title == "Til dig, der optager"
    card = await anna.presses("English")
    assert "lang=en" in links(card)[0]
    assert (await anna.presses("Back to the answer")).named("verdict") == ["weigh_interests"]
