"""Writing the register to a file that can be kept."""

import csv
import io
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, TextIO

from bot.commands import CommandError
from bot.register.csv_files import CsvWriter
from bot.register.kept_seal import Row, SealWriter
from bot.storage.database import Database
from bot.storage.register_stream import RegisterStream
from casework.register import Event
from casework.seals import Head


@dataclass(frozen=True, slots=True)
class Target:
    """Where an export goes. Without a path: standard output."""

    format: str
    path: Path | None
    seal: Path | None

    @property
    def seal_path(self) -> Path | None:
        """Where the seal goes: a workbook carries it, CSV has it beside the file."""
        if self.seal or self.format == "xlsx" or self.path is None:
            return self.seal
        return beside(self.path)


def beside(export: Path) -> Path:
    """Return where the seal of a CSV export is, unless it was put elsewhere."""
    return export.with_name(f"{export.name}.seal")


async def export(database: Database, target: Target) -> None:
    """Write every event, and where each chain ended; memory does not grow with the register.

    Raises:
        CommandError: a file cannot be written.

    """
    async with database.snapshot() as connection:
        stream = RegisterStream(connection)
        with ExitStack() as stack:
            writer, seal = _open(target, stack)
            async for event, is_last in _with_ends(stream.events()):
                writer.event(event)
                if is_last:
                    seal.add(Head(event.about, event.seq, event.hash))
            seal.finish(await stream.newest_seal())
            writer.close()


async def _with_ends(events: AsyncIterator[Event]) -> AsyncIterator[tuple[Event, bool]]:
    before: Event | None = None
    async for event in events:
        if before is not None:
            yield before, before.about != event.about
        before = event
    if before is not None:
        yield before, True


class _Writer(Protocol):
    def event(self, event: Event) -> None: ...
    def close(self) -> None: ...


def _open(target: Target, stack: ExitStack) -> tuple[_Writer, SealWriter]:
    sinks: list[Callable[[Row], object]] = []
    if target.seal_path:
        seal_file = stack.enter_context(_text(target.seal_path))
        sinks.append(csv.writer(seal_file, lineterminator="\n").writerow)
    if target.format == "csv":
        return CsvWriter(stack.enter_context(_text(target.path))), SealWriter(sinks)
    from bot.register.xlsx_files import XlsxWriter

    if target.path is None and sys.stdout.isatty():
        raise CommandError("a workbook is not for a screen; name a file with --output.")
    workbook = XlsxWriter(stack.enter_context(_binary(target.path)))
    return workbook, SealWriter([*sinks, workbook.seal_row])


@contextmanager
def _text(path: Path | None) -> Iterator[TextIO]:
    with _binary(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
        yield text
        text.flush()
        text.detach()


@contextmanager
def _binary(path: Path | None) -> Iterator[BinaryIO]:
    """Open what is written to; a file gets its name only when it is whole."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise CommandError(f"{path.name} cannot be written: {error.strerror}.") from None
    finally:
        part.unlink(missing_ok=True)
