"""The text for the person comes in every language that the municipality has approved, and in no other."""

import datetime
from typing import Any

import msgspec
import pytest

from dialogs.extension import TextFinder
from guideline.model import Pack
from guideline.text_ids import pack_texts
from pages.languages import LANGUAGES
from tests.cards.contract import check_card
from tests.cards.gallery import CITIZEN, EMPLOYEE, PUBLIC_URL
from tests.cards.lint import faults
from tests.cards.reading import Card
from tests.dialogs.chat import Chat, World, pack
from tests.dialogs.test_across_the_table import shown

OWN = ["da", "da-simple", "en"]


def approving(*languages: str) -> Pack:
    """Return the pack with these translations approved."""
    day = datetime.date(2026, 12, 1)
    approved = tuple(
        msgspec.structs.replace(it, approved=day if it.language in languages else None)
        for it in pack().translations
    )
    return msgspec.structs.replace(pack(), translations=approved)


ALL = approving(*LANGUAGES)


async def card_of(guideline: Pack, lang: str, facts: Any = CITIZEN, **more: Any) -> Card:
    chat = Chat(world=World(pack=guideline), public_url=PUBLIC_URL)
    data = {"facts": facts, "lang": lang, "ui": "da", **more}
    return await chat.sends("advice.recorder_text", data)


@pytest.mark.parametrize("facts", [CITIZEN, EMPLOYEE], ids=["citizen", "employee"])
@pytest.mark.parametrize("lang", LANGUAGES)
async def test_each_approved_language_is_said_with_its_own_labels(lang: str, facts: Any) -> None:
    card = await card_of(ALL, lang, facts)
    check_card(card)
    assert faults(card.json) == []
    named = card.named("text")
    assert [pack_texts(ALL)[name].text for name in named] == shown(card)
    assert all(name.endswith(f":{lang}") for name in named)
    assert card.json.get("rtl", False) == (lang == "ar")
    assert card.lang == ("da" if lang == "da-simple" else lang)


async def test_a_draft_is_neither_offered_nor_shown() -> None:
    card = await card_of(pack(), "pl")
    assert card.lang == "da"
    assert "Polski" not in card.words


async def test_few_languages_are_buttons_and_the_one_that_is_on_says_so() -> None:
    card = await card_of(pack(), "da-simple")
    titles = [button.title for button in card.buttons]
    assert [it for it in titles if "advice" not in it][:3] == ["Dansk", "Let dansk (vises nu)", "English"]
    assert card.inputs == []


async def test_many_are_a_list_that_stands_at_the_one_that_is_on() -> None:
    card = await card_of(approving("pl", "ar"), "pl")
    (choice,) = card.inputs
    assert choice["value"] == "pl"
    assert [it["value"] for it in choice["choices"]] == [*OWN, "pl", "ar"]
    chosen = await card_of(approving("pl", "ar"), "pl", text_lang="ar")
    assert chosen.json["rtl"] is True
    assert "محادثتنا" in chosen.words


@pytest.mark.parametrize(
    ("typed", "begins"),
    [("polsk", "Możesz"), ("Polski", "Możesz"), ("arabic", "يمكنك"), ("engelsk", "You may")],
)
async def test_a_language_is_chosen_by_typing_its_name(typed: str, begins: str) -> None:
    chat = Chat(world=World(pack=ALL), public_url=PUBLIC_URL)
    await chat.sends("advice.recorder_text", {"facts": CITIZEN, "lang": "da"})
    assert shown(await chat.types(typed))[0].startswith(begins)


async def test_the_way_back_speaks_the_language_of_the_chat() -> None:
    chat = Chat(world=World(pack=ALL))
    await chat.sends("interview.answer", {"facts": CITIZEN})
    await chat.presses("Vis teksten til personen")
    await chat.types("tyrkisk")
    assert (await chat.presses("Tilbage til svaret")).lang == "da"


@pytest.mark.parametrize(
    ("typed", "language"), [("polsk", "Polski"), ("polski børn", "Polski"), ("tysk ansat", "Deutsch"),
                            ("let lyd", "Let dansk"), ("engelsk", "English")],
)  # fmt: skip
def test_the_extension_finds_a_text_in_a_language_by_name(typed: str, language: str) -> None:
    found = TextFinder(ALL, None).find("recorderText", typed, "da")
    assert found
    assert {it.about.rpartition(" · ")[2] for it in found} == {language}


@pytest.mark.parametrize("typed", ["fotografere", "filmer"])
def test_somebody_who_films_is_found_by_their_deed(typed: str) -> None:
    found = TextFinder(pack(), None).find("recorderText", typed, "da")
    assert {it.title for it in found} == {"Kun lyd, ikke billeder"}


def test_the_extension_offers_no_draft() -> None:
    assert TextFinder(pack(), None).find("recorderText", "polsk", "da") == []
