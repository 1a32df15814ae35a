"""The sheet and the poster: one page of A4 each, as HTML and as PDF."""

import datetime
import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject

from guideline.load import built_in, load_pack
from guideline.model import Colours, Pack
from guideline.translations import OWN, spoken_languages
from pages.languages import LANGUAGES
from pages.paper import link_to, poster_page, sheet_page
from pages.pdf import TooLongError, pdf
from pages.words import words

MARK = "0123456789ab"

URL = "https://optagelse.kommune.dk"
A4_POINTS = (595.28, 841.89)
SMALLEST_LINE_PIXELS = 12


def changed(**changes: Any) -> Pack:
    pack = load_pack(built_in("albertslund"))
    return Pack(**{field: getattr(pack, field) for field in pack.__struct_fields__} | changes)


PACK = changed()
TRANSLATED = changed(
    translations=tuple(
        msgspec.structs.replace(draft, approved=datetime.date(2026, 12, 1)) for draft in PACK.translations
    )
)


def said(html: str) -> str:
    body = html.split("<body>")[1]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def letters(text: str) -> str:
    return re.sub(r"[\s-]+", "", text)


@pytest.mark.parametrize("lang", OWN)
def test_the_sheet_says_the_rule_and_what_always_holds_and_whom_to_ask(lang: str) -> None:
    text = said(sheet_page(PACK, lang, URL, mark=MARK))
    spoken = spoken_languages(PACK, drafts=False)[lang]
    for sentence in [
        spoken.text("public.rule"),
        *(spoken.notice(name, employee=False) for name in PACK.roles.public.general),
        spoken.text("recorder.ask"),
        "optagelse.kommune.dk/info",
    ]:
        assert sentence in text


def test_the_poster_says_the_rule_in_every_language() -> None:
    text = said(poster_page(PACK, ["da", "en"], URL, mark=MARK))
    for lang in ("da", "en"):
        assert words(lang)["title"] in text
        assert PACK.texts["public.rule"].text[lang] in text


def test_each_smaller_part_of_the_poster_says_that_the_page_has_its_language_too() -> None:
    assert "The page is in English too." in said(poster_page(PACK, ["da", "en"], URL, mark=MARK))
    text = said(poster_page(TRANSLATED, list(LANGUAGES), URL, mark=MARK))
    assert [lang for lang in LANGUAGES if words(lang)["also"] not in text] == ["da"]
    assert len({words(lang)["also"] for lang in LANGUAGES}) == len(LANGUAGES)


def test_a_draft_never_reaches_paper() -> None:
    with pytest.raises(KeyError):
        sheet_page(PACK, "de", URL, mark=MARK)
    assert "Darf ich" in sheet_page(TRANSLATED, "de", URL, mark=MARK)


def test_the_code_leads_to_the_page_in_the_language_of_the_sheet() -> None:
    link = link_to(URL, "en")
    assert link.address == f"{URL}/info?lang=en"
    assert link.picture in unescape(sheet_page(PACK, "en", URL, mark=MARK))
    assert link.picture != link_to(URL, "da").picture


def test_the_municipality_gives_its_name_and_colours() -> None:
    manifest = msgspec.structs.replace(
        PACK.manifest, municipality="Ny <By> Kommune", colours=Colours(main="#00538a", on_main="#fefefe")
    )
    html = sheet_page(changed(manifest=manifest), "da", URL, mark=MARK)
    assert "Ny &lt;By&gt; Kommune" in html
    assert "--main: #00538a; --on-main: #fefefe;" in html


