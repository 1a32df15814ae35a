"""The rule atlas as one document: every outcome of a pack, for the owner of its rules to read and sign."""

import datetime
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from guideline.atlas import Atlas, Branch, Covered, Exit, Outcome, Ruled, Step
from guideline.cases import Case, find_question, short_name
from guideline.check.entries import Placed
from guideline.facts import domains
from guideline.model import (
    AnswerChoice,
    Conclusion,
    LegalText,
    Notice,
    Order,
    Pack,
    Question,
    Rule,
    Text,
    Value,
)
from guideline.text_ids import SHORT
from guideline.ways import Way, merged
from pages.flow import Told, draw
from pages.paper import OUR_COLOURS
from pages.render import render

MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)

KINDS = {
    "questions.yaml": "question",
    "rules.yaml": "rule",
    "duties.yaml": "duty",
    "notices.yaml": "notice",
    "texts.yaml": "text",
    "topics.yaml": "topic",
}


@dataclass(frozen=True, slots=True)
class Tried:
    """A case, and what is wrong with its answer; empty where it is as expected."""

    case: Case
    problem: str


@dataclass(frozen=True, slots=True)
class Rendering:
    """Something that renders a paragraph: what it is, its words, and where it stands in full."""

    kind: str
    name: str
    text: Text
    link: str | None


@dataclass(frozen=True, slots=True)
class Own:
    """The owner's own text of a paragraph; `text` is None where their file lacks it."""

    text: str | None
    lead_in: str | None
    """The text before a list to which the paragraph belongs."""


@cache
def atlas_words(lang: str) -> Mapping[str, str]:
    """Return the document's own words."""
    content = (files("pages") / "words" / "atlas" / f"{lang}.yaml").read_bytes()
    return msgspec.convert(yaml.safe_load(content), dict[str, str])


def atlas_page(atlas: Atlas, cases: Sequence[Tried] = (), source: Mapping[str, str] | None = None) -> str:
    """Draw the document. `source` is the owner's own text by reference, where they gave it."""
    view = View(atlas, atlas_words("da"), source)
    pack = atlas.pack
    return render(
        "atlas",
        t=view.t,
        view=view,
        atlas=atlas,
        pack=pack,
        manifest=pack.manifest,
        short_hash=pack.hash[:SHORT],
        colours=pack.manifest.colours or OUR_COLOURS,
        flow=draw(atlas.steps, view.told()),
        cases=cases,
        with_source=source is not None,
    )


