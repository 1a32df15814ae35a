"""Writes a document as DOCX with python-docx."""

import io
from collections.abc import Sequence
from typing import assert_never

import docx as library
from docx.document import Document as Draft
from docx.shared import Cm

from documents import word
from documents.characters import readable
from documents.docx import Block, Document, Heading, Pairs, Paragraph, Quote, Table
from documents.packing import settled

AUTHOR = "Optagelsesguiden"
LOCALES = {"da": "da-DK", "en": "en-GB"}
PAGE_WORDS = {"da": ("Side", "af"), "en": ("Page", "of")}

PAGE_WIDTH, LABEL_WIDTH = Cm(16), Cm(5)
"""Of an A4 page between its margins, and of the labels of short facts."""


def write(document: Document) -> bytes:
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
