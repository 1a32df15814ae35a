"""The page for the person who records, as they read it."""

import re
from html import unescape
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guideline.load import built_in, load_pack
from guideline.translations import spoken_languages
from pages.info import info_page, wanted
from pages.languages import LANGUAGES
from pages.render import style_of
from pages.words import check_words

MARK = "0123456789ab"

PACK = load_pack(built_in("albertslund"))
ALL = ",".join(PACK.notices)


def page(lang: str = "da", notices: str = "", reader: str = "", *, drafts: bool = True) -> str:
    return info_page(
        PACK, wanted(PACK, lang, notices, reader, drafts=drafts), drafts=drafts, qr="info/qr", mark=MARK
    )


def words_of(html: str) -> str:
    body = re.sub(r"</?bdi[^>]*>", "", html.split("<body>")[1])
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def test_every_notice_is_said_in_its_own_words_with_its_paragraphs() -> None:
    said = words_of(page(notices=ALL))
    for notice in PACK.notices.values():
        assert notice.text["da"] in said
        assert ", ".join(notice.references) in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_says_every_notice_and_which_way_it_is_written(lang: str) -> None:
    html = page(lang, ALL)
    language = LANGUAGES[lang]
    assert f'<html lang="{language.html_tag}" dir="{language.direction}">' in html
    spoken = spoken_languages(PACK, drafts=True)[lang]
    for name in PACK.notices:
        assert spoken.notice(name, employee=False) in words_of(html)


def test_a_draft_is_marked_and_offered_only_where_drafts_are_shown() -> None:
    assert "Entwurf" in page("de")
    hidden = page("de", drafts=False)
    assert "Deutsch" not in hidden
    assert "Må jeg optage samtalen?" in hidden
    assert "Entwurf" not in page("en")


def test_an_employee_reads_of_a_meeting_and_is_sent_to_the_leader() -> None:
    said = words_of(page(notices="recording_ok", reader="employee"))
    assert "Du må gerne optage mødet." in said
    assert "spørg din leder" in said


def test_without_notices_it_says_the_rule_and_what_always_holds() -> None:
    said = words_of(page())
    assert "som udgangspunkt må optage din egen samtale" in said
    assert "kan være strafbart" in said


def lead_of(html: str) -> str:
    return words_of("<body>" + html.split('<section class="lead"')[1].split("</section>")[0].split(">", 1)[1])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("reader", "rule"), [("", "public.rule"), ("employee", "public.rule_employee")])
def test_notices_without_the_permission_come_after_the_rule(lang: str, reader: str, rule: str) -> None:
    asked = "disclosure_may_be_punishable,data_protection"
    html = page(lang, asked, reader)
    spoken = spoken_languages(PACK, drafts=True)[lang]
    assert spoken.text(rule) in lead_of(html)
    for name in asked.split(","):
        assert spoken.notice(name, employee=bool(reader)) in words_of(html)


@pytest.mark.parametrize("permission", ["recording_ok", "recording_ok_for_now"])
def test_a_permission_that_is_asked_for_leads_by_itself(permission: str) -> None:
    html = page(notices=f"data_protection,{permission}")
    assert PACK.notices[permission].text["da"] in lead_of(html)
    assert PACK.texts["public.rule"].text["da"] not in words_of(html)


def test_the_general_page_says_what_holds_in_every_conversation() -> None:
    assert PACK.roles.public.general == (
        "please_disclose",
        "audio_only",
        "disclosure_may_be_punishable",
        "data_protection",
        "guidance_not_decision",
    )
    said = words_of(page())
    for name in PACK.roles.public.general:
        assert PACK.notices[name].text["da"] in said


def test_the_page_keeps_the_order_of_the_pack() -> None:
    assert page(notices="audio_only,recording_ok") == page(notices="recording_ok,audio_only")


def test_nothing_is_fetched_from_elsewhere_and_nothing_runs() -> None:
    html = page(notices=ALL)
    assert "<script" not in html
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', html)
    assert "url(" not in style_of("info")


@given(lang=st.text(), notices=st.text(), reader=st.text())
def test_whatever_an_address_says_a_page_comes_and_repeats_none_of_it(
    lang: str, notices: str, reader: str
) -> None:
    mark = "<b>zzz"
    html = page(lang + mark, notices + mark, reader + mark)
    assert "zzz" not in html
    assert "Må jeg optage samtalen?" in html


def test_every_language_has_the_same_words() -> None:
    check_words()


def test_different_sets_of_notices_are_different_pages() -> None:
    pairs = [",".join(pair) for pair in combinations(PACK.notices, 2)]
    assert len({page(notices=pair) for pair in pairs}) == len(pairs)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_another_language_keeps_the_notices_and_the_reader(lang: str) -> None:
    html = unescape(page(lang, "interests_weighed", "employee"))
    for other in LANGUAGES:
        assert f'href="info?lang={other}&notices=interests_weighed&reader=employee"' in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_stored_is_one_press_away_in_the_same_language(lang: str) -> None:
    assert f'<a href="privacy?lang={lang}">' in page(lang)


@pytest.mark.parametrize(
    ("asked", "lang"), [("de-AT", "de"), ("DE", "de"), ("da-DK", "da"), ("tlh-DE", "da"), ("", "da")]
)
def test_the_nearest_language_is_taken(asked: str, lang: str) -> None:
    assert page(asked) == page(lang)


def test_a_list_has_the_comma_of_its_language() -> None:
    assert "A2، A5.2" in words_of(page("ar", ALL))
    assert "A2, " not in words_of(page("ar", ALL))
    assert "A2, A5.2" in words_of(page("uk", ALL))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_says_which_edition_it_is(lang: str) -> None:
    assert f"{PACK.manifest.version}" in page(lang)
    assert f"<bdi>{MARK}</bdi>" in page(lang)
