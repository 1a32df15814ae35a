"""Why the answer is what it is, as data: which rule held, what made it hold, and what would change it.

Words are made from this elsewhere.
"""

from collections.abc import Iterator, Mapping

import msgspec

from guideline.conditions import Known, any_holds, over_facts
from guideline.decide import Ask, relevant
from guideline.law import Law, Settled, law_of
from guideline.model import Conclusion, Facts, Pack, Question, Text, Value


class Requirement(msgspec.Struct, frozen=True):
    """A fact that a ground needs, and what is known of it."""

    fact: str
    needed: Value
    known: Value | None
    """None where nobody has said."""

    @property
    def met(self) -> bool:
        """Whether the fact is as it is needed."""
        return self.known == self.needed


class GroundTrace(msgspec.Struct, frozen=True):
    """A ground that the guideline names, and how near it is to holding."""

    id: str
    met: bool
    requirements: tuple[Requirement, ...]
    """Of the way in which it holds, or else of the way to which least is missing."""
    references: tuple[str, ...]


class Outcome(msgspec.Struct, frozen=True):
    """An answer by its rule: the rule's place in the pack, and its names."""

    rule: int
    verdict: str
    reason: str | None


class Change(msgspec.Struct, frozen=True):
    """Another answer to one question that would lead elsewhere."""

    fact: str
    values: tuple[Value, ...]
    leads_to: Outcome | Ask
    """Another outcome, or a question that this would first raise."""


class Trace(msgspec.Struct, frozen=True):
    """Why the answer is what it is."""

    outcome: Outcome
    because: Mapping[str, Value]
    """The facts that made the rule and its conclusions hold, in the order of the questions."""
    references: tuple[str, ...]
    """The paragraphs of the rule itself, in the guideline's order."""
    grounds: tuple[GroundTrace, ...]
    """Every ground that the guideline names; none where the guideline does not reach."""
    changes: tuple[Change, ...]
    """In the order of the questions."""


class UndecidedError(ValueError):
    """There is no answer to explain yet: the interview still asks."""


def explain(pack: Pack, facts: Facts) -> Trace:
    """Return why these facts have the answer they have.

    Raises:
        UndecidedError: they have none yet.

    """
    law = law_of(pack)
    settled = _settled(law, facts)
    row = law.rows[settled[0]]
    outcome = _outcome(law, settled)
    return Trace(
        outcome=outcome,
        because=_because(pack, law, settled, facts),
        references=row.own_references(settled[1]),
        grounds=tuple(_ground(c, facts) for c in pack.rules.grounds) if row.rule.concludes else (),
        changes=_changes(pack, relevant(pack, facts), outcome),
    )


def spoken(pack: Pack, facts: Facts) -> tuple[Text, ...]:
    """Return what staff say aloud now: the sentences of the held rule whose condition holds.

    Raises:
        UndecidedError: the facts have no answer yet.

    """
    law = law_of(pack)
    row = law.rows[_settled(law, facts)[0]]
    return tuple(text for text, given in row.say if any_holds(given, facts))


def _settled(law: Law, facts: Facts) -> Settled:
    outcome = law.outcome(facts)
    if isinstance(outcome, str):
        raise UndecidedError(f"{outcome} is still asked about")
    return outcome


def _outcome(law: Law, settled: Settled) -> Outcome:
    rule = law.rows[settled[0]].rule
    return Outcome(settled[0], rule.verdict, rule.reason)


def _because(pack: Pack, law: Law, settled: Settled, facts: Facts) -> dict[str, Value]:
    row = law.rows[settled[0]]
    concluded = pack.rules.grounds + pack.rules.marks if row.rule.concludes else ()
    ways = [row.when, *(over_facts(conclusion.when) for conclusion in concluded)]
    held = [next((known for known in way if any_holds((known,), facts)), ()) for way in ways]
    used = {fact for known in held for fact, _ in known}
    return {question.fact: facts[question.fact] for question in pack.questions if question.fact in used}


def _ground(ground: Conclusion, facts: Facts) -> GroundTrace:
    ways = [_requirements(known, facts) for known in over_facts(ground.when)]
    nearest = min(ways, key=lambda way: sum(not requirement.met for requirement in way))
    return GroundTrace(ground.id, all(part.met for part in nearest), nearest, ground.references)


def _requirements(known: Known, facts: Facts) -> tuple[Requirement, ...]:
    return tuple(Requirement(fact, value, facts.get(fact)) for fact, value in known)


def _changes(pack: Pack, facts: Facts, outcome: Outcome) -> tuple[Change, ...]:
    """Try each other answer to each question that counted, one at a time."""
    changes: dict[tuple[str, Outcome | Ask], tuple[Value, ...]] = {}
    for question in pack.questions:
        for value in _alternatives(pack, question, facts):
            leads_to = _led_to(pack, {**facts, question.fact: value})
            if not isinstance(leads_to, Outcome) or leads_to.rule != outcome.rule:
                values = changes.get((question.fact, leads_to), ())
                changes[question.fact, leads_to] = (*values, value)
    return tuple(Change(fact, values, leads_to) for (fact, leads_to), values in changes.items())


def _alternatives(pack: Pack, question: Question, facts: Facts) -> Iterator[Value]:
    """Return the other answers to a question that counted, and what could still be said unasked."""
    now = facts.get(question.fact)
    if now is None and question.ask is not None:
        return
    for answer in question.answers:
        if now is None and question.fact not in relevant(pack, {**facts, question.fact: answer.value}):
            continue
        if answer.value != now:
            yield answer.value


def _led_to(pack: Pack, facts: Facts) -> Outcome | Ask:
    facts = relevant(pack, facts)
    result = law_of(pack).outcome(facts)
    return Ask(result) if isinstance(result, str) else _outcome(law_of(pack), result)
