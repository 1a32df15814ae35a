"""`register`: the register of refusals and cases, listed, exported, checked and cleared of what is old."""

import argparse
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands import CommandError
from bot.commands.deeds import add_deed, do

if TYPE_CHECKING:
    from bot.register.verifying import Tally


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be done with the register, and the options of each."""
    deeds = parser.add_subparsers(metavar="what", required=True)
    add_deed(deeds, "list", "show each matter, and how far it has come", _list)
    _add_export(add_deed(deeds, "export", "write every event as CSV or XLSX", _export))
    _add_verify(add_deed(deeds, "verify", "find what was changed, removed or put in another place", _verify))
    purge = add_deed(deeds, "purge", "remove what is past its retention date, and noted or closed", _purge)
    purge.add_argument("--dry-run", action="store_true", help="only tell how many there are")


def run(arguments: argparse.Namespace) -> int:
    """Do it; return 1 when something is not as it was written.

    Raises:
        CommandError: the database or a file cannot be used.

    """
    return do(arguments)


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "The seal tells where every chain ended, so that a later check also finds a missing end. A workbook "
        "carries it as a sheet; beside a CSV FILE it becomes FILE.seal. Keep it, or its last line, elsewhere."
    )
    parser.add_argument("--format", choices=("csv", "xlsx"), default="csv", help="(default: %(default)s)")
    parser.add_argument("--output", metavar="FILE", type=Path, help="(default: standard output)")
    parser.add_argument("--seal", metavar="FILE", type=Path, help="write the seal to a file of its own")


def _add_verify(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Tells each event that is not as it was written, a line each; the exit status is then 1. "
        "With a seal that was kept, also the ends that are missing since."
    )
    parser.add_argument(
        "file", metavar="FILE", nargs="?", type=Path, help="an export, CSV or .xlsx (default: the database)"
    )
    parser.add_argument("--seal", metavar="FILE", type=Path, help="a seal that an export wrote")


async def _list(arguments: argparse.Namespace) -> int:
    from bot.register.listing import matter_lines
    from bot.register.opening import opened

    async with opened(arguments.database) as database:
        async for line in matter_lines(database):
            sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
    return 0


async def _export(arguments: argparse.Namespace) -> int:
    from bot.register.exporting import Target, export
    from bot.register.opening import opened

    async with opened(arguments.database) as database:
        await export(database, Target(arguments.format, arguments.output, arguments.seal))
    return 0


async def _verify(arguments: argparse.Namespace) -> int:
    from bot.register.columns import NotAnExportError
    from bot.register.verifying import Tally

    tally, faults = Tally(), 0
    try:
        async for line in _faults(arguments, tally):
            sys.stdout.write(f"{line}\n")
            faults += 1
    except NotAnExportError as error:
        raise CommandError(str(error)) from None
    finally:
        sys.stdout.flush()
    if faults:
        raise CommandError(f"the register is not as it was written; faults found: {faults}.")
    sys.stdout.write(f"As written: events {tally.events}, matters {tally.matters}, seals {tally.seals}.\n")
    return 0


async def _faults(arguments: argparse.Namespace, tally: "Tally") -> AsyncIterator[str]:
    from bot.register.checking import check_database, check_file
    from bot.register.csv_files import read_seal
    from bot.register.opening import opened

    kept = read_seal(arguments.seal) if arguments.seal else None
    if arguments.file:
        async for line in check_file(arguments.file, kept, tally):
            yield line
        return
    async with opened(arguments.database) as database:
        async for line in check_database(database, kept, tally):
            yield line


async def _purge(arguments: argparse.Namespace) -> int:
    from bot.register.opening import opened, read_database_settings
    from bot.register.purging import purge

    settings = read_database_settings()
    async with opened(arguments.database) as database:
        done = await purge(database, settings, dry_run=arguments.dry_run)
    removed = "would be removed" if arguments.dry_run else "removed"
    sys.stdout.write(f"{removed}: {done.removed}\nkept, not noted in the case or closed: {done.left}\n")
    if done.changed:
        raise CommandError(f"kept, changed since it was written: {done.changed}; see what verify finds.")
    return 0
