"""The whole table, gone through: every combination of the pack's own facts, known and not known."""

import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from guideline.errors import PackError
from guideline.facts import domains
from guideline.law import Settled, law_of
from guideline.model import Pack, Value

Combination: TypeAlias = tuple[Value | None, ...]
"""What is known of each fact, in the order of the questions."""

MOST = 250_000
"""Combinations that are gone through one by one, in a few seconds. A pack with more is told so: above this,
only the branches that the decision takes are tried (`outcomes.py`), which finds every gap as well."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What going through the table showed."""

    combinations: int
    answered: int
    """The others lead to a question."""
    answers: int
    """Different ones."""
    matters: frozenset[str]
    """Facts of which one value gives another answer than the next, all else alike."""


def prove(pack: Pack) -> Proof | None:
    """Go through every combination; None where there are too many.

    Raises:
        GapError: one has no answer; never for a pack that was loaded.

    """
    facts = list(domains(pack))
    options = [(None, *values) for values in domains(pack).values()]
    if math.prod(map(len, options)) > MOST:
        return None
    outcome = law_of(pack).outcome
    table = {
        combination: outcome({f: v for f, v in zip(facts, combination, strict=True) if v is not None})
        for combination in itertools.product(*options)
    }
    settled = [result for result in table.values() if not isinstance(result, str)]
    matters = frozenset(fact for place, fact in enumerate(facts) if _matters(table, place))
    return Proof(len(table), len(settled), len(set(settled)), matters)


def _matters(table: Mapping[Combination, str | Settled], place: int) -> bool:
    """Whether two combinations that differ in this fact alone have two answers."""
    answers: dict[Combination, Settled] = {}
    for combination, result in table.items():
        if not isinstance(result, str):
            others = combination[:place] + combination[place + 1 :]
            if answers.setdefault(others, result) != result:
                return True
    return False


def faults(pack: Pack) -> Iterator[PackError]:
    """Find questions to which no answer ever changes the advice."""
    proof = prove(pack)
    for question in pack.questions if proof else ():
        if proof and question.fact not in proof.matters:
            problem = f"changes the answer in none of {proof.combinations:,} combinations of facts"
            yield PackError("questions.yaml", question.fact, problem, "remove it, or let a rule depend on it")