def test_nothing_is_fetched_and_nothing_runs() -> None:
    for html in (sheet_page(PACK, "da", URL, mark=MARK), poster_page(PACK, OWN, URL, mark=MARK)):
        assert re.findall(r'src="(?!data:)', html) == []
        assert "<script" not in html
        assert "<link" not in html
        assert "url(" not in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheet_is_one_page_of_pdf_that_can_be_read_aloud(lang: str) -> None:
    read = PdfReader(BytesIO(pdf(sheet_page(TRANSLATED, lang, URL, mark=MARK))))
    (page,) = read.pages
    assert (page.mediabox.width, page.mediabox.height) == pytest.approx(A4_POINTS, abs=0.1)
    assert read.metadata is not None
    assert read.metadata.title == f"{words(lang)['title']} – Albertslund Kommune"
    assert str(read.root_object["/Lang"]) == LANGUAGES[lang].html_tag
    tags = {str(element.get("/S")) for element in below(read.root_object["/StructTreeRoot"])}
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Link"} <= tags
    pictures = [it for it in below(read.root_object["/StructTreeRoot"]) if it.get("/S") == "/Figure"]
    assert [str(it["/Alt"]) for it in pictures] == [words(lang)["qr_alt"]]
    assert read.xmp_metadata is not None
    assert b"pdfuaid:part" in read.xmp_metadata.stream.get_data()


@pytest.mark.parametrize("lang", OWN)
def test_the_text_of_the_pdf_can_be_taken_out_again(lang: str) -> None:
    read = PdfReader(BytesIO(pdf(sheet_page(PACK, lang, URL, mark=MARK))))
    text = letters(read.pages[0].extract_text())
    assert letters(PACK.texts["public.rule"].text[lang]) in text
    for name in PACK.roles.public.general:
        assert letters(PACK.notices[name].text[lang]) in text
    assert "optagelse.kommune.dk/info" in text


@pytest.mark.parametrize(
    "langs", [("da",), ("da", "en"), tuple(tag for tag in LANGUAGES if tag != "da-simple")]
)
def test_the_poster_is_one_page_in_however_many_languages(langs: tuple[str, ...]) -> None:
    read = PdfReader(BytesIO(pdf(poster_page(TRANSLATED, langs, URL, mark=MARK))))
    (page,) = read.pages
    text = letters(page.extract_text())
    for lang in set(langs) - {"ar"}:  # a PDF keeps the order in which Arabic is drawn
        assert letters(words(lang)["title"]) in text
    assert "optagelse.kommune.dk/info" in text
    assert languages_of_sections(read) == [LANGUAGES[lang].html_tag for lang in langs[1:]]


def languages_of_sections(read: PdfReader) -> list[str]:
    return [str(it["/Lang"]) for it in below(read.root_object["/StructTreeRoot"]) if it.get("/S") == "/Sect"]


def below(element: object) -> Iterator[DictionaryObject]:
    """Return an element of the tree that screen readers follow, and all below it."""
    element = element.get_object() if isinstance(element, PdfObject) else element
    if isinstance(element, DictionaryObject):
        yield element
        yield from below(element.get("/K"))
    elif isinstance(element, ArrayObject):
        for child in element:
            yield from below(child)


@pytest.mark.parametrize(
    "html",
    [
        *(sheet_page(TRANSLATED, lang, URL, mark=MARK) for lang in LANGUAGES),
        poster_page(PACK, ("da", "en"), URL, mark=MARK),
    ],
)
def test_no_line_is_written_over_another(html: str) -> None:
    lines: set[float] = set()

    def note(text: str, _: object, place: list[float], *_rest: object) -> None:
        if text.strip():
            lines.add(round(place[5]))

    PdfReader(BytesIO(pdf(html))).pages[0].extract_text(visitor_text=note)
    assert len(lines) > 8
    assert min(after - before for before, after in pairwise(sorted(lines))) > SMALLEST_LINE_PIXELS


def test_what_needs_two_sheets_is_told_and_not_cut() -> None:
    municipality = "Kommunen med det lange navn " * 200
    manifest = msgspec.structs.replace(PACK.manifest, municipality=municipality)
    with pytest.raises(TooLongError):
        pdf(sheet_page(changed(manifest=manifest), "da", URL, mark=MARK))
