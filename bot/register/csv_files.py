"""The register as CSV: UTF-8, commas, one event a line."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from bot.register import kept_seal
from bot.register.cells import escaped, guarded, unescaped, unguarded
from bot.register.columns import COLUMNS, NotAnExportError, by_name, check_header, event_of, row_of
from casework.register import Event


class CsvWriter:
    """Writes events."""

    def __init__(self, out: TextIO) -> None:
        self._out = csv.writer(out, lineterminator="\n")
        self._out.writerow(COLUMNS)

    def event(self, event: Event) -> None:
        """Write an event."""
        self._out.writerow([guarded(escaped(cell)) for cell in row_of(event)])

    def close(self) -> None:
        """Do nothing: whoever opened the file closes it."""


@dataclass(frozen=True, slots=True)
class CsvExport:
    """An export as CSV."""

    path: Path

    def events(self) -> Iterator[Event]:
        """Return its events in their order."""
        rows = _rows(self.path)
        header = next(rows, [])
        check_header(header)
        for row in rows:
            yield event_of({name: unescaped(unguarded(cell)) for name, cell in by_name(header, row).items()})

    def seal(self) -> kept_seal.KeptSeal | None:
        """Return None: the seal is a file of its own."""
        return None


def read_seal(path: Path) -> kept_seal.KeptSeal:
    """Read a seal, or raise NotAnExportError."""

    def rows() -> Iterator[kept_seal.Row]:
        every = _rows(path)
        if tuple(next(every, ())) == kept_seal.HEADER:
            for row in every:
                about, seq, its_hash = (*row, "", "", "")[:3]
                yield about, seq, its_hash

    return kept_seal.kept_seal(rows)


def _rows(path: Path) -> Iterator[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.reader(file, strict=True)
    except (OSError, UnicodeDecodeError, csv.Error):
        raise NotAnExportError(f"{path.name} cannot be read as CSV.") from None
