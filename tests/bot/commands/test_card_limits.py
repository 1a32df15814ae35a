"""`guideline check` draws the cards of each answer of any pack, and tells those that Teams would not show."""

from typing import Any

import msgspec
import pytest

from bot.commands.card_limits import faults
from bot.fault_words import fault_of, in_danish
from guideline.errors import PackError
from guideline.load import PACKS, built_in, load_pack
from guideline.model import Pack, Rule

NAMES = sorted(folder.name for folder in PACKS.iterdir() if folder.is_dir())
LINE = {"da": "Vej det ene mod det andet. " * 10, "en": "Weigh the one against the other. " * 8}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(built_in("albertslund"))


@pytest.mark.parametrize("name", NAMES)
def test_a_built_in_pack_keeps_within_its_cards(name: str) -> None:
    assert [str(fault) for fault in faults(load_pack(PACKS / name))] == []


def told_in_danish(fault: PackError) -> bool:
    return in_danish(fault.told) is not None and fault_of(str(fault)).told["da"].endswith(".")


def test_texts_that_are_each_short_enough_and_together_too_many_are_found(pack: Pack) -> None:
    both = pack.texts["weigh.both_sides"]
    crowded = msgspec.structs.replace(both, lines=both.lines + (LINE,) * 20)
    found = list(faults(msgspec.structs.replace(pack, texts={**pack.texts, "weigh.both_sides": crowded})))
    assert found
    assert all(told_in_danish(fault) for fault in found)
    assert {fault.entry for fault in found} <= {"rule refusal_possible", "rule weigh_interests"}
    assert {'"da"', '"en"'} == {fault.problem.split()[4] for fault in found}
    assert 'the card "advice" in "da" has ' in found[0].problem
    assert "must stay below 24576, with " in found[0].problem


def with_rule(pack: Pack, verdict: str, **changes: Any) -> Pack:
    def changed(rule: Rule) -> Rule:
        return msgspec.structs.replace(rule, **changes) if rule.verdict == verdict else rule

    rules = tuple(map(changed, pack.rules.rules))
    return msgspec.structs.replace(pack, rules=msgspec.structs.replace(pack.rules, rules=rules))


def test_more_steps_than_a_row_of_buttons_takes_are_found(pack: Pack) -> None:
    steps = ("show_recorder_text", "copy_case_note", "consider_refusal", "report_misuse", "ask_hr_legal")
    found = list(faults(with_rule(pack, "allowed", next=steps)))
    assert found
    assert all(told_in_danish(fault) for fault in found)
    assert 'the card "advice" in "da" has 5 buttons in a row' in found[0].problem
    assert found[0].entry == "rule allowed"
