"""`guideline`: what can be done with a pack; two packs compared."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.commands import CommandError
from bot.commands.guideline_check import check, suggest
from bot.commands.guideline_report import report
from guideline.errors import PackError
from guideline.load import find_pack, load_pack
from guideline.model import Pack
from guideline.text_ids import SHORT, TextChange, changed_texts

DEFAULT_GUIDELINE = "albertslund"

A_PACK = "a built-in pack's name, or the folder of a pack"

Deed = Callable[[argparse.Namespace], int]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be done with a pack, and the options of each."""
    deeds = parser.add_subparsers(metavar="what", required=True)
    checking = _add(
        deeds,
        "check",
        lambda given: suggest(given.guideline) if given.suggest else check(given.guideline),
        "prove that a pack is sound, complete and readable, and try its cases",
        "Tells all that has to be mended, by file and entry, and exits with 1 if there is anything.",
    )
    _add_pack(checking)
    checking.add_argument(
        "--suggest", action="store_true", help="write a case for each answer that none of cases.yaml has"
    )
    _add_report(deeds)
    diff = _add(
        deeds,
        "diff",
        _diff,
        "show which texts differ between two packs",
        "Texts only: rules, questions and conditions that changed are not shown yet.",
    )
    for name, which in (("old", "before the change"), ("new", "after it")):
        diff.add_argument(name, metavar=name.upper(), help=f"{A_PACK}, {which}")


def _add_report(deeds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    reporting = _add(
        deeds,
        "report",
        lambda given: report(given.guideline, out=given.out, source=given.source, with_pdf=given.pdf),
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
    deeds: "argparse._SubParsersAction[argparse.ArgumentParser]",
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
    old, new = _loaded(arguments.old), _loaded(arguments.new)
    changes = changed_texts(old, new)
    lines = [f"{_named(old)} -> {_named(new)}"]
    for change in changes:
        lines += _told(change)
    lines.append(f"{_count(len(changes), 'text differs', 'texts differ')}.")
    lines += _approvals(old, new)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _approvals(old: Pack, new: Pack) -> Iterator[str]:
    """Tell which translations only one of the packs has the municipality's approval for."""
    before, after = _approved(old), _approved(new)
    for told, languages in (("approved", after - before), ("no longer approved", before - after)):
        if languages:
            yield f"{told}: {', '.join(sorted(languages))}"


def _approved(pack: Pack) -> set[str]:
    return {it.language for it in pack.translations if it.approved}


def _named(pack: Pack) -> str:
    return f"{pack.manifest.name} {pack.manifest.version} ({pack.hash[:SHORT]})"


def _told(change: TextChange) -> list[str]:
    what = "added" if change.old is None else "removed" if change.new is None else "changed"
    lines = [f"{what} {change.id}"]
    for sign, text in (("-", change.old), ("+", change.new)):
        if text:
            lines.append(f"  {sign} {text.hash} {text.text}")
    return lines


def _count(number: int, one: str, many: str) -> str:
    return f"{number or 'No'} {one if number <= 1 else many}"


def _loaded(name: str) -> Pack:
    try:
        return load_pack(find_pack(name))
    except PackError as error:
        raise CommandError(str(error)) from None
