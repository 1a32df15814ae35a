"""The terms of use."""

import pytest

from guideline.load import built_in, load_pack
from pages.terms import SECTIONS, terms_page, terms_words

MARK = "0123456789ab"
PACK = load_pack(built_in("albertslund"))


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_language_has_every_section_and_names_the_municipality(lang: str) -> None:
    html = terms_page(PACK, lang, mark=MARK)
    assert tuple(terms_words()[lang].sections) == SECTIONS
    assert [name for name in SECTIONS if terms_words()[lang].sections[name].heading not in html] == []
    assert PACK.manifest.municipality in terms_words()[lang].lead.format(
        municipality=PACK.manifest.municipality
    )
    assert f"<bdi>{MARK}</bdi>" in html


@pytest.mark.parametrize(
    ("asked", "title"),
    [("da-simple", "Vilkår for brug"), ("tlh", "Vilkår for brug"), ("pl", "Terms of use")],
)
def test_readers_of_other_languages_get_the_nearest(asked: str, title: str) -> None:
    assert f"<h1>{title}</h1>" in terms_page(PACK, asked, mark=MARK)


@pytest.mark.parametrize(("asked", "onward"), [("pl", "pl"), ("da-simple", "da-simple"), ("tlh", "da")])
def test_the_way_on_leads_to_what_is_stored_in_the_readers_own_language(asked: str, onward: str) -> None:
    assert f'<a href="privacy?lang={onward}">' in terms_page(PACK, asked, mark=MARK)


def test_it_asks_for_no_cpr_numbers_and_promises_no_decision() -> None:
    da = terms_page(PACK, "da", mark=MARK)
    assert "CPR-nummer" in da
    assert "Guiden beslutter ikke noget." in da
