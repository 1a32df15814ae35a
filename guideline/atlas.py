"""Every outcome that a pack has, as data, for the owner of the rules to read and sign.

The flow, each different answer with what leads to it, each paragraph with all that renders it. Words and
layout are made elsewhere.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from guideline.answers import Answer, spread
from guideline.check.entries import Placed
from guideline.check.paragraphs import rendering
from guideline.check.proof import Proof, prove
from guideline.conditions import ALWAYS, Vocabulary
from guideline.interviews import every_interview, every_walk
from guideline.law import Settled, law_of
from guideline.model import (
    Condition,
    Facts,
    Interpretation,
    ListEntry,
    Pack,
    Paragraph,
    Question,
    Rule,
    Text,
    Value,
)
from guideline.ways import Way, merged, separating

Target: TypeAlias = str | int
"""A question, by its fact, or a rule, by its place."""

Told: TypeAlias = dict[str, Value | None]
Leads: TypeAlias = dict[Target, list[Told]]
"""Where an answer leads, with all that was told before it."""


@dataclass(frozen=True, slots=True)
class Exit:
    """Where an answer leads; `given` is what else must have been told, where that makes a difference."""

    to: Target
    given: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """Answers to a question that lead to the same places. None stands for what was not said."""

    values: tuple[Value | None, ...]
    exits: tuple[Exit, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A question of the flow with all its ways on."""

    question: Question
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an answer, by its id, and when it shows; `given` is empty where it always does."""

    id: str
    given: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence to say aloud, and when."""

    text: Text
    given: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A different answer, with the interviews that lead to it."""

    answer: Answer
    ways: tuple[Way, ...]
    interviews: int


@dataclass(frozen=True, slots=True)
class Ruled:
    """A rule with its different answers, and its pieces with their conditions."""

    rule: Rule
    ways: tuple[Way, ...]
    outcomes: tuple[Outcome, ...]
    say: tuple[Said, ...]
    duties: tuple[Part, ...]
    if_refusing: tuple[Part, ...]
    notices: tuple[Part, ...]
    references: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """A paragraph with all that renders it, and the interpretations that speak of it."""

    paragraph: Paragraph
    rendered_by: tuple[Placed, ...]
    interpretations: tuple[Interpretation, ...]


@dataclass(frozen=True, slots=True)
class Atlas:
    """A pack, opened up."""

    pack: Pack
    steps: tuple[Step, ...]
    ruled: tuple[Ruled, ...]
    """In the order of the rules."""
    paragraphs: tuple[Covered, ...]
    proof: Proof | None
    """None where the table is too large to be gone through."""


def atlas_of(pack: Pack) -> Atlas:
    """Open a pack up."""
    return Atlas(pack, tuple(_flow(pack)), tuple(_ruled(pack)), tuple(_covered(pack)), prove(pack))


def _flow(pack: Pack) -> Iterator[Step]:
    leads: dict[str, dict[Value | None, Leads]] = {question.fact: {} for question in pack.questions}
    unasked = {question.fact for question in pack.questions if question.ask is None}
    for walk, place in every_walk(pack):
        # What is said may be said at any time, so it can tell apart where an earlier answer leads.
        told: Told = {fact: value for fact, value in walk if fact in unasked}
        targets: list[Target] = [*(fact for fact, _ in walk[1:]), place]
        for (fact, value), to in zip(walk, targets, strict=True):
            leads[fact].setdefault(value, {}).setdefault(to, []).append(told)
            told = {**told, fact: value}
    for question in pack.questions:
        if leads[question.fact]:
            yield Step(question, _branches(question, leads[question.fact]))


def _branches(question: Question, leads: Mapping[Value | None, Leads]) -> tuple[Branch, ...]:
    """Group the answers that lead to the same places, in the order of the buttons."""
    branches: list[Branch] = []
    for value in (*(answer.value for answer in question.answers), None):
        exits = tuple(_exits(leads[value])) if value in leads else ()
        same = next((at for at, branch in enumerate(branches) if branch.exits == exits), None)
        if same is not None:
            branches[same] = Branch((*branches[same].values, value), exits)
        elif exits:
            branches.append(Branch((value,), exits))
    return tuple(branches)


def _exits(leads: Leads) -> Iterator[Exit]:
    facts = separating(leads.values())
    for to, found in leads.items():
        yield Exit(to, merged({fact: told.get(fact) for fact in facts} for told in found) if facts else ())


def _ruled(pack: Pack) -> Iterator[Ruled]:
    law = law_of(pack)
    by_rule: dict[int, dict[Settled, list[Facts]]] = {place: {} for place in range(len(law.rows))}
    for facts in every_interview(pack):
        outcome = law.outcome(facts)
        if not isinstance(outcome, str):
            by_rule[outcome[0]].setdefault(outcome, []).append(facts)
    for place, rule in enumerate(pack.rules.rules):
        found = by_rule[place]
        opened = _Opened(pack, rule)
        yield Ruled(
            rule=rule,
            ways=merged(facts for group in found.values() for facts in group),
            outcomes=tuple(_outcome(law.answer(settled), group) for settled, group in found.items()),
            say=tuple(Said(part.text, opened.when(part.given)) for part in rule.say),
            duties=opened.parts(rule.duties),
            if_refusing=opened.parts(rule.if_refusing),
            notices=opened.parts(rule.notices),
            references=opened.parts(rule.references),
        )


def _outcome(answer: Answer, found: list[Facts]) -> Outcome:
    return Outcome(answer, merged(found), len(found))


class _Opened:
    """Puts a rule's conditions back into facts."""

    def __init__(self, pack: Pack, rule: Rule) -> None:
        vocabulary = Vocabulary(pack.rules.grounds + pack.rules.marks)
        self._pack = pack
        self._expand = vocabulary.expand if rule.concludes else vocabulary.without_conclusions

    def parts(self, entries: Iterable[ListEntry]) -> tuple[Part, ...]:
        """Return the entries with the shared lists put in, each with when it shows."""
        return tuple(Part(item.id, self.when(item.given)) for item in spread(self._pack, entries))

    def when(self, given: Condition) -> tuple[Way, ...]:
        """Return the ways in which a condition holds; none where it always does."""
        alternatives = self._expand(given)
        return () if alternatives == ALWAYS else merged(dict(known) for known in alternatives)


def _covered(pack: Pack) -> Iterator[Covered]:
    found = rendering(pack)
    for paragraph in pack.paragraphs:
        spoken_of = tuple(it for it in pack.interpretations if paragraph.id in it.references)
        yield Covered(paragraph, tuple(found[paragraph.id]), spoken_of)
