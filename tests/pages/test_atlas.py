"""The report that HR/Jura read and sign: all of a pack in one document that stands alone."""

import datetime
import re
from html import unescape
from io import BytesIO

import msgspec
import pytest
from pypdf import PdfReader

from guideline.atlas import atlas_of
from guideline.cases import read_cases
from guideline.load import PACKS, load_pack
from guideline.model import Pack
from guideline.translations import translated
from pages.atlas import Tried, atlas_page
from pages.pdf import pdf
from tests.guideline.conftest import LIBRARY

BUILT_IN = sorted(folder.name for folder in PACKS.iterdir() if folder.is_dir())


def report(name: str) -> tuple[Pack, str]:
    pack = load_pack(PACKS / name)
    cases = [Tried(case, "") for case in read_cases(PACKS / name, pack, [])]
    return pack, atlas_page(atlas_of(pack), "0a1b2c", cases)


def said(html: str) -> str:
    body = html.split("<body>")[1]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


@pytest.mark.parametrize("name", BUILT_IN)
def test_it_stands_alone_and_every_link_leads_to_one_place(name: str) -> None:
    _, html = report(name)
    assert re.findall(r'(?:src|href)="(?!#)', html) == []
    assert "<script" not in html
    assert "url(" not in html
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_the_cover_says_which_pack_it_is_as_the_bot_does() -> None:
    pack, html = report("albertslund")
    cover = said(html.split('<nav class="contents"')[0])
    for words in ("Albertslund Kommune", pack.manifest.version, pack.hash, "23. november 2026", "18.225"):
        assert words in cover
    assert f" {pack.hash[:12]} " in cover
    assert pack.manifest.adopted.note["da"] in cover


def test_each_translation_stands_beside_the_danish_with_its_state_and_its_direction() -> None:
    pack = load_pack(PACKS / "albertslund")
    german = msgspec.structs.replace(pack.translations[0], approved=datetime.date(2026, 11, 20))
    both = msgspec.structs.replace(pack, translations=(german, pack.translations[-1]))
    html = atlas_page(atlas_of(both), "0a1b2c")
    section = html[html.index('<section id="translations"') : html.index('<section id="topics"')]
    text = said("<body>" + section)
    assert "Deutsch Godkendt 20. november 2026 Ja" in text
    assert "العربية Udkast, ikke godkendt Kun i demoen" in text
    for (field, name), words in translated(german):
        own = pack.texts[name] if field == "texts" else pack.notices[name]
        danish = getattr(own, "employee_text" if field == "employee_notices" else "text")["da"]
        assert f"{danish} {words}" in text
    assert section.count('lang="ar" dir="rtl"') == len(list(translated(pack.translations[-1])))


def test_a_pack_without_translations_has_no_section_for_them() -> None:
    assert "translations" not in report("example-need")[1]


def test_the_answers_stand_in_short_before_all_else() -> None:
    pack, html = report("albertslund")
    overview = html[html.index('class="overview"') : html.index('<section id="flow"')]
    for letter, rule in zip("ABCDEFGH", pack.rules.rules, strict=True):
        assert f'href="#answer-{letter}"' in overview
        assert rule.headline["da"] in said("<body>" + overview)


@pytest.mark.parametrize("name", BUILT_IN)
def test_no_two_answers_have_one_name_in_the_contents_and_the_flow(name: str) -> None:
    pack = load_pack(PACKS / name)
    for language in ("da", "en"):
        named = [rule.short[language] for rule in pack.rules.rules]
        assert sorted(set(named)) == sorted(named)


def test_every_interpretation_can_be_confirmed_or_changed() -> None:
    pack, html = report("albertslund")
    for it in pack.interpretations:
        for field in ("confirmed", "change", "to"):
            assert html.count(f'name="{it.id}.{field}"') == 1


