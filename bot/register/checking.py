"""Checking the register, or an export of it. Each line that is returned is one thing that is wrong."""

from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

from bot.register.columns import NotAnExportError
from bot.register.csv_files import CsvExport, read_seal
from bot.register.exporting import beside
from bot.register.kept_seal import KeptSeal
from bot.register.merging import Matter, matters
from bot.register.verifying import Tally, faults_of_seals
from bot.storage.database import Database
from bot.storage.register_check import StandingCheck
from bot.storage.register_stream import RegisterStream
from casework.register import Event
from casework.seals import PURGED, Head
from casework.verifying import Fault, faults_of_matter

Item = TypeVar("Item")

_NAMES = {"refusal": "request", "case": "case"}


async def check_database(database: Database, kept: KeptSeal | None, tally: Tally) -> AsyncIterator[str]:
    """Check seals and chains, and that requests and cases still stand as registered, all as of one moment."""
    async with database.snapshot() as connection:
        stream, standing = RegisterStream(connection), StandingCheck(connection)
        async for fault in faults_of_seals(stream.seals(), kept, tally):
            yield line_of(fault)
        chains = [stream.events(purged=purged) for purged in (True, False)]
        heads = [stream.heads(purged=purged) for purged in (True, False)]
        async for matter in matters(chains, heads + _kept_heads(kept)):
            for line in _lines_of(matter, tally):
                yield line
            for chain in matter.chains:
                for event in await standing.add(chain[-1]):
                    yield differs(event)
        for event in await standing.rest():
            yield differs(event)
        async for fault in _gone(stream, standing):
            yield line_of(fault)


async def _gone(stream: RegisterStream, standing: StandingCheck) -> AsyncIterator[Fault]:
    """Say what the register knows nothing of, or no longer: matters, and ends that no seal lists yet."""
    for about in await standing.without_events():
        yield Fault(about, 1, "missing")
    async for end in stream.lost_ends():
        yield Fault(end.about, end.seq, "tail missing")


async def check_file(path: Path, kept: KeptSeal | None, tally: Tally) -> AsyncIterator[str]:
    """Check an export, with the seal it has with it or another one.

    Raises:
        NotAnExportError: the file cannot be read, or its rows are out of their order.

    """
    export = _export_at(path)
    seals = [seal for seal in (kept, _own_seal(export, path)) if seal]
    chains = [_stream(_events(export, purged=purged)) for purged in (True, False)]
    async for matter in matters(chains, [heads for seal in seals for heads in _kept_heads(seal)]):
        for line in _lines_of(matter, tally):
            yield line


def line_of(fault: Fault) -> str:
    """Return how a fault is told: which event of what, and what is wrong with it."""
    place = f"{fault.about}" if fault.about.kind == "seal" else f"{fault.about} event {fault.seq}"
    return f"{place}: {fault.problem.removeprefix('seal ')}"


def differs(event: Event) -> str:
    """Return how it is told that a matter does not stand any more as its last event says."""
    return f"{event.about} event {event.seq}: the {_NAMES[event.about.kind]} was changed after it, or removed"


def _lines_of(matter: Matter, tally: Tally) -> Iterator[str]:
    tally.matters += 1
    tally.events += sum(map(len, matter.chains))
    return map(line_of, faults_of_matter(matter.chains, matter.heads))


class _Export(Protocol):
    def events(self) -> Iterator[Event]: ...
    def seal(self) -> KeptSeal | None: ...


def _export_at(path: Path) -> _Export:
    if path.suffix.lower() != ".xlsx":
        return CsvExport(path)
    from bot.register.xlsx_files import XlsxExport

    return XlsxExport(path)


def _own_seal(export: _Export, path: Path) -> KeptSeal | None:
    return read_seal(beside(path)) if beside(path).is_file() else export.seal()


def _events(export: _Export, *, purged: bool) -> Iterator[Event]:
    before = ""
    for number, event in enumerate(export.events(), 2):
        if str(event.about) < before:
            raise NotAnExportError(f"Row {number} of the file is out of its place.")
        before = str(event.about)
        if (event.about.kind == PURGED) is purged:
            yield event


def _kept_heads(kept: KeptSeal | None) -> list[AsyncIterator[Head]]:
    return [_stream(kept.heads(purged=purged)) for purged in (True, False)] if kept else []


async def _stream(items: Iterable[Item]) -> AsyncIterator[Item]:
    for item in items:
        yield item
