"""Facts and conditions of a pack in Danish words, as the report tells them: by label and button."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from guideline.atlas import Outcome, Ruled
from guideline.cases import Case, find_question
from guideline.facts import domains
from guideline.model import AnswerChoice, Conclusion, Pack, Question, Rule, Value
from guideline.ways import Way, merged

LANG = "da"


class FactWords:
    """Puts facts and what depends on them into words."""

    def __init__(self, pack: Pack, t: Mapping[str, str]) -> None:
        self._pack, self._t = pack, t
        self._conclusions = pack.rules.grounds + pack.rules.marks
        self._questions = {question.fact: question for question in pack.questions}

    def ask(self, question: Question) -> str:
        """Return a question as it is asked, or its name where it never is."""
        return (question.ask or question.label)[LANG]

    def label(self, fact: str) -> str:
        """Return a fact's name."""
        return self._questions[fact].label[LANG]

    def value(self, fact: str, value: Value | None) -> str:
        """Return an answer by its button."""
        if value is None:
            return self._t["not_said"]
        return self._choice(fact, value).text[LANG]

    def _choice(self, fact: str, value: Value) -> AnswerChoice:
        return next(answer for answer in self._questions[fact].answers if answer.value == value)

    def short(self, fact: str, values: Sequence[Value | None]) -> str:
        """Return a fact and what is known of it, in a few words."""
        return f"{self.label(fact)}: {self._either([self._known(fact, value) for value in values])}"

    def _known(self, fact: str, value: Value | None) -> str:
        known = self._choice(fact, value).known if value is not None else None
        return known[LANG] if known else self.value(fact, value)

    def rows(self, way: Way) -> list[tuple[str, str]]:
        """Return facts by their names, in the order of the questions."""
        return [
            (self._questions[fact].label[LANG], self._values(fact, way[fact]))
            for fact in domains(self._pack)
            if fact in way
        ]

    def _values(self, fact: str, values: Sequence[Value | None]) -> str:
        if set(values) >= set(domains(self._pack)[fact]):
            return self._t["any"]
        return self._either([self.value(fact, value) for value in values])

    def _either(self, said: Sequence[str]) -> str:
        """Return one or several answers; several are told apart by quotation marks."""
        return said[0] if len(said) == 1 else f" {self._t['or']} ".join(f"»{it}«" for it in said)

    def condition(self, ways: Iterable[Way]) -> str:
        """Return when something holds, in one line."""
        each = ("; ".join(f"{name}: {said}" for name, said in self.rows(way)) for way in ways)
        return f", {self._t['or']} ".join(each)

    def conditions(self, question: Question) -> Iterator[tuple[str, str]]:
        """Return when a question is asked and when it is not, and on whose card."""
        each = (("when", question.when), ("unless", question.unless), ("last", question.done_after))
        for key, conditions in each:
            if conditions:
                yield self._t[f"asked_{key}"], f"{self.condition(merged(conditions))}."
        if question.together_with:
            yield self._t["asked_with"], f"{self.label(question.together_with)}."

    def written(self, rule: Rule) -> str:
        """Return when a rule holds, as it stands in the file: facts, grounds and marks."""
        each = ("; ".join(self._wanted(*it) for it in condition.items()) for condition in rule.when)
        return f", {self._t['or']} ".join(it or self._t["always"] for it in each)

    def _wanted(self, name: str, value: Value) -> str:
        if name in self._questions:
            return self.short(name, [value])
        return next(it.text[LANG] for it in self._conclusions if it.id == name).rstrip(".")

    def holding(self, conclusion: Conclusion) -> str:
        """Return when a ground or a mark holds."""
        return self.condition(merged(conclusion.when))

    def varying(self, ruled: Ruled) -> list[str]:
        """Return the facts in which the different answers of a rule differ."""
        found = {
            fact: {self._answered(outcome, fact) for outcome in ruled.outcomes} for fact in self._questions
        }
        return [fact for fact, values in found.items() if len(values) > 1]

    def cell(self, outcome: Outcome, fact: str) -> str:
        """Return how a fact was answered on the ways to an answer, in a few words under its name."""
        values = self._answered(outcome, fact)
        if not values:
            return self._t["not_asked"]
        if set(values) >= set(domains(self._pack)[fact]):
            return self._t["any"]
        return self._either([self._known(fact, value) for value in values])

    def _answered(self, outcome: Outcome, fact: str) -> tuple[Value | None, ...]:
        there = {value for way in outcome.ways for value in way.get(fact, ())}
        return tuple(value for value in domains(self._pack)[fact] if value in there)

    def way(self, case: Case) -> Way:
        """Return a case's facts."""
        return {fact: (value,) for fact, value in case.facts.items()}

    def asked(self, case: Case) -> str:
        """Return the question that a case expects."""
        question = find_question(self._pack, case.expect.asks or "")
        return f"»{self.ask(question)}«" if question else ""
