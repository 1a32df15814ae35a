"""The register as an XLSX workbook: sheets of events, and one with the seal.

Both ways hold one row at a time. What a spreadsheet could take for a formula is written as text.
"""

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from bot.register import kept_seal
from bot.register.cells import escaped, unescaped
from bot.register.columns import COLUMNS, NotAnExportError, by_name, check_header, event_of, row_of
from casework.register import Event

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

SHEET, SEAL_SHEET = "register", "seal"
MOST_ROWS = 1_048_576
"""Rows of one sheet, by Excel's specifications and limits."""

_WIDTHS = (44, 6, 28, 24, 38, 12, 20, 20, 14, 20, 30, 20)
"""Of the columns, in characters."""


class XlsxWriter:
    """Writes a workbook; a register longer than a sheet goes on in the next."""

    def __init__(self, out: BinaryIO, most_rows: int = MOST_ROWS) -> None:
        self._out = out
        self._most_rows = most_rows
        self._book = Workbook(write_only=True)
        self._seal = self._book.create_sheet(SEAL_SHEET)
        self._sheets = 0
        self._begin_sheet()

    def event(self, event: Event) -> None:
        """Write an event."""
        if self._rows == self._most_rows:
            self._begin_sheet()
        _append(self._sheet, row_of(event))
        self._rows += 1

    def seal_row(self, row: kept_seal.Row) -> None:
        """Write a row of the seal."""
        _append(self._seal, row)

    def close(self) -> None:
        """Write the file."""
        self._book.save(self._out)

    def _begin_sheet(self) -> None:
        self._sheets += 1
        title = SHEET if self._sheets == 1 else f"{SHEET} {self._sheets}"
        self._sheet = self._book.create_sheet(title, self._sheets - 1)
        self._sheet.freeze_panes = "A2"
        for number, width in enumerate(_WIDTHS, 1):
            self._sheet.column_dimensions[get_column_letter(number)].width = width
        _append(self._sheet, COLUMNS)
        self._rows = 1


def _append(sheet: "WriteOnlyWorksheet", row: Sequence[str]) -> None:
    sheet.append([_cell(sheet, escaped(text)) for text in row])


def _cell(sheet: "WriteOnlyWorksheet", text: str) -> "Cell | str":
    if not text.startswith(("=", "#")):
        return text
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"  # the library would take it for a formula, or for an error value
    return cell


@dataclass(frozen=True, slots=True)
class XlsxExport:
    """An export as XLSX."""

    path: Path

    def events(self) -> Iterator[Event]:
        """Return its events in their order."""
        for title in self._titles():
            rows = self._rows(title)
            header = next(rows, [])
            check_header(header)
            yield from (event_of(by_name(header, row)) for row in rows)

    def seal(self) -> kept_seal.KeptSeal | None:
        """Return the seal that the workbook carries, or raise NotAnExportError where it is not whole."""
        return kept_seal.kept_seal(self._seal_rows)

    def _seal_rows(self) -> Iterator[kept_seal.Row]:
        for row in islice(self._rows(SEAL_SHEET), 1, None):
            about, seq, its_hash = (*row, "", "", "")[:3]
            yield about, seq, its_hash

    def _titles(self) -> list[str]:
        with _opened(self.path) as book:
            return [title for title in book.sheetnames if title.split(" ")[0] == SHEET]

    def _rows(self, title: str) -> Iterator[list[str]]:
        with _opened(self.path) as book:
            if title in book.sheetnames:
                for row in book[title].iter_rows(values_only=True):
                    yield [unescaped(str(cell)) if cell is not None else "" for cell in row]


@contextmanager
def _opened(path: Path) -> Iterator[Workbook]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, InvalidFileException):
        raise NotAnExportError(f"{path.name} cannot be read as XLSX.") from None
    try:
        yield book
    finally:
        book.close()
