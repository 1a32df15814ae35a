"""Things to choose between that read alike, so that nobody can tell which is which."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from guideline.check.entries import Placed, rule_name
from guideline.errors import PackError
from guideline.model import Pack, Question, Text

REMEDY = "let them differ"


class Named(NamedTuple):
    """What is told apart by its words: its name in the file, and the words."""

    name: str
    text: Text


class Pair(NamedTuple):
    """Two that read alike in a language."""

    first: Named
    other: Named
    language: str


def faults(pack: Pack) -> Iterator[PackError]:
    """Find answers of one question, and questions, that a person sees under the same words."""
    for question in pack.questions:
        yield from _answers(question)
    asked = {question.fact: Placed("questions.yaml", question.fact, question) for question in pack.questions}
    labels = {
        "label": [Named(it.fact, it.label) for it in pack.questions],
        "self_label": [Named(it.fact, it.self_label or it.label) for it in pack.questions],
    }
    for field, pair in _once(labels):
        yield _fault(asked[pair.other.name], field, pair)


def findings(pack: Pack) -> Iterator[PackError]:
    """Find rules, grounds, starts and topics that read alike wherever several of them are listed."""
    rules = {rule_name(rule): Placed("rules.yaml", rule_name(rule), rule) for rule in pack.rules.rules}
    yield from _same_in(rules, "short", [Named(rule_name(rule), rule.short) for rule in pack.rules.rules])
    grounds = {it.id: Placed("rules.yaml", f"ground {it.id}", it) for it in pack.rules.grounds}
    for field in ("text", "short", "weighs"):
        texts = [(it.id, getattr(it, field)) for it in pack.rules.grounds]
        yield from _same_in(grounds, field, [Named(name, text) for name, text in texts if text])
    starts = {it.id: Placed("starts.yaml", it.id, it) for it in pack.starts}
    for for_self in (False, True):
        there = [Named(it.id, it.text) for it in pack.starts if it.for_self is for_self]
        yield from _same_in(starts, "text", there)
    topics = {it.id: Placed("topics.yaml", it.id, it) for it in pack.topics}
    yield from _same_in(topics, "title", [Named(it.id, it.title) for it in pack.topics])


def _answers(question: Question) -> Iterator[PackError]:
    """Compare the buttons, for staff and for somebody who asks for themselves, and what shows them."""
    numbered = [(f"answers[{at}]", it) for at, it in enumerate(question.answers, 1)]
    shown = {
        "text": [Named(name, it.text) for name, it in numbered],
        "self_text": [Named(name, it.self_text or it.text) for name, it in numbered],
        "known": [Named(name, it.known or it.text) for name, it in numbered],
    }
    placed = Placed("questions.yaml", question.fact, question)
    for field, pair in _once(shown):
        yield _fault(placed, f"{pair.other.name}.{field}", pair)


def _once(fields: Mapping[str, list[Named]]) -> Iterator[tuple[str, Pair]]:
    """Return two that read alike, under the first field in which they do: the others fall back on it."""
    told = set()
    for field, named in fields.items():
        for pair in _pairs(named):
            if (those := (pair.first.name, pair.other.name, pair.language)) not in told:
                told.add(those)
                yield field, pair


def _same_in(placed: Mapping[str, Placed], field: str, named: Iterable[Named]) -> Iterator[PackError]:
    for pair in _pairs(named):
        yield _fault(placed[pair.other.name], field, pair)


def _fault(placed: Placed, where: str, pair: Pair) -> PackError:
    words = pair.first.text[pair.language]
    problem = f'{where}: reads in "{pair.language}" as that of {pair.first.name}, "{words}"'
    return placed.fault(problem, REMEDY)


def _pairs(named: Iterable[Named]) -> Iterator[Pair]:
    seen: dict[tuple[str, str], Named] = {}
    for one in named:
        for language, words in one.text.items():
            first = seen.setdefault((language, _plain(words)), one)
            if first is not one and _plain(words):
                yield Pair(first, one, language)


def _plain(words: str) -> str:
    """Return words without case and signs: "Ja." is no other button than "ja"."""
    return " ".join(re.findall(r"\w+", words.casefold()))
