"""`guideline check`: all that is wrong with a pack, or the proof that nothing is."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bot.commands import CommandError, shown_texts
from bot.commands.packs import folder_named
from guideline.cases import Case, read_cases
from guideline.check import cases as trying
from guideline.check import findings
from guideline.check.outcomes import every_outcome
from guideline.check.overlaps import crossings
from guideline.check.plain_words import Measured, measured_texts, worst
from guideline.check.proof import Proof, prove
from guideline.editions import editions, in_force, no_editions
from guideline.errors import PackError
from guideline.load import MANIFEST, examine, find_pack
from guideline.model import Pack
from guideline.text_ids import SHORT

WORST = 10

TOO_MANY = "more combinations of facts than can be listed; every branch that the decision takes was tried."


class Checked(NamedTuple):
    """A pack that can be read, its cases, and what was found."""

    pack: Pack
    cases: list[Case]
    found: list[PackError]
    texts: list[Measured]

    @property
    def hard(self) -> list[Measured]:
        """The texts that are too hard to read."""
        return [text for text in self.texts if text.is_hard]


def check(name: str) -> int:
    """Write what was found in a pack, or in every edition in a folder; return 1, or 0 where all is well.

    Raises:
        CommandError: there is no such pack, or the editions do not follow one upon another.

    """
    folder = _folder(name)
    there = list(editions(folder))
    if there == [folder]:
        return _check(folder, name)
    failed = [edition.name for edition in there if _check(edition, str(edition))]
    strangers = [it.name for it in no_editions(folder)]
    lines = [
        f"{folder}, {it}: has no {MANIFEST}, so it is no edition; add one, or move it." for it in strangers
    ]
    if there:
        lines.append(_over_all(len(there), failed))
    _write(lines, failed=False)
    try:
        in_force(folder, None)
    except PackError as error:
        raise CommandError(str(error)) from None
    return 1 if failed or strangers else 0


def _over_all(number: int, failed: Sequence[str]) -> str:
    those = f"to mend in {', '.join(failed)}" if failed else "nothing to mend in any"
    return f"{number} {'edition' if number == 1 else 'editions'}: {those}."


def _check(folder: Path, name: str) -> int:
    checked, faults = _checked(folder)
    if checked is None:
        return _write([f"{name} cannot be used:", *map(_bullet, faults), _counted(len(faults))], failed=True)
    found, hard = checked.found, checked.hard
    lines = list(_proof(checked))
    if found:
        lines += ["Found:", *map(_bullet, found)]
    lines.append(f"The hardest to read of {len(checked.texts)} texts, with the hardest sentence of each:")
    lines += [f"  {text.told()}" for text in worst(checked.texts, max(WORST, len(hard)))]
    lines.append(_too_hard(len(hard)))
    lines.append(_counted(len(found) + len(hard)))
    return _write(lines, failed=bool(found or hard))


def suggest(name: str) -> int:
    """Write a case, ready to paste, for each answer that no case of the pack has yet.

    Raises:
        CommandError: there is no such pack, or it is not sound.

    """
    checked, faults = _checked(folder_named(name))
    if checked is None:
        raise CommandError(str(faults[0]))
    open_ = trying.uncovered(checked.pack, checked.cases)
    first = trying.telling(checked.pack, checked.cases, open_)
    lines = [
        "# The answers are those of today. Say whether they are right, and give each situation its name."
    ]
    for number, settled in enumerate(sorted(open_, key=lambda it: it not in first), 1):
        if number == len(first) + 1:
            lines.append("# What follows combines anew what other cases have.")
        lines.append(trying.suggested(checked.pack, number, settled, open_[settled]))
    return _write(lines if open_ else ["# Each answer has a case."], failed=False)


def _checked(folder: Path) -> tuple[Checked | None, list[PackError]]:
    pack, faults = examine(folder)
    if pack is None or faults:
        return None, list(faults)
    found = [*findings(pack), *shown_texts.faults(pack)]
    cases = read_cases(folder, pack, found)
    found += trying.faults(pack, cases)
    return Checked(pack, cases, found, list(measured_texts(pack))), found


def _folder(name: str) -> Path:
    try:
        return find_pack(name)
    except PackError as error:
        raise CommandError(str(error)) from None


def _proof(checked: Checked) -> Iterator[str]:
    pack, proof = checked.pack, prove(checked.pack)
    ways = sum(1 for _ in every_outcome(pack))
    version = f"{pack.manifest.name} {pack.manifest.version} ({pack.hash[:SHORT]})"
    yield f"{version} is sound: each of its {ways} ways to an outcome ends in one question or one answer."
    yield f"  {_table(proof) if proof else TOO_MANY}"
    crossing = len(crossings(pack))
    yield f"  {crossing} times two rules cross; what no interpretation puts in order stands below."
    background = sum(paragraph.background is not None for paragraph in pack.paragraphs)
    yield f"  {len(pack.paragraphs)} paragraphs, {background} of them background."
    yield f"  {len(pack.interpretations)} interpretations for the owner to confirm."
    yield f"  {_tried(checked)}"


def _table(proof: Proof) -> str:
    asking = proof.combinations - proof.answered
    return (
        f"{proof.combinations:,} combinations of facts, each with one outcome: "
        f"{asking:,} lead to a question, {proof.answered:,} to one of {proof.answers} answers."
    )


def _tried(checked: Checked) -> str:
    open_ = trying.uncovered(checked.pack, checked.cases)
    new = len(trying.telling(checked.pack, checked.cases, open_))
    rules = len(checked.pack.rules.rules)
    covered = len(trying.covered_rules(checked.pack, checked.cases))
    return (
        f"{len(checked.cases)} cases, for {covered} of {rules} rules; "
        f"{len(open_)} answers that interviews lead to have none yet, "
        f"{new} of them with something that no case has (--suggest writes them)."
    )


def _bullet(fault: PackError) -> str:
    return f"  {fault}"


def _too_hard(number: int) -> str:
    if not number:
        return "No text is too hard."
    return f"{number} {'text is' if number == 1 else 'texts are'} too hard; use shorter words and sentences."


def _counted(number: int) -> str:
    return "Nothing to mend." if not number else f"{number} to mend."


def _write(lines: list[str], *, failed: bool) -> int:
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if failed else 0
