"""Every interview that can be led to its end; branches only where something is asked."""

import itertools
from collections.abc import Iterator
from typing import TypeAlias

from guideline.decide import in_order, relevant
from guideline.facts import domains
from guideline.law import Law, law_of
from guideline.model import Facts, Pack, Question, Value

Walk: TypeAlias = tuple[tuple[str, Value | None], ...]
"""What was asked, and what was answered, in this order. None: it could have been said, and was not."""


def every_interview(pack: Pack, *, to_the_end: bool = False) -> Iterator[dict[str, Value]]:
    """Return the facts that count of each interview, once, in the order of the questions.

    What is never asked about but said (like considering a refusal) is said from the start, or not at all.
    `to_the_end` asks on also where the pack says that nothing more is needed.
    """
    law = law_of(pack)
    seen: set[tuple[tuple[str, Value], ...]] = set()
    for facts in _led(pack, law, to_the_end=to_the_end):
        kept = in_order(law, facts) if to_the_end else relevant(pack, facts)
        ordered = {fact: kept[fact] for fact in domains(pack) if fact in kept}
        if (key := tuple(ordered.items())) not in seen:
            seen.add(key)
            yield ordered


def every_walk(pack: Pack) -> Iterator[tuple[Walk, int]]:
    """Return each interview as it goes, with all that is asked on the way, and the place of its rule."""
    law = law_of(pack)
    seen: set[Walk] = set()
    for facts in _led(pack, law, to_the_end=False):
        walk = tuple(_steps(pack, law, facts))
        outcome = law.outcome(facts)
        if walk not in seen and not isinstance(outcome, str):
            seen.add(walk)
            yield walk, outcome[0]


def _steps(pack: Pack, law: Law, facts: Facts) -> Iterator[tuple[str, Value | None]]:
    for step in law.steps:
        if step.asked and step.fact in facts:
            yield step.fact, facts[step.fact]
        elif not step.asked and step.fact in relevant(pack, {**facts, step.fact: True}):
            yield step.fact, facts.get(step.fact)


def _led(pack: Pack, law: Law, *, to_the_end: bool) -> Iterator[Facts]:
    said = [step.fact for step in law.steps if not step.asked]
    for ways in itertools.product((False, True), repeat=len(said)):
        waiting: list[dict[str, Value]] = [dict.fromkeys(itertools.compress(said, ways), True)]
        while waiting:
            facts = waiting.pop()
            question = _next(law, facts, to_the_end=to_the_end)
            if question is None:
                yield facts
            else:
                values = reversed(domains(pack)[question.fact])
                waiting.extend({**facts, question.fact: value} for value in values)


def _next(law: Law, facts: Facts, *, to_the_end: bool) -> Question | None:
    return law.next_in_order(facts) if to_the_end else law.open_question(facts)
