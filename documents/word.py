"""What python-docx has no words for: language, page numbers, header cells (ECMA-376, WordprocessingML)."""

import datetime
from collections.abc import Sequence
from typing import Literal

from docx.document import Document as Draft
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = Cm(21), Cm(29.7), Cm(2.5)
HEADINGS = {"Title": 9, "Heading 1": 3, "Heading 2": 1}
"""By how many points they are larger than running text."""
INK = RGBColor(0x1F, 0x1F, 0x1F)
"""Of headings: the template's blue is too pale for small text."""


def set_properties(
    draft: Draft, title: str, locale: str, author: str, created: datetime.datetime | None
) -> None:
    """Say what the document is, in which language, and by whom."""
    told = draft.core_properties
    told.title, told.author, told.last_modified_by, told.language = title, author, author, locale
    told.comments, told.revision = "", 1
    _set_moments(draft, created)
    for lang in draft.styles.element.findall(f"{qn('w:docDefaults')}//{qn('w:lang')}"):
        lang.set(qn("w:val"), locale)


def _set_moments(draft: Draft, created: datetime.datetime | None) -> None:
    told = draft.core_properties
    if created:
        told.created = told.modified = created.astimezone(datetime.UTC).replace(tzinfo=None, microsecond=0)
        return
    properties = draft.part.package.core_properties._element  # noqa: SLF001  the library cannot take one out
    for name in ("dcterms:created", "dcterms:modified"):
        for element in properties.findall(qn(name)):
            properties.remove(element)


def set_page(draft: Draft, type_size: int) -> None:
    """Set A4 with even margins, and type that reads well on paper and on a screen."""
    page = draft.sections[0]
    page.page_width, page.page_height = PAGE_WIDTH, PAGE_HEIGHT
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
    for name in ("Normal", "Quote", *HEADINGS):
        style = draft.styles[name]
        if isinstance(style, ParagraphStyle):
            _set_type(style, type_size + HEADINGS.get(name, 0))


def _set_type(style: ParagraphStyle, size: int) -> None:
    style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), INK
    _leave_theme(style)
    if style.name == "Normal":
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(6)
    if style.name in ("Heading 1", "Heading 2"):
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(18), Pt(4)
    if style.name == "Quote":
        style.font.italic = None
        style.paragraph_format.left_indent = Cm(0.8)


def _leave_theme(style: ParagraphStyle) -> None:
    """Take out what names the template's theme: its font and its colour would win over those set here."""
    properties = style.element.get_or_add_rPr()
    for part in (properties.get_or_add_rFonts(), properties.get_or_add_color()):
        for name in [name for name in part.attrib if "theme" in name.lower()]:
            del part.attrib[name]


def number_pages(draft: Draft, words: str, page: str, of: str) -> None:
    """Write on every page what it belongs to, and which one it is of how many."""
    footer = draft.sections[0].footer.paragraphs[0]
    stops = footer.paragraph_format.tab_stops
    stops.add_tab_stop(PAGE_WIDTH - MARGIN - MARGIN, WD_TAB_ALIGNMENT.RIGHT)
    footer.add_run(f"{words}\t{page} ")
    _add_field(footer, "PAGE")
    footer.add_run(f" {of} ")
    _add_field(footer, "NUMPAGES")


def _add_field(paragraph: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"  # until the reader's program has counted
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001  fields have no interface in the library


def add_table(draft: Draft, rows: int, widths: Sequence[int], header: Literal["row", "column"]) -> Table:
    """Add a table whose first row, or first column, is marked as the header for screen readers.

    There are as many columns as widths, which are in the units of the library's `Length`.
    """
    table: Table = draft.add_table(rows, len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width)
    _mark_header(table, header)
    for number, row in enumerate(table.rows):
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Emu(width)
        marks = row._tr.get_or_add_trPr()  # noqa: SLF001  such marks have no interface in the library
        marks.append(OxmlElement("w:cantSplit"))
        if header == "row" and number == 0:
            marks.append(OxmlElement("w:tblHeader"))
    return table


def _mark_header(table: Table, header: Literal["row", "column"]) -> None:
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001  as above
    if look is None:
        look = OxmlElement("w:tblLook")
        table._tbl.tblPr.append(look)  # noqa: SLF001
    look.attrib.clear()
    row, column = str(int(header == "row")), str(int(header == "column"))
    marks = {"firstRow": row, "firstColumn": column, "noHBand": "1", "noVBand": "1"}
    for name, value in marks.items():
        look.set(qn(f"w:{name}"), value)


def fill(cell: _Cell, text: str, *, bold: bool = False) -> None:
    """Write into a cell."""
    line = cell.paragraphs[0]
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(2)
    line.add_run(text).bold = bold or None
