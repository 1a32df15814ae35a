"""The page on personal data."""

import pytest

from guideline.load import built_in, load_pack
from pages.privacy import Kept, privacy_page
from pages.privacy_words import SECTIONS, privacy_words

PACK = load_pack(built_in("albertslund"))


@pytest.mark.parametrize("lang", ["da", "da-simple", "en"])
def test_it_says_what_is_stored_in_every_language_of_the_pack(lang: str) -> None:
    html = privacy_page(PACK, Kept(730), lang)
    for name in SECTIONS:
        assert privacy_words()[lang].sections[name].heading in html
    assert "datatilsynet.dk" in html


def test_it_says_how_long_as_the_settings_have_it() -> None:
    assert "2 år efter" in privacy_page(PACK, Kept(730), "da")
    assert "90 dage efter" in privacy_page(PACK, Kept(90), "da")


def test_an_unknown_language_reads_danish() -> None:
    assert privacy_page(PACK, Kept(730), "tlh") == privacy_page(PACK, Kept(730), "da")


def test_no_language_has_a_section_too_many_or_too_few() -> None:
    for words in privacy_words().values():
        assert tuple(words.sections) == SECTIONS