class View:
    """Puts an atlas into Danish words, its own and the pack's."""

    lang = "da"
    other = "en"

    def __init__(self, atlas: Atlas, t: Mapping[str, str], source: Mapping[str, str] | None) -> None:
        self._atlas = atlas
        self._pack: Pack = atlas.pack
        self._source = source
        self._questions = {question.fact: question for question in atlas.pack.questions}
        self.letters = string.ascii_uppercase[: len(atlas.ruled)]
        self.t = t

    def told(self) -> Told:
        """Return how the flow is put into words."""
        return Told(
            title=lambda step: self.ask(step.question),
            note=lambda step: "" if step.question.ask else self.t["not_asked"],
            answer=self._answers_of,
            given=self._given,
            rules=self._pack.rules.rules,
            letters=self.letters,
            lang=self.lang,
        )

    def ask(self, question: Question) -> str:
        """Return a question as it is asked, or its name where it never is."""
        return (question.ask or question.label)[self.lang]

    def number(self, fact: str) -> int:
        """Return a question's number in the flow."""
        return 1 + [step.question.fact for step in self._atlas.steps].index(fact)

    def leads(self, way: Exit) -> str:
        """Return where an answer leads, in words."""
        if isinstance(way.to, int):
            return self.t["to_answer"].format(letter=self.letters[way.to])
        return self.t["to_question"].format(number=self.number(way.to))

    def branch(self, step: Step, branch: Branch) -> str:
        """Return the answers of a branch in a row."""
        return f" {self.t['or']} ".join(f"»{answer}«" for answer in self._answers_of(step, branch))

    def _answers_of(self, step: Step, branch: Branch) -> list[str]:
        return [self.value(step.question.fact, value) for value in branch.values]

    def value(self, fact: str, value: Value | None) -> str:
        """Return an answer by its button."""
        if value is None:
            return self.t["not_said"]
        return self._choice(fact, value).text[self.lang]

    def _choice(self, fact: str, value: Value) -> AnswerChoice:
        return next(answer for answer in self._questions[fact].answers if answer.value == value)

    def _given(self, way: Exit) -> str:
        each = ("; ".join(self._short(*told) for told in one.items()) for one in way.given)
        return f", {self.t['or']} ".join(each)

    def _short(self, fact: str, values: Sequence[Value | None]) -> str:
        known = f" {self.t['or']} ".join(self._known(fact, value) for value in values)
        return f"{self.label(fact)}: {known}"

    def _known(self, fact: str, value: Value | None) -> str:
        known = self._choice(fact, value).known if value is not None else None
        return known[self.lang] if known else self.value(fact, value)

    def rows(self, way: Way) -> list[tuple[str, str]]:
        """Return facts by their names, in the order of the questions."""
        return [
            (self._questions[fact].label[self.lang], self._values(fact, way[fact]))
            for fact in domains(self._pack)
            if fact in way
        ]

    def _values(self, fact: str, values: Sequence[Value | None]) -> str:
        if set(values) >= set(domains(self._pack)[fact]):
            return self.t["any"]
        if len(values) == 1:
            return self.value(fact, values[0])
        return f" {self.t['or']} ".join(f"»{self.value(fact, value)}«" for value in values)

    def condition(self, ways: Iterable[Way]) -> str:
        """Return when something holds, in one line."""
        each = ("; ".join(f"{name}: {said}" for name, said in self.rows(way)) for way in ways)
        return f", {self.t['or']} ".join(each)

    def varying(self, ruled: Ruled) -> list[str]:
        """Return the facts in which the different answers of a rule differ."""
        found = {
            fact: {self._answered(outcome, fact) for outcome in ruled.outcomes} for fact in self._questions
        }
        return [fact for fact, values in found.items() if len(values) > 1]

    def cell(self, outcome: Outcome, fact: str) -> str:
        """Return how a fact was answered on the ways to an answer."""
        return self._values(fact, self._answered(outcome, fact))

    def _answered(self, outcome: Outcome, fact: str) -> tuple[Value | None, ...]:
        there = {value for way in outcome.ways for value in way.get(fact, ())}
        return tuple(value for value in domains(self._pack)[fact] if value in there)

    def label(self, fact: str) -> str:
        """Return a fact's name."""
        return self._questions[fact].label[self.lang]

    def adds(self, ruled: Ruled, outcome: Outcome) -> list[str]:
        """Return the grounds and marks of an answer that not all answers of its rule have, in words."""
        common = set.intersection(*(set(self._held(other)) for other in ruled.outcomes))
        return [words for words in self._held(outcome) if words not in common]

    def _held(self, outcome: Outcome) -> list[str]:
        rules, answer = self._pack.rules, outcome.answer
        held = [ground for ground in rules.grounds if ground.id in answer.grounds]
        held += [mark for mark in rules.marks if answer.marks[mark.id]]
        return [conclusion.text[self.lang] for conclusion in held]

    def rule_named(self, name: str) -> str:
        """Return the letter and the few words of a rule, by `verdict/reason`."""
        rules = self._pack.rules.rules
        place = next(at for at, rule in enumerate(rules) if short_name(rule.verdict, rule.reason) == name)
        return f"{self.letters[place]} ({rules[place].short[self.lang]})"

    def question_named(self, fact: str) -> str:
        """Return a question's words, by its fact."""
        return self.ask(self._questions[fact])

    def own(self, covered: Covered) -> Own | None:
        """Return the owner's own text of a paragraph; None where they gave no file."""
        if self._source is None:
            return None
        name = covered.paragraph.id
        before = name.rpartition(".")[0]
        lead_in = (
            None if before in {it.paragraph.id for it in self._atlas.paragraphs} else self._source.get(before)
        )
        return Own(self._source.get(name), lead_in)

    def only_in_source(self) -> list[tuple[str, str]]:
        """Return the paragraphs of the owner's file that the pack does not have, not even in parts."""
        known = [it.paragraph.id for it in self._atlas.paragraphs]
        parts = {name.rpartition(".")[0] for name in known}
        return [
            (name, text)
            for name, text in (self._source or {}).items()
            if name not in known and name not in parts
        ]

    def renderings(self, covered: Covered) -> Iterator[Rendering]:
        """Return what renders a paragraph, each with its words."""
        for placed in covered.rendered_by:
            yield self._rendering(placed)

    def _rendering(self, placed: Placed) -> Rendering:
        match placed.entry:
            case Rule() as rule:
                letter = self.letters[self._pack.rules.rules.index(rule)]
                return Rendering(self.t["kind_rule"], letter, rule.headline, f"answer-{letter}")
            case Question() as it:
                return Rendering(self.t["kind_question"], "", it.ask or it.label, f"question-{it.fact}")
            case Notice() as it:
                return Rendering(self.t["kind_notice"], "", it.text, None)
            case LegalText() as it:
                text = it.text or it.lines[0]
                return Rendering(self.t["kind_text"], placed.name, text, f"text-{placed.name}")
        what, _, name = placed.name.rpartition(" ")
        kind = what or KINDS[placed.file]
        text = getattr(placed.entry, "title", None) or getattr(placed.entry, "text", {})
        link = {"ground": f"ground-{name}", "mark": f"mark-{name}", "topic": f"topic-{name}"}.get(kind)
        return Rendering(self.t[f"kind_{kind}"], "", text, link)

    def background(self) -> list[Covered]:
        """Return the paragraphs that nothing renders, each with its reason."""
        return [it for it in self._atlas.paragraphs if it.paragraph.background]

    def references(self, ruled: Ruled) -> list[str]:
        """Return the paragraphs of a rule itself, in the guideline's order."""
        named = {part.id for part in ruled.references}
        return [paragraph.id for paragraph in self._pack.paragraphs if paragraph.id in named]

    def short_name(self, rule: Rule) -> str:
        """Return a rule's name as it stands in cases and orders."""
        return short_name(rule.verdict, rule.reason)

    def letter_named(self, name: str) -> str:
        """Return the letter of a rule, by `verdict/reason`."""
        return self.rule_named(name).partition(" ")[0]

    def order(self, order: Order) -> str:
        """Return what rests on an interpretation."""
        before = ", ".join(map(self.rule_named, order.before))
        return self.t["order"].format(first=self.rule_named(order.first), before=before)

    def way(self, case: Case) -> Way:
        """Return a case's facts."""
        return {fact: (value,) for fact, value in case.facts.items()}

    def asked(self, case: Case) -> str:
        """Return the question that a case expects."""
        question = find_question(self._pack, case.expect.asks or "")
        return f"»{self.ask(question)}«" if question else ""

    def holding(self, conclusion: Conclusion) -> str:
        """Return when a ground or a mark holds."""
        return self.condition(merged(conclusion.when))

    def sentence(self, text: Text) -> str:
        """Return a few words with a capital letter in front."""
        words = text[self.lang]
        return words[:1].upper() + words[1:]

    def outcomes(self) -> int:
        """Return how many different answers there are."""
        return sum(len(ruled.outcomes) for ruled in self._atlas.ruled)

    def count(self, number: int) -> str:
        """Return a number as Danes write it."""
        return f"{number:,}".replace(",", ".")

    def day(self, day: datetime.date) -> str:
        """Return a date in words."""
        return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"
