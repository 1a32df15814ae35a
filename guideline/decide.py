"""The decision as a pure function of a pack and facts.

The place in the interview is never stored: it follows from the facts. An old card, a double click
or a restart therefore cannot lead anyone to a wrong place.
"""

import msgspec

from guideline.answers import Answer
from guideline.conditions import any_holds
from guideline.errors import FactsError
from guideline.facts import parse_facts
from guideline.law import Law, Step, law_of
from guideline.model import Facts, Pack, Question, Value

__all__ = [
    "Answer",
    "Ask",
    "FactsError",
    "as_contract",
    "decide",
    "next_question",
    "parse_facts",
    "relevant",
]


class Ask(msgspec.Struct, frozen=True):
    """One more fact is needed before there is an answer."""

    fact: str


def next_question(pack: Pack, facts: Facts) -> Question | None:
    """Return the question to ask next, or None when the facts are enough for an answer."""
    return law_of(pack).open_question(facts)


def decide(pack: Pack, facts: Facts) -> Ask | Answer:
    """Return what the guideline says of these facts, or the fact it needs first."""
    law = law_of(pack)
    outcome = law.outcome(facts)
    return Ask(outcome) if isinstance(outcome, str) else law.answer(outcome)


def relevant(pack: Pack, facts: Facts) -> dict[str, Value]:
    """Return the facts that an interview over them would ask about; the others no longer count.

    Used when an answer changes. A fact that is never asked about but said (like considering a refusal)
    stays while it is true. Give it as False to take it back: then what was asked on its account goes too.
    """
    law = law_of(pack)
    kept = _needing_nothing(law, facts)
    return in_order(law, facts) if kept is None else kept


def in_order(law: Law, facts: Facts) -> dict[str, Value]:
    """Return the facts that the questions would ask about, also where nothing more would be needed."""
    kept = dict(facts)
    while (fewer := _walk(law, kept)) != kept:
        kept = fewer
    return kept


def _needing_nothing(law: Law, facts: Facts) -> dict[str, Value] | None:
    for known in law.needs_nothing:
        if any_holds((known,), facts):
            return dict(known)
    return None


def _walk(law: Law, facts: Facts) -> dict[str, Value]:
    """Walk the questions once, in order, and keep each answer whose question is still asked."""
    taken_back = {s.fact for s in law.steps if not s.asked and facts.get(s.fact) is False}
    kept: dict[str, Value] = {}
    ahead = dict(facts)
    for step in law.steps:
        # A fact can be its own reason to be asked about (a known history asks on), unless the
        # statement that first led to it was taken back.
        reasons = kept if _hangs_on(step, taken_back) else {**ahead, **kept}
        value = ahead.pop(step.fact, None)
        if not any_holds(step.when, reasons):
            continue
        if value is not None and step.fact not in taken_back and not any_holds(step.unless, kept):
            kept[step.fact] = value
        if any_holds(step.done_after, kept):
            break
    return kept


def _hangs_on(step: Step, facts: set[str]) -> bool:
    return any(fact in facts for known in step.when for fact, _ in known)


def as_contract(result: Ask | Answer) -> dict[str, object]:
    """Return the result as the object that is written out, its keys in the fixed order."""
    if isinstance(result, Ask):
        return {"ask": result.fact}
    return {
        "verdict": result.verdict,
        "reason": result.reason,
        "grounds": result.grounds,
        **result.marks,
        "duties": result.duties,
        "if_refusing": result.if_refusing,
        "notices": result.notices,
        "references": result.references,
        "next": result.next,
    }
