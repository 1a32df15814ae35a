"""`guideline`: a pack proved sound and readable, and two packs compared."""

import argparse
import sys
from collections.abc import Callable, Iterator

from bot.commands import CommandError
from bot.commands.own_words import measured_words
from guideline.check.outcomes import every_outcome
from guideline.check.plain_words import measured_texts, worst
from guideline.errors import PackError
from guideline.load import find_pack, load_pack
from guideline.model import Pack
from guideline.text_ids import SHORT, TextChange, changed_texts

DEFAULT_GUIDELINE = "albertslund"
WORST = 10

A_PACK = "a built-in pack's name, or the folder of a pack"

Deed = Callable[[argparse.Namespace], int]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be done with a pack, and the options of each."""
    deeds = parser.add_subparsers(metavar="what", required=True)
    check = _add(deeds, "check", _check, "prove that a pack is sound, and that its Danish can be read")
    check.add_argument(
        "guideline",
        nargs="?",
        default=DEFAULT_GUIDELINE,
        metavar="NAME|FOLDER",
        help=f"{A_PACK} (default: %(default)s)",
    )
    diff = _add(
        deeds,
        "diff",
        _diff,
        "show which texts differ between two packs",
        "Texts only: rules, questions and conditions that changed are not shown yet.",
    )
    for name, which in (("old", "before the change"), ("new", "after it")):
        diff.add_argument(name, metavar=name.upper(), help=f"{A_PACK}, {which}")


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


def _check(arguments: argparse.Namespace) -> int:
    pack = _loaded(arguments.guideline)
    texts = [*measured_texts(pack), *measured_words()]
    hard = [text for text in texts if text.is_hard]
    lines = [_sound(pack), f"The hardest to read of {len(texts)} texts, with the hardest sentence of each:"]
    lines += [f"  {text.told()}" for text in worst(texts, max(WORST, len(hard)))]
    lines.append(f"{_count(len(hard), 'text is', 'texts are')} too hard.")
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if hard else 0


def _sound(pack: Pack) -> str:
    outcomes = sum(1 for _ in every_outcome(pack))
    version = f"{pack.manifest.name} {pack.manifest.version}"
    return (
        f"{version} is sound: each of its {outcomes} ways to an outcome ends in one question or one answer."
    )


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
