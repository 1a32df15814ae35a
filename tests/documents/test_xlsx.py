"""Workbooks that read well and run nothing."""

import datetime
import io

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from documents.xlsx import Table, xlsx


def opened(*tables: Table) -> Workbook:
    return load_workbook(io.BytesIO(xlsx(tables)))


def test_a_header_is_bold_and_stays_in_sight() -> None:
    sheet = opened(Table("Enheder", ("Enhed", "Antal"), (("Jobcenter", 4), ("Sundhed", 12)))).worksheets[0]
    assert [cell.font.b for cell in sheet[1]] == [True, True]
    assert [cell.font.b for cell in sheet[2]] == [False, False]
    assert sheet.freeze_panes == "A2"
    assert list(sheet.iter_rows(min_row=2, values_only=True)) == [
        ("Jobcenter", 4),
        ("Sundhed", 12),
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+45 12", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "#N/A"]
)
def test_no_text_becomes_a_formula(text: str) -> None:
    cell = opened(Table("Ark", ("Tekst",), ((text,),))).worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == (text != "#N/A")


def test_numbers_and_dates_stay_what_they_are() -> None:
    sheet = opened(Table("Ark", ("Dag", "Tal"), ((datetime.date(2026, 11, 3), 2.5), (None, 0)))).worksheets[0]
    assert sheet["A2"].is_date
    assert sheet["B2"].value == 2.5
    assert sheet["A3"].value is None


def test_characters_and_titles_that_excel_refuses_are_replaced() -> None:
    sheet = opened(
        Table("2026/11: 'alle' [enheder] i huset og udenfor", ("A",), (("x\x01y _x0041_",),))
    ).worksheets[0]
    assert sheet.title == "2026 11   alle   enheder  i hus"
    assert sheet["A2"].value == "x\ufffdy _x005F_x0041_"


def test_columns_fit_what_they_hold() -> None:
    rows = (("kort", "en lidt længere tekst", "x" * 500),)
    sheet = opened(Table("Ark", ("A", "B", "C"), rows)).worksheets[0]
    widths = [sheet.column_dimensions[column].width for column in "ABC"]
    assert widths[0] < widths[1] < widths[2] <= 60


def test_a_row_of_another_length_and_an_empty_workbook_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        xlsx([Table("Ark", ("A", "B"), (("kun en",),))])
    with pytest.raises(ValueError, match="sheet"):
        xlsx([])


def test_tables_with_the_same_title_both_have_a_sheet() -> None:
    assert len(opened(Table("Ark", ("A",), ()), Table("Ark", ("A",), ())).sheetnames) == 2
