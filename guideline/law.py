"""A pack made ready to decide: conditions over facts alone, every answer put together once."""

from functools import lru_cache
from typing import TypeAlias

from guideline.answers import Answer, Row
from guideline.conditions import ALWAYS, Vocabulary, any_holds, over_facts
from guideline.model import Facts, Pack, Question

Settled: TypeAlias = tuple[int, tuple[bool, ...]]
"""The rule that holds, by its place, and which of its switches are on. The same for the same answer."""


class GapError(LookupError):
    """A gap in the rules. Loading a pack proves that it has none."""


class Step:
    """A question at its place in the interview."""

    __slots__ = ("asked", "done_after", "fact", "question", "unless", "when")

    def __init__(self, question: Question) -> None:
        self.question = question
        self.fact = question.fact
        self.asked = question.ask is not None
        self.when = over_facts(question.when) if question.when else ALWAYS
        self.unless = over_facts(question.unless)
        self.done_after = over_facts(question.done_after)


class Law:
    """The decision. Looks at facts one at a time and no more than it must, always in the same order."""

    def __init__(self, pack: Pack) -> None:
        vocabulary = Vocabulary(pack.rules.grounds + pack.rules.marks)
        self.needs_nothing = over_facts(pack.rules.needs_nothing)
        self.steps = tuple(Step(question) for question in pack.questions)
        self.rows = tuple(Row(pack, rule, vocabulary) for rule in pack.rules.rules)
        self._answers: dict[Settled, Answer] = {}

    def open_question(self, facts: Facts) -> Question | None:
        """Return the question to ask next, or None when nothing more is needed."""
        return None if any_holds(self.needs_nothing, facts) else self.next_in_order(facts)

    def next_in_order(self, facts: Facts) -> Question | None:
        """Return the question that comes next, also where nothing more would be needed."""
        for step in self.steps:
            if not any_holds(step.when, facts):
                continue
            if facts.get(step.fact) is None:
                if step.asked and not any_holds(step.unless, facts):
                    return step.question
            elif any_holds(step.done_after, facts):
                return None
        return None

    def outcome(self, facts: Facts) -> str | Settled:
        """Return the fact to ask about, or what settles the answer.

        Raises:
            GapError: the rules have a gap; never for a pack that was loaded.

        """
        question = self.open_question(facts)
        if question is not None:
            return question.fact
        for place, row in enumerate(self.rows):
            if any_holds(row.when, facts):
                return place, row.settle(facts)
        raise GapError

    def answer(self, settled: Settled) -> Answer:
        """Return the answer; the same facts get the very same object."""
        answer = self._answers.get(settled)
        if answer is None:
            place, on = settled
            answer = self._answers[settled] = self.rows[place].answer(on)
        return answer


@lru_cache(maxsize=16)
def law_of(pack: Pack) -> Law:
    """Return the pack made ready; worked out once for each pack."""
    return Law(pack)
