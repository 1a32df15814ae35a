"""The answers of the report: their letters, where the flow leads, and in what one differs from another."""

import string
from collections.abc import Mapping

from guideline.atlas import Atlas, Branch, Exit, Outcome, Ruled, Step
from guideline.cases import short_name
from guideline.model import Order, Rule
from pages.atlas_facts import LANG, FactWords
from pages.flow import Told


class AnswerWords:
    """Names the answers, and tells the way to each."""

    def __init__(self, atlas: Atlas, t: Mapping[str, str], facts: FactWords) -> None:
        self._atlas, self._pack, self._t, self._facts = atlas, atlas.pack, t, facts
        self.letters = string.ascii_uppercase[: len(atlas.ruled)]

    def told(self) -> Told:
        """Return how the flow is put into words."""
        return Told(
            title=lambda step: self._facts.ask(step.question),
            note=lambda step: "" if step.question.ask else self._t["not_asked"],
            answer=self._answers_of,
            given=self._given,
            rules=self._pack.rules.rules,
            letters=self.letters,
            lang=LANG,
        )

    def number(self, fact: str) -> int:
        """Return a question's number in the flow."""
        return 1 + [step.question.fact for step in self._atlas.steps].index(fact)

    def leads(self, way: Exit) -> str:
        """Return where an answer leads, in words."""
        if isinstance(way.to, int):
            return self._t["to_answer"].format(letter=self.letters[way.to])
        return self._t["to_question"].format(number=self.number(way.to))

    def branch(self, step: Step, branch: Branch) -> str:
        """Return the answers of a branch in a row."""
        return f" {self._t['or']} ".join(f"»{answer}«" for answer in self._answers_of(step, branch))

    def _answers_of(self, step: Step, branch: Branch) -> list[str]:
        return [self._facts.value(step.question.fact, value) for value in branch.values]

    def _given(self, way: Exit) -> str:
        each = ("; ".join(self._facts.short(*told) for told in one.items()) for one in way.given)
        return f", {self._t['or']} ".join(each)

    def adds(self, ruled: Ruled, outcome: Outcome) -> list[str]:
        """Return the grounds and marks of an answer that not all answers of its rule have, in words."""
        common = set.intersection(*(set(self._held(other)) for other in ruled.outcomes))
        return [words for words in self._held(outcome) if words not in common]

    def _held(self, outcome: Outcome) -> list[str]:
        rules, answer = self._pack.rules, outcome.answer
        held = [ground for ground in rules.grounds if ground.id in answer.grounds]
        held += [mark for mark in rules.marks if answer.marks[mark.id]]
        return [conclusion.text[LANG] for conclusion in held]

    def rule_named(self, name: str) -> str:
        """Return the letter and the few words of a rule, by `verdict/reason`."""
        rules = self._pack.rules.rules
        place = next(at for at, rule in enumerate(rules) if short_name(rule.verdict, rule.reason) == name)
        return f"{self.letters[place]} ({rules[place].short[LANG]})"

    def letter_named(self, name: str) -> str:
        """Return the letter of a rule, by `verdict/reason`."""
        return self.rule_named(name).partition(" ")[0]

    def order(self, order: Order) -> str:
        """Return what rests on an interpretation."""
        before = ", ".join(map(self.rule_named, order.before))
        return self._t["order"].format(first=self.rule_named(order.first), before=before)

    def references(self, ruled: Ruled) -> list[str]:
        """Return the paragraphs of a rule itself, in the guideline's order."""
        named = {part.id for part in ruled.references}
        return [paragraph.id for paragraph in self._pack.paragraphs if paragraph.id in named]

    def short_name(self, rule: Rule) -> str:
        """Return a rule's name as it stands in cases and orders."""
        return short_name(rule.verdict, rule.reason)

    def outcomes(self) -> int:
        """Return how many different answers there are."""
        return sum(len(ruled.outcomes) for ruled in self._atlas.ruled)
