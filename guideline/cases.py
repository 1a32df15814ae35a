"""Situations with the answer that is expected of them, in the words of the pack: what a lawyer writes.

`cases.yaml` stands in the pack's folder. It decides nothing: neither the bot nor the pack's hash knows it.
Facts are named by their id or by their label, values by themselves, by their button or by what one may type.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, get_args

from guideline.decode import converted, named_line, parsed_list
from guideline.errors import PackError
from guideline.facts import find_value
from guideline.load import bytes_of
from guideline.model import AnswerChoice, Entry, Facts, NextStep, Pack, Question, Text, Value

FILE = "cases.yaml"


class Expected(Entry, frozen=True, kw_only=True):
    """What a situation must lead to. Only what is said is compared."""

    answer: str | None = None
    """The rule that decides: `verdict`, or `verdict/reason`."""
    asks: str | None = None
    """The question that is asked instead, by its fact or its label."""
    grounds: tuple[str, ...] | None = None
    """All grounds that hold, no others."""
    marks: tuple[str, ...] | None = None
    """All marks that hold, no others."""
    duties: tuple[str, ...] = ()
    """Duties that must be among those shown, and so on for the lists below."""
    if_refusing: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    """What must show in none of the lists."""
    says: tuple[str, ...] = ()
    """Words that must be among what staff say aloud, in Danish."""


class Written(Entry, frozen=True, kw_only=True):
    """A case as it stands in the file."""

    case: str
    """The situation in a few words."""
    facts: Mapping[str, Value]
    """By the label of the question, with the words of its button or what one may type; by ids as well."""
    expect: Expected


class Case(NamedTuple):
    """A named situation, with its facts as the pack knows them."""

    name: str
    line: int
    facts: Facts
    expect: Expected


def read_cases(folder: Path, pack: Pack, faults: list[PackError]) -> list[Case]:
    """Return the readable cases of a pack's folder, none where it has no such file; note what is wrong."""
    path = folder / FILE
    if not path.exists():
        return []
    try:
        data, lines = parsed_list(FILE, bytes_of(path))
    except PackError as fault:
        faults.append(fault)
        return []
    cases: list[Case] = []
    for entry, line in zip(data, lines, strict=True):
        place = named_line(line, entry.get("case") if isinstance(entry, dict) else None)
        try:
            cases.append(_case(pack, place, line, entry))
        except PackError as fault:
            faults.append(fault)
    return cases


def place_of(case: Case) -> str:
    """Return how a case is named to whoever wrote it."""
    return named_line(case.line, case.name)


def _case(pack: Pack, place: str, line: int, entry: object) -> Case:
    written = converted(FILE, place, entry, Written)
    facts = dict(_fact(pack, place, name, value) for name, value in written.facts.items())
    for fault in _unknown(pack, place, written.expect):
        raise fault
    return Case(written.case, line, facts, written.expect)


def _fact(pack: Pack, place: str, name: str, value: Value) -> tuple[str, Value]:
    question = find_question(pack, name)
    if question is None:
        labels = ", ".join(f'"{it.label["da"]}"' for it in pack.questions)
        raise PackError(FILE, place, f'"{name}" is no question', f"there are {labels}")
    found = _value(question, value)
    if found is None:
        there = ", ".join(f'"{it.text["da"]}"' for it in question.answers)
        problem = f'"{_shown(value)}" is no answer to "{question.label["da"]}"'
        raise PackError(FILE, place, problem, f"write one of {there}")
    return question.fact, found


def find_question(pack: Pack, name: str) -> Question | None:
    """Return the question with this fact, label or wording."""
    wanted = _plain(name)
    for question in pack.questions:
        words = [question.label, question.self_label, question.ask, question.self_ask]
        if name == question.fact or wanted in _all_words(words):
            return question
    return None


def _value(question: Question, given: Value) -> Value | None:
    exact = find_value(tuple(answer.value for answer in question.answers), given)
    if exact is not None or isinstance(given, bool):
        return exact
    return next((answer.value for answer in question.answers if _plain(given) in _words_of(answer)), None)


def _words_of(answer: AnswerChoice) -> set[str]:
    typed = {_plain(word) for words in answer.words.values() for word in words}
    return typed | _all_words([answer.text, answer.self_text, answer.known])


def _all_words(texts: list[Text | None]) -> set[str]:
    return {_plain(words) for text in texts if text for words in text.values()}


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _shown(value: Value) -> str:
    return value if isinstance(value, str) else str(value).lower()


def _unknown(pack: Pack, place: str, expected: Expected) -> Iterator[PackError]:
    """Find what is expected but is nothing that the pack has."""
    if (expected.answer is None) == (expected.asks is None):
        remedy = "write which answer, or which question, is right"
        yield PackError(FILE, place, "expect: needs one of answer and asks", remedy)
    if expected.asks is not None and find_question(pack, expected.asks) is None:
        yield PackError(FILE, place, f'asks: "{expected.asks}" is no question', "write the label of one")
    rules = [short_name(rule.verdict, rule.reason) for rule in pack.rules.rules]
    if expected.answer is not None and expected.answer not in rules:
        there = f"the rules are {', '.join(rules)}"
        yield PackError(FILE, place, f'answer: "{expected.answer}" is no rule', there)
    known = _ids(pack)
    known["without"] = set[str]().union(*known.values())
    for field, ids in known.items():
        for name in getattr(expected, field) or ():
            if name not in ids:
                problem = f'{field}: "{name}" is not in the pack'
                yield PackError(FILE, place, problem, "write the id of one that is")


def short_name(verdict: str, reason: str | None) -> str:
    """Return how a rule is named in a case."""
    return f"{verdict}/{reason}" if reason else verdict


def _ids(pack: Pack) -> dict[str, set[str]]:
    return {
        "grounds": {ground.id for ground in pack.rules.grounds},
        "marks": {mark.id for mark in pack.rules.marks},
        "duties": set(pack.duties),
        "if_refusing": set(pack.duties),
        "notices": set(pack.notices),
        "references": {paragraph.id for paragraph in pack.paragraphs},
        "next": set(get_args(NextStep)),
    }
