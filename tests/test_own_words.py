"""Which of the program's own words are measured as strictly as what the public reads."""

import pytest

from guideline.check.plain_words import Measured
from tests.own_words import measured_words


@pytest.fixture(scope="module")
def measured() -> dict[tuple[str, str], Measured]:
    return {(it.place, it.language): it for it in measured_words()}


@pytest.mark.parametrize(
    "key",
    ["recorder.qr", "reasons.title", "need.own.you"],
)
def test_what_the_person_reads_on_a_card_is_held_to_what_the_public_is_promised(
    measured: dict[tuple[str, str], Measured], key: str
) -> None:
    assert measured[f"cards/words, {key}", "da"].readers == "public"


@pytest.mark.parametrize("key", ["need.own.said", "form.deputy"])
def test_what_staff_read_is_not(measured: dict[tuple[str, str], Measured], key: str) -> None:
    assert measured[f"cards/words, {key}", "da"].readers == "staff"


@pytest.mark.parametrize("language", ["da", "da-simple"])
@pytest.mark.parametrize("place", ["title", "lead", "refusal", "refusal[1]", "legal", "rights"])
def test_headings_and_texts_on_personal_data_are_measured_for_the_public(
    measured: dict[tuple[str, str], Measured], place: str, language: str
) -> None:
    assert measured[f"pages/words/privacy, {place}", language].readers == "public"


@pytest.mark.parametrize("language", ["da", "en", "de", "ar"])
def test_the_pages_words_are_measured_in_every_language(
    measured: dict[tuple[str, str], Measured], language: str
) -> None:
    assert ("pages/words, title", language) in measured
    assert ("pages/words/privacy, staff[3]", "en") in measured
    assert measured["pages/words/terms, yours[1]", "da"].readers == "staff"
    assert measured["bot/teams_app/words, personal[0].description", "da"].readers == "staff"
    assert ("bot/teams_app/words, full", "en") in measured
    assert ("cards/words, recorder.qr", "en") in measured


def test_none_of_the_programs_own_words_is_too_hard(measured: dict[tuple[str, str], Measured]) -> None:
    assert [(it.place, it.sentence) for it in measured.values() if it.is_hard] == []
