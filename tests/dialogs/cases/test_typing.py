"""HR/Jura handle their cases by words alone."""

import pytest

from casework.cases.case import State
from dialogs.book import Book
from dialogs.cases.card import case_card
from dialogs.cases.view import look
from dialogs.matching import chosen
from tests.cards.cases import SCENES, CaseCast
from tests.dialogs.cases.office import CaseOffice
from tests.dialogs.chat import pack
from tests.dialogs.requests.office import Colleague

BOOK = Book(pack())


async def test_a_whole_case_by_words(office: CaseOffice, anna: Colleague, hanne: Colleague) -> None:
    await office.reports(anna)
    await hanne.types("sager")
    await hanne.types("1")
    await hanne.types("tag")
    assert office.case.owner == "hanne"
    await hanne.types("vurder")
    for text in ("En kollega.", "spring over", "ja", "ved ikke", "nej", "ja", "Det er klart."):
        card = await hanne.types(text)
    assert card.title == "Klar til at gemme"
    assert "»gem«" in card.words
    assert "send" not in card.words.lower()
    assert "Spring over" not in [button.title for button in card.buttons]
    await hanne.types("gem")
    assert office.case.assessment is not None
    assert (office.case.assessment.police_report, office.case.assessment.private) == ("yes", "yes")
    await hanne.types("svar: Tak for din melding.")
    assert office.case.thread[-1].text == "Tak for din melding."
    await hanne.types("luk: Politianmeldt.")
    closed = office.case
    await hanne.types("genåbn")
    assert (closed.state, office.case.state) == (State.CLOSED, State.REOPENED)


@pytest.mark.parametrize("word", ["Gem vurderingen", "gem den", "save", "send"])
async def test_a_half_filled_sheet_is_saved_by_a_word_as_well(
    office: CaseOffice, anna: Colleague, hanne: Colleague, word: str
) -> None:
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    await hanne.types("vurder")
    await hanne.types("En kollega.")
    card = await hanne.types(word)
    assert "En kollega." in card.words
    assert office.case.assessment is not None
    assert (office.case.assessment.harmed, office.case.assessment.passed_on) == ("En kollega.", "")


async def test_in_english() -> None:
    office = CaseOffice("en")
    anna, hanne = office.person("Anna Agerholm"), office.person("Hanne Holm", hr=True)
    office.person("Hugo Hald", hr=True)
    await office.reports(anna)
    for text in ("cases", "1", "take", "reply: Thank you.", "give to Hugo Hald"):
        await hanne.types(text)
    assert (office.case.thread[-1].text, office.case.owner) == ("Thank you.", "hugo")


async def test_words_after_a_step_whose_text_is_asked_for(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    assert (await hanne.types("svar")).title == "Svar Anna Agerholm"
    await hanne.types("Tak.")
    assert office.case.thread[-1].text == "Tak."


async def test_the_reporter_adds_by_a_word_wherever_the_chat_stands(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await office.reports(anna)
    await anna.types("forfra")
    await anna.types("tilføj Der er et opslag mere.")
    assert office.case.thread[-1].text == "Der er et opslag mere."


async def test_a_word_that_could_mean_two_cases_asks_which(
    office: CaseOffice, anna: Colleague, bo: Colleague, hanne: Colleague
) -> None:
    for who in (anna, bo):
        await office.reports(who)
    for case in office.cases:
        await office.does(hanne, "case.claim", case)
    card = await hanne.types("svar: Tak.")
    assert card.words.startswith("Du har flere. Vælg først, hvilken du mener.")
    assert all(case.thread == () for case in office.cases)
    await hanne.types("1")
    await hanne.types("svar: Tak.")
    assert sum(len(case.thread) for case in office.cases) == 1
    await hanne.types("svar: Og en ting til.")
    assert sorted(len(case.thread) for case in office.cases) == [0, 2]


async def test_what_has_come_to_a_case_since_does_not_stand_in_the_way_of_an_answer(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    await anna.types("tilføj Der er et opslag mere.")
    await hanne.receives("case_addition")
    await hanne.types("svar: Tak, det har vi set.")
    assert office.case.thread[-1].text == "Tak, det har vi set."


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", ["hr_new", "hr_owner", "hr_owner_left", "hr_closed", "added", "hr_question"])
async def test_every_word_does_what_its_button_does(name: str, language: str) -> None:
    cast = CaseCast(language)
    await SCENES[name](cast)
    for person in cast.office.world.people:
        view = await look(BOOK, cast.office.world.desk, cast.office.case, person, language)
        for ask in ("", "reply", "add", "assign", "close") if view.roles else ():
            shown = case_card(view, ask=ask)
            for way in shown.ways:
                for command in (way.title, *way.words):
                    assert chosen(shown, command) == (way.verb, way.data), command
                    if way.takes:
                        asked = chosen(shown, f"{command}: Peter Holm")
                        assert asked == (way.verb, {**way.data, way.takes: "Peter Holm"}), command
