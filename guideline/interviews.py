"""Every interview that can be led to its end; branches only where something is asked."""

import itertools
from collections.abc import Iterator

from guideline.decide import in_order, relevant
from guideline.facts import domains
from guideline.law import Law, law_of
from guideline.model import Facts, Pack, Question, Value


def every_interview(pack: Pack, *, to_the_end: bool = False) -> Iterator[dict[str, Value]]:
    """Return the facts that count of each interview, once, in the order of the questions.

    What is never asked about but said (like considering a refusal) is said from the start, or not at all.
    `to_the_end` asks on also where the pack says that nothing more is needed.
    """
    law = law_of(pack)
    said = [step.fact for step in law.steps if not step.asked]
    seen: set[tuple[tuple[str, Value], ...]] = set()
    for ways in itertools.product((False, True), repeat=len(said)):
        told: dict[str, Value] = {fact: True for fact, is_said in zip(said, ways, strict=True) if is_said}
        for facts in _led(pack, law, told, to_the_end=to_the_end):
            kept = in_order(law, facts) if to_the_end else relevant(pack, facts)
            ordered = {fact: kept[fact] for fact in domains(pack) if fact in kept}
            if (key := tuple(ordered.items())) not in seen:
                seen.add(key)
                yield ordered


def _led(pack: Pack, law: Law, told: dict[str, Value], *, to_the_end: bool) -> Iterator[Facts]:
    waiting = [told]
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