def test_the_picture_and_its_words_name_every_question_and_answer() -> None:
    pack, html = report("albertslund")
    flow = html[html.index('<section id="flow"') : html.index('<section id="answers"')]
    picture, words = (
        said("<body>" + flow[: flow.index("</svg>")]),
        said("<body>" + flow[flow.index("</svg>") :]),
    )
    for question in pack.questions:
        asked = (question.ask or question.label)["da"]
        assert asked in picture
        assert asked in words
    assert set(re.findall(r"svar ([A-H])", words)) == set("ABCDEFGH")
    assert 'role="img" aria-labelledby="flow-title flow-words"' in flow


def test_the_owners_text_stands_beside_each_paragraph_and_what_it_lacks_is_said() -> None:
    pack = load_pack(PACKS / "albertslund")
    source = {"A5": "Vær opmærksom på:", "A5.1": "At <først>", "A9": "Glemt."}
    text = said(atlas_page(atlas_of(pack), "0a1b2c", (), source))
    assert "Indledning til afsnittet: Vær opmærksom på: At <først>" in text
    assert text.count("Afsnittet står ikke i den fil, der blev givet med.") == len(pack.paragraphs) - 1
    assert "I kommunens tekst, men ikke i pakken" in text
    assert text.count("Glemt.") == 1
    assert "Kommunens tekst" not in said(atlas_page(atlas_of(pack), "0a1b2c"))


def test_a_case_shows_all_that_it_holds_the_answer_to() -> None:
    pack, html = report("albertslund")
    section = html[html.index('<section id="cases"') : html.index('<section id="questions"')]
    text = said("<body>" + section)
    cases = read_cases(PACKS / "albertslund", pack, [])
    for case in cases:
        expect = case.expect
        for name in (*expect.duties, *expect.if_refusing):
            assert f"»{pack.duties[name].text['da']}«" in text
        for name in expect.notices:
            assert f"»{pack.notices[name].short['da']}«" in text
        assert all(f"»{words}«" in text for words in expect.says)
    assert text.count("Må ikke være med") == sum(bool(case.expect.without) for case in cases)
    assert text.count("Netop disse grunde ingen") == sum(case.expect.grounds == () for case in cases)
    assert "Netop disse mærker »Det gælder lyd, ikke billeder.« »Der bliver optaget" in text


def test_a_case_that_is_answered_otherwise_is_marked() -> None:
    pack = load_pack(PACKS / "albertslund")
    case = read_cases(PACKS / "albertslund", pack, [])[0]
    text = said(atlas_page(atlas_of(pack), "0a1b2c", [Tried(case, "forventede noget andet")]))
    assert "Svarer ikke som ventet: forventede noget andet" in text


def test_background_is_listed_with_its_reason(library: Pack) -> None:
    reason = {"da": "Kun historie.", "en": "History only."}
    extra = msgspec.structs.replace(library.paragraphs[0], id="P9", background=reason)
    pack = msgspec.structs.replace(library, paragraphs=(*library.paragraphs, extra))
    background = said(atlas_page(atlas_of(pack), "0a1b2c")).split("Afsnit, der kun er baggrund")[-1]
    assert "P9 Kun historie. History only." in background


@pytest.fixture(scope="module")
def library() -> Pack:
    return load_pack(LIBRARY)


def test_the_pdf_has_real_text_pages_links_and_fields(library: Pack) -> None:
    read = PdfReader(BytesIO(pdf(atlas_page(atlas_of(library), "0a1b2c"), one_sheet=False)))
    text = "".join(page.extract_text() for page in read.pages)
    assert len(read.pages) > 5
    assert f"Side 2 af {len(read.pages)}" in text
    assert library.hash[:12] in text
    assert re.findall("[\ufb00-\ufb06]", text) == []  # a search for "film" finds no ligature
    assert read.outline
    fields = read.get_fields() or {}
    assert {"closed_first.confirmed", "closed_first.change", "closed_first.to"} <= fields.keys()
    assert str(read.root_object["/Lang"]) == "da"
