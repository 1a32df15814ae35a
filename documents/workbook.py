"""Writes tables as a workbook with openpyxl."""

import io
import re
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from documents.characters import readable
from documents.xlsx import Cell, Table

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet may take for the beginning of a formula (OWASP, "CSV Injection")."""

LONGEST_TITLE = 31
NARROWEST, WIDEST = 8, 60
"""Characters: of a sheet's title by Excel's limits, and of a column."""

_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\']")
_TAKEN_FOR_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Excel would read `_x0041_` as a character (ECMA-376, ST_Xstring)."""


def write(tables: Sequence[Table]) -> bytes:
    """Return the tables as one workbook; ValueError where there is none, or a row has another length."""
    if not tables:
        raise ValueError("A workbook needs a sheet.")
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        _fill(book.create_sheet(_title(table.title)), table)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _title(title: str) -> str:
    return _NOT_IN_TITLE.sub(" ", readable(title))[:LONGEST_TITLE].strip() or "1"


def _fill(sheet: Worksheet, table: Table) -> None:
    for at, row in enumerate((table.header, *table.rows), start=1):
        for column, (_, value) in enumerate(zip(table.header, row, strict=True), start=1):
            sheet.cell(at, column).font = Font(bold=at == 1)
            _write(sheet.cell(at, column), value)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    for column, name in enumerate(table.header, start=1):
        values = (name, *(row[column - 1] for row in table.rows))
        sheet.column_dimensions[get_column_letter(column)].width = _width(values)


def _write(cell: SheetCell | MergedCell, value: Cell) -> None:
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = _TAKEN_FOR_ESCAPE.sub("_x005F_", readable(value))
    cell.data_type = "s"  # the library takes what begins with "=" for a formula, and "#N/A" for an error
    cell.quotePrefix = value.startswith(FORMULA)


def _width(values: Sequence[Cell]) -> int:
    """Return a width in characters that fits the longest line."""
    lines = (line for value in values for line in str(value if value is not None else "").split("\n"))
    return max(NARROWEST, min(WIDEST, 2 + max(map(len, lines))))
