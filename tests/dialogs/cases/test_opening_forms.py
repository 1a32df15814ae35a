"""The forms that reach HR/Jura open by their own words, wherever the chat stands."""

import pytest

from tests.cards.gallery import CITIZEN
from tests.dialogs.cases.office import CaseOffice
from tests.dialogs.requests.office import Colleague


@pytest.mark.parametrize(
    "text", ["meld misbrug", "Meld misbruget!", "misbrug", "report misuse", "report a misuse", "Misuse"]
)
async def test_the_report_opens_by_its_words(anna: Colleague, text: str) -> None:
    assert (await anna.types(text)).title == "Meld misbrug af en optagelse"


@pytest.mark.parametrize("text", ["spørg hr/jura", "spørg HR", "ask HR/Jura", "ask hr", "spørg jura"])
async def test_the_question_opens_by_its_words(anna: Colleague, text: str) -> None:
    assert (await anna.types(text)).title == "Spørg HR/Jura"


async def test_what_is_known_goes_along(anna: Colleague) -> None:
    await anna.sends("interview.answer", {"facts": CITIZEN})
    card = await anna.types("meld misbrug")
    assert card.button("Send til HR/Jura").data["facts"] == CITIZEN


async def test_a_single_word_may_be_the_answer_that_a_card_waits_for(
    office: CaseOffice, anna: Colleague
) -> None:
    await anna.sends("misuse.step", {"key": "form"})
    assert (await anna.types("misbrug")).title != "Meld misbrug af en optagelse"
    assert [draft.texts["what_happened"] for draft in office.world.drafts.kept.values()] == ["misbrug"]
    assert (await anna.types("spørg hr")).title == "Spørg HR/Jura"


async def test_on_a_request_the_words_ask_about_that_request(anna: Colleague, lone: Colleague) -> None:
    await anna.asks()
    assert (await anna.types("spørg hr")).title == "Spørg HR/Jura om denne anmodning"
