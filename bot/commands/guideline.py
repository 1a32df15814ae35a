"""`guideline`: what can be done with a pack, and the options of each deed."""

import argparse
import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from bot.commands import CommandError
from bot.commands.deeds import add_database
from bot.commands.guideline_check import check, suggest
from bot.commands.guideline_diff import diff, open_matters
from bot.commands.guideline_new import copy, new
from bot.commands.guideline_replay import replay
from bot.commands.guideline_report import report
from bot.commands.guideline_words import add_language
from bot.commands.packs import A_PACK, a_day, every_edition, pack_named
from bot.startup import StartError

DEFAULT_GUIDELINE = "albertslund"

if TYPE_CHECKING:
    from bot.storage.database import Database

Deed = Callable[[argparse.Namespace], int]
Deeds: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no public name


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be done with a pack, and the options of each."""
    deeds = parser.add_subparsers(metavar="what", required=True)
    for add in (_add_check, _add_report, _add_new, _add_copy, _add_diff, _add_replay):
        add(deeds)


def _add_check(deeds: Deeds) -> None:
    checking = _add(
        deeds,
        "check",
        lambda given: (suggest if given.suggest else check)(given.guideline, given.language),
        "prove that a pack is sound, complete and readable, and try its cases",
        "Tells all that has to be mended, by file and entry, and exits with 1 if there is anything.",
    )
    _add_pack(checking)
    checking.add_argument(
        "--suggest", action="store_true", help="write a case for each answer that none of cases.yaml has"
    )
    add_language(checking)


def _add_new(deeds: Deeds) -> None:
    beginning = _add(
        deeds,
        "new",
        lambda given: new(given.folder, given.municipality),
        "begin a pack for another municipality, which is sound from the start",
        "It begins as a short invented guideline; edit it until it is yours.",
    )
    beginning.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that is not there yet")
    beginning.add_argument("--municipality", required=True, metavar="NAME", help="as it shows everywhere")


def _add_copy(deeds: Deeds) -> None:
    copying = _add(
        deeds,
        "copy",
        lambda given: copy(given.guideline, given.folder),
        "copy a pack to change it, with the schemas that an editor completes by",
        "The copy has the hash of the pack, until it is changed.",
    )
    copying.add_argument("guideline", metavar="NAME|FOLDER", help=A_PACK)
    copying.add_argument("folder", type=Path, metavar="NEW", help="a folder that is not there yet")


def _add_diff(deeds: Deeds) -> None:
    comparing = _add(
        deeds,
        "diff",
        _diff,
        "show what a change of pack changes: situations answered otherwise, and fields and texts that differ",
        "Packs with other facts are compared by their interviews.",
    )
    for name, which in (("old", "before the change"), ("new", "after it")):
        comparing.add_argument(name, metavar=name.upper(), help=f"{A_PACK}, {which}")
    comparing.add_argument(
        "--open", action="store_true", help="show instead which open requests and cases would change"
    )
    add_language(comparing)
    add_database(comparing)


def _add_replay(deeds: Deeds) -> None:
    replaying = _add(
        deeds,
        "replay",
        _replay,
        "decide stored requests again, each by the edition that it was decided under",
        "Exits with 1 when one does not follow, or its edition is missing.",
    )
    replaying.add_argument(
        "guideline", nargs="*", metavar="FOLDER", help="folders of editions, besides those built in"
    )
    add_language(replaying)
    add_database(replaying)


def _add_report(deeds: Deeds) -> None:
    reporting = _add(
        deeds,
        "report",
        lambda given: report(
            given.guideline, out=given.out, source=given.source, with_pdf=given.pdf, day=given.date
        ),
        "draw every outcome of a pack as one document, to read, print and sign",
        "An HTML file that carries all it needs.",
    )
    _add_pack(reporting)
    reporting.add_argument(
        "--source", type=Path, metavar="FILE", help="the owner's own text, each paragraph after **A1**"
    )
    reporting.add_argument(
        "--out", type=Path, metavar="FILE", help="the HTML file (default: the pack's name and version)"
    )
    reporting.add_argument(
        "--date", type=a_day, metavar="DAY", help="the edition in force on a day (default: the last)"
    )
    reporting.add_argument("--pdf", action="store_true", help="write a PDF beside it")


def _add_pack(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "guideline",
        nargs="?",
        default=DEFAULT_GUIDELINE,
        metavar="NAME|FOLDER",
        help=f"{A_PACK} (default: %(default)s)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Do it; return 1 when something has to be mended.

    Raises:
        CommandError: the pack cannot be used.

    """
    deed: Deed = arguments.deed
    return deed(arguments)


def _add(
    deeds: Deeds,
    name: str,
    deed: Deed,
    text: str,
    more: str = "",
) -> argparse.ArgumentParser:
    described = f"{text[:1].upper()}{text[1:]}. {more}".strip()
    parser = deeds.add_parser(name, help=text, description=described)
    parser.set_defaults(deed=deed)
    return parser


def _diff(arguments: argparse.Namespace) -> int:
    if not arguments.open:
        return diff(arguments.old, arguments.new, arguments.language)
    lang = arguments.language
    old, new = pack_named(arguments.old, lang=lang), pack_named(arguments.new, lang=lang)
    asyncio.run(_on_database(arguments, lambda database: open_matters(database, old, new, lang)))
    return 0


def _replay(arguments: argparse.Namespace) -> int:
    editions = {pack.hash: pack for pack in every_edition(arguments.guideline)}
    lang = arguments.language
    return min(1, asyncio.run(_on_database(arguments, lambda database: replay(database, editions, lang))))


async def _on_database(
    arguments: argparse.Namespace, deed: Callable[["Database"], Coroutine[None, None, int]]
) -> int:
    from bot.register.opening import opened

    try:
        async with opened(arguments.database) as database:
            return await deed(database)
    except StartError as error:
        raise CommandError(str(error)) from None
