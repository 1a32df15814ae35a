"""The cards of HR/Jura's cases speak plain Danish, and the channel's name nobody but who has a case."""

import pytest

from tests.cards.cases import SCENES, CaseCast, case_card
from tests.cards.test_request_speech import HARDEST_LIX, OFFICIALESE, lix
from tests.dialogs.cases.office import REPORT

IN_CHANNEL = ("channel", "channel_question", "channel_claimed", "channel_step", "overdue", "channel_chosen")


@pytest.mark.parametrize("name", sorted(SCENES))
async def test_danish_is_plain(name: str) -> None:
    card = await case_card(name, "da")
    assert not OFFICIALESE.search(card.words)
    assert lix(card) <= HARDEST_LIX


@pytest.mark.parametrize("name", IN_CHANNEL)
@pytest.mark.parametrize("language", ["da", "en"])
async def test_the_channel_shows_nothing_personal(name: str, language: str) -> None:
    text = str((await case_card(name, language)).json)
    for part in ("Anna", "Agerholm", "anna", REPORT["where"], REPORT["case_ref"], "Facebook", "sygdom"):
        assert part not in text


@pytest.mark.parametrize("name", ["claimed_for_reporter", "replied", "closed_for_reporter"])
async def test_the_reporter_sees_nothing_of_the_assessment(name: str) -> None:
    words = (await case_card(name, "da")).words
    for part in ("Barnets helbred", "Politianmeldt i dag", "Bør politianmeldes", "Begrundelse"):
        assert part not in words


async def test_who_reports_is_told_what_is_no_misuse_and_whom_to_call_in_danger() -> None:
    words = (await case_card("form", "da")).words
    assert "ring 112" in words
    assert "regner vi ikke i sig selv for misbrug" in words
    assert "Det er ikke din opgave at anmelde det" in words


@pytest.mark.parametrize(
    ("language", "not_share"), [("da", "Del det ikke videre"), ("en", "Do not pass it on")]
)
@pytest.mark.parametrize("name", ["receipt", "receipt_no_channel"])
async def test_the_receipts_notification_says_what_matters_most(
    name: str, language: str, not_share: str
) -> None:
    cast = CaseCast(language)
    await SCENES[name](cast)
    assert "112" in cast.anna.summary
    assert not_share in cast.anna.summary


async def test_the_receipt_says_what_to_do_and_when_to_expect_an_answer() -> None:
    words = (await case_card("receipt", "da")).words
    for part in (
        "Slet ikke noget",
        "Del det ikke videre",
        "konfrontere",
        "én arbejdsdag",
        "Aftryk",
        "2026-17",
    ):
        assert part in words
