"""Tables to file or to count on, as XLSX: a sheet each, its header bold and always in sight.

What a spreadsheet could take for a formula is text and stays text when somebody edits the cell.
How it is written stands in `workbook`, which is imported when one is made, for openpyxl is large and most
processes never need it.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Cell: TypeAlias = str | int | float | datetime.date | None


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. Every row has a cell for each of the header's."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def xlsx(tables: Sequence[Table]) -> bytes:
    """Return the tables as one workbook; ValueError where there is none, or a row has another length."""
    from documents.workbook import write

    return write(tables)
