"""`guideline check`: all that is wrong with a pack, or the proof that nothing is, in Danish or English."""

import datetime
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bot.commands import CommandError, card_limits, shown_texts
from bot.commands.guideline_words import DANISH, Words, told
from bot.commands.packs import folder_named
from guideline.cases import Case, read_cases
from guideline.check import cases as trying
from guideline.check import findings
from guideline.check.outcomes import every_outcome
from guideline.check.overlaps import crossings
from guideline.check.plain_words import HARDEST, Measured, measured_texts, worst
from guideline.check.proof import Proof, prove
from guideline.check.translations import approved_later
from guideline.editions import editions, faults_between, in_force, no_editions
from guideline.errors import PackError
from guideline.load import MANIFEST, examine, find_pack
from guideline.model import Pack
from guideline.text_ids import SHORT

WORST = 10
"""Texts that are listed as the hardest to read, if no more of them are too hard."""


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


def check(name: str, lang: str = DANISH) -> int:
    """Write what was found in a pack, or in every edition in a folder; return 1, or 0 where all is well.

    Raises:
        CommandError: there is no such pack, or no edition in the folder.

    """
    telling, folder = _Telling(lang), _folder(name, lang)
    there = list(editions(folder))
    if there == [folder]:
        return _check(folder, name, telling)
    failed = [edition.name for edition in there if _check(edition, str(edition), telling)]
    strangers, between = no_editions(folder), list(faults_between(folder))
    lines = [telling.t("no_edition", folder=f"{folder}, {it.name}", manifest=MANIFEST) for it in strangers]
    lines += [told(fault, lang) for fault in between]
    if not there:
        _write(lines, failed=False)
        _raise_for_none(folder, lang)
    return _write(
        [*lines, telling.over_all(len(there), failed, len(between))],
        failed=bool(failed or strangers or between),
    )


def _raise_for_none(folder: Path, lang: str) -> None:
    try:
        in_force(folder, None)
    except PackError as error:
        raise CommandError(told(error, lang)) from None


def _check(folder: Path, name: str, telling: "_Telling") -> int:
    checked, faults = _checked(folder)
    if checked is None:
        return _write(list(telling.unusable(name, faults)), failed=True)
    return _write(list(telling.everything(checked)), failed=bool(checked.found or checked.hard))


def suggest(name: str, lang: str = DANISH) -> int:
    """Write a case, ready to paste, for each answer that no case of the pack has yet.

    Raises:
        CommandError: there is no such pack, or it is not sound.

    """
    checked, faults = _checked(folder_named(name, lang=lang))
    if checked is None:
        raise CommandError(told(faults[0], lang))
    t = Words("check", lang)
    open_ = trying.uncovered(checked.pack, checked.cases)
    first = trying.telling(checked.pack, checked.cases, open_)
    lines = [f"# {t('suggest')}"]
    for number, settled in enumerate(sorted(open_, key=lambda it: it not in first), 1):
        if number == len(first) + 1:
            lines.append(f"# {t('anew')}")
        lines.append(trying.suggested(checked.pack, number, settled, open_[settled]))
    return _write(lines if open_ else [f"# {t('each_has_a_case')}"], failed=False)


def _checked(folder: Path) -> tuple[Checked | None, list[PackError]]:
    pack, faults = examine(folder)
    if pack is None or faults:
        return None, list(faults)
    shown = list(shown_texts.faults(pack))
    found = [*findings(pack), *shown, *(() if shown else card_limits.faults(pack))]
    found += approved_later(pack, datetime.date.today())  # noqa: DTZ011 - the user's own day
    cases = read_cases(folder, pack, found)
    found += trying.faults(pack, cases)
    return Checked(pack, cases, found, list(measured_texts(pack))), found


def _folder(name: str, lang: str) -> Path:
    try:
        return find_pack(name)
    except PackError as error:
        raise CommandError(told(error, lang)) from None


class _Telling:
    """Puts what was found into words."""

    def __init__(self, lang: str) -> None:
        self.t = Words("check", lang)

    def unusable(self, name: str, faults: Sequence[PackError]) -> Iterator[str]:
        """Tell what keeps a pack from being used."""
        yield self.t("unusable", name=name)
        yield from self._bullets(faults)
        yield self.t.count("mend", len(faults))

    def everything(self, checked: Checked) -> Iterator[str]:
        """Tell what was proved of a pack, what was found, and what is hard to read."""
        found, hard = checked.found, checked.hard
        yield from self._proof(checked)
        if found:
            yield self.t("found")
            yield from self._bullets(found)
        yield self.t("hardest", count=self.t.number(len(checked.texts)))
        for text in worst(checked.texts, max(WORST, len(hard))):
            yield from self._measured(text)
        yield self.t.count("too_hard", len(hard))
        yield self.t.count("mend", len(found) + len(hard))

    def over_all(self, number: int, failed: Sequence[str], between: int) -> str:
        """Return which of the editions have something to mend, and how much there is between them."""
        those = [self.t("failed", names=", ".join(failed))] if failed else []
        those += [self.t.count("between", between)] if between else []
        return self.t.count("editions", number, those="; ".join(those) or self.t("all_well"))

    def _proof(self, checked: Checked) -> Iterator[str]:
        pack, proof, t = checked.pack, prove(checked.pack), self.t
        ways = sum(1 for _ in every_outcome(pack))
        version = f"{pack.manifest.name} {pack.manifest.version} ({pack.hash[:SHORT]})"
        yield t("sound", version=version, ways=t.number(ways))
        yield f"  {self._table(proof) if proof else t('too_many')}"
        yield f"  {t.count('crossing', len(crossings(pack)))}"
        background = sum(paragraph.background is not None for paragraph in pack.paragraphs)
        yield f"  {t('paragraphs', paragraphs=len(pack.paragraphs), background=background)}"
        yield f"  {t('interpretations', count=len(pack.interpretations))}"
        yield f"  {self._tried(checked)}"

    def _table(self, proof: Proof) -> str:
        numbers = {
            "combinations": proof.combinations,
            "asking": proof.combinations - proof.answered,
            "answered": proof.answered,
            "answers": proof.answers,
        }
        return self.t("table", **{name: self.t.number(number) for name, number in numbers.items()})

    def _tried(self, checked: Checked) -> str:
        open_ = trying.uncovered(checked.pack, checked.cases)
        return self.t(
            "cases",
            cases=len(checked.cases),
            covered=len(trying.covered_rules(checked.pack, checked.cases)),
            rules=len(checked.pack.rules.rules),
            open=len(open_),
            new=len(trying.telling(checked.pack, checked.cases, open_)),
        )

    def _bullets(self, faults: Sequence[PackError]) -> Iterator[str]:
        return (f"  {told(fault, self.t.lang)}" for fault in faults)

    def _measured(self, text: Measured) -> Iterator[str]:
        it, readers = text.reading, self.t(f"readers.{text.readers}")
        lix = self.t("lix", lix=round(it.lix), most=HARDEST[text.readers], readers=readers)
        measured = {"lix": lix if text.has_lix else "", "words": it.longest_sentence}
        yield f"  {self.t('measured', place=text.place, language=text.language, **measured)}"
        yield f"    {text.sentence}"


def _write(lines: list[str], *, failed: bool) -> int:
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if failed else 0
