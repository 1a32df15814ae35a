"""What is filed opens in Word, says what it is, and can be read by a screen reader."""

import datetime
import io

import docx as library
import pytest
from docx.document import Document as Opened
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.docx import Document, Heading, Pairs, Paragraph, Quote, Table, docx

MOMENT = datetime.datetime(2026, 11, 3, 8, 15, tzinfo=datetime.UTC)
SHEET = Document(
    title="Vurdering",
    lang="da",
    blocks=(
        Heading("Sagen"),
        Pairs((("Sag", "a1b2"), ("Enhed", "Jobcenter"))),
        Heading("Forløb", 2),
        Table(("Hvornår", "Hvad"), (("3. november", "Anmeldt"), ("4. november", "Vurderet"))),
        Quote("Den ligger på en åben side.\nAlle kan se den."),
        Paragraph("Slut."),
    ),
    footer="Sag a1b2",
    created=MOMENT,
)


def opened(document: Document) -> Opened:
    return library.Document(io.BytesIO(docx(document)))


def test_headings_are_headings_and_texts_are_whole() -> None:
    paragraphs = [(p.style.name if p.style else "", p.text) for p in opened(SHEET).paragraphs]
    assert paragraphs == [
        ("Title", "Vurdering"),
        ("Heading 1", "Sagen"),
        ("Heading 2", "Forløb"),
        ("Quote", "Den ligger på en åben side.\nAlle kan se den."),
        ("Normal", "Slut."),
    ]


def test_tables_say_which_cells_are_headers() -> None:
    facts, steps = opened(SHEET).tables
    looks = [table._tbl.tblPr.find(qn("w:tblLook")) for table in (facts, steps)]
    assert [look.get(qn("w:firstColumn")) for look in looks] == ["1", "0"]
    assert [look.get(qn("w:firstRow")) for look in looks] == ["0", "1"]
    repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in steps.rows]
    assert repeated == [True, False, False]
    assert [cell.text for cell in steps.rows[0].cells] == ["Hvornår", "Hvad"]
    assert steps.rows[0].cells[0].paragraphs[0].runs[0].bold


@pytest.mark.parametrize(("lang", "locale"), [("da", "da-DK"), ("en", "en-GB")])
def test_language_title_author_and_moment_are_told(lang: str, locale: str) -> None:
    told = opened(Document("Vurdering", lang, (), "Sag a1b2", MOMENT))
    properties = told.core_properties
    assert (properties.title, properties.author, properties.language) == (
        "Vurdering",
        "Optagelsesguiden",
        locale,
    )
    assert properties.created == properties.modified == MOMENT
    spoken = told.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
    assert spoken.get(qn("w:val")) == locale


def test_every_page_says_what_it_belongs_to_and_which_one_it_is() -> None:
    footer = opened(SHEET).sections[0].footer.paragraphs[0]
    fields = [field.get(qn("w:instr")) for field in footer._p.findall(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert footer.text.startswith("Sag a1b2\tSide ")


def test_the_same_document_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = docx(SHEET)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert docx(SHEET) == first


def test_columns_are_as_wide_as_they_need() -> None:
    table = opened(Document("x", "da", (Table(("A", "B"), (("1", "2"),), (3, 1)),), "x")).tables[0]
    wide, narrow = (cell.width or 0 for cell in table.rows[1].cells)
    assert wide == pytest.approx(3 * narrow, rel=0.01)


def test_without_a_moment_none_is_told() -> None:
    assert opened(Document("Vurdering", "da", (), "Sag a1b2")).core_properties.created is None


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_whatever_somebody_wrote_can_be_filed(text: str) -> None:
    document = opened(Document(text, "da", (Quote(text), Pairs(((text, text),))), text, MOMENT))
    held = document.tables[0].rows[0].cells[1].text
    kept = "".join(letter for letter in text if letter.isalnum())
    assert "".join(letter for letter in held if letter.isalnum()) == kept
