"""A document to file, as DOCX: real heading styles, its language and title set, tables with header cells.

The same document gives the same bytes, so that a filed copy can be compared with a new one. Nothing is
fetched: the template is python-docx's own.
"""

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

import docx as library
from docx.document import Document as Draft
from docx.shared import Cm

from documents import word
from documents.characters import readable
from documents.packing import settled

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

AUTHOR = "Optagelsesguiden"
LOCALES = {"da": "da-DK", "en": "en-GB"}
PAGE_WORDS = {"da": ("Side", "af"), "en": ("Page", "of")}

PAGE_WIDTH, LABEL_WIDTH = Cm(16), Cm(5)
"""Of an A4 page between its margins, and of the labels of short facts."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. Level 1 stands below the title."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a line break in it stays one."""

    text: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """Short facts, a label and its value a line: a table whose first column is its header."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody wrote, in their own words."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below a header that is repeated on each page."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[int] = ()
    """How wide the columns are beside each other; empty: all alike."""


Block: TypeAlias = Heading | Paragraph | Pairs | Quote | Table


@dataclass(frozen=True, slots=True)
class Document:
    """What is filed."""

    title: str
    lang: str
    """`da` or `en`."""
    blocks: Sequence[Block]
    footer: str
    """Stands on every page, beside its number: what it belongs to."""
    created: datetime.datetime | None = None
    """When what it tells was last changed, in UTC; None leaves the property out."""
    type_size: int = word.TYPE_SIZE
    """Of running text, in points."""


def docx(document: Document) -> bytes:
    """Return the document as a file."""
    draft = library.Document()
    word.set_properties(draft, readable(document.title), LOCALES[document.lang], AUTHOR, document.created)
    word.set_page(draft, document.type_size)
    word.number_pages(draft, readable(document.footer), *PAGE_WORDS[document.lang])
    draft.add_heading(readable(document.title), level=0)
    for block in document.blocks:
        _write(block, draft)
    held = io.BytesIO()
    draft.save(held)
    return settled(held.getvalue())


def _write(block: Block, draft: Draft) -> None:
    match block:
        case Heading(text, level):
            draft.add_heading(readable(text), level=level)
        case Paragraph(text):
            draft.add_paragraph(readable(text))
        case Quote(text):
            draft.add_paragraph(readable(text), style="Quote")
        case Pairs(rows):
            _write_pairs(rows, draft)
        case Table(header, rows, shares):
            _write_table(header, rows, shares or [1] * len(header), draft)
        case _:
            assert_never(block)


def _write_pairs(rows: Sequence[tuple[str, str]], draft: Draft) -> None:
    table = word.add_table(draft, len(rows), (LABEL_WIDTH, PAGE_WIDTH - LABEL_WIDTH), header="column")
    for row, (label, value) in zip(table.rows, rows, strict=True):
        word.fill(row.cells[0], readable(label), bold=True)
        word.fill(row.cells[1], readable(value))


def _write_table(
    header: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int], draft: Draft
) -> None:
    widths = [PAGE_WIDTH * share // sum(shares) for share in shares]
    table = word.add_table(draft, 1 + len(rows), widths, header="row")
    for number, (row, texts) in enumerate(zip(table.rows, (header, *rows), strict=True)):
        for cell, text in zip(row.cells, texts, strict=True):
            word.fill(cell, readable(text), bold=number == 0)
