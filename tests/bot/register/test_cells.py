"""Nothing in an export is ever taken for a formula, and nothing is lost."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.register.cells import escaped, guarded, unescaped, unguarded
from bot.register.columns import COLUMNS, by_name, event_of, row_of
from bot.register.csv_files import CsvWriter
from bot.register.xlsx_files import XlsxExport, XlsxWriter
from casework.about import About, PackMark
from casework.register import Entry, Event, chained
from tests.casework.town import at

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "'quoted",
    '=HYPERLINK("http://x","y")',
    "#N/A",
]


def event(actor: str) -> Event:
    entry = Entry(about=About("refusal", "r1"), event="e", actor=actor, at=at(2), pack=PackMark("1", "a"))
    return chained(entry, None)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_csv_cell_begins_like_a_formula(text: str) -> None:
    out = io.StringIO()
    CsvWriter(out).event(event(text))
    cell = next(csv.DictReader(io.StringIO(out.getvalue(), newline="")))["actor"]
    assert cell[0] not in "=+-@\t\r\n"
    assert unescaped(unguarded(cell)) == text


@given(st.text())
def test_any_text_comes_back_from_its_cell(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert unescaped(escaped(text)) == text


@pytest.mark.parametrize("text", [*FORMULAS, "\x00\x1f", "_x0041_", "æ 👩🏽‍⚖️", " ", "007"])
def test_a_workbook_holds_texts_and_gives_them_back(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with path.open("wb") as out:
        writer = XlsxWriter(out)
        writer.event(event(text))
        writer.close()
    cell = openpyxl.load_workbook(path)["register"]["E2"]
    assert cell.data_type in ("s", "inlineStr")
    (found,) = XlsxExport(path).events()
    assert found == event(text)


def test_a_register_longer_than_a_sheet_goes_on_in_the_next(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    events = [event(str(n)) for n in range(7)]
    with path.open("wb") as out:
        writer = XlsxWriter(out, most_rows=4)
        for one in events:
            writer.event(one)
        writer.close()
    assert openpyxl.load_workbook(path).sheetnames == ["register", "register 2", "register 3", "seal"]
    assert list(XlsxExport(path).events()) == events


def test_an_event_comes_back_from_its_row() -> None:
    assert event_of(by_name(COLUMNS, row_of(event("anna")))) == event("anna")


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("seq", "01"),
        ("seq", "x"),
        ("seq", "9" * 5000),
        ("at", "2026-03-02"),
        ("at", "2026-3-2T08:00:00.0Z"),
        ("seq", ""),
    ],
)
def test_a_damaged_cell_never_reads_as_what_stood_there(column: str, text: str) -> None:
    row = by_name(COLUMNS, row_of(event("anna"))) | {column: text}
    assert event_of(row) != event("anna")
