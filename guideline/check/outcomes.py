"""Every way an interview can go, tried: gaps, and whatever never comes up or never shows."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from guideline.answers import Answer
from guideline.check.entries import rule_name
from guideline.conditions import any_holds
from guideline.decide import relevant
from guideline.errors import PackError
from guideline.facts import domains, listed
from guideline.law import GapError, Settled, law_of
from guideline.model import Facts, Item, ListEntry, Pack, Value

Told: TypeAlias = Mapping[str, Value | None]
"""The facts that an outcome looked at, None for one that is not known. No other fact can change it."""

Given: TypeAlias = tuple[Facts, Answer]
Answers: TypeAlias = dict[int, list[Given]]
"""By the place of the rule: all facts that it decides, and the answer to them."""

MOST = 100_000
"""Ways to an outcome that are tried. A guideline that people can follow has some hundreds."""

DEAD = "mend the condition, or remove it"

LISTS = ("references", "duties", "if_refusing", "notices")


class _NotTold(Exception):  # noqa: N818
    """The decision looks at a fact that has not been told yet, not even as unknown."""

    def __init__(self, fact: str) -> None:
        super().__init__(fact)
        self.fact = fact


class _Glimpse(Mapping[str, Value]):
    """Facts that notice when somebody looks at one that was not told."""

    def __init__(self, told: Told) -> None:
        self._told = told

    def __getitem__(self, fact: str) -> Value:
        if fact not in self._told:
            raise _NotTold(fact)
        value = self._told[fact]
        if value is None:
            raise KeyError(fact)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._told)

    def __len__(self) -> int:
        return len(self._told)


def every_outcome(pack: Pack) -> Iterator[tuple[Told, str | Settled | None]]:
    """Return each outcome with the facts that led to it; None where no rule holds.

    Branches only on facts that the decision looks at, so the work grows with the number of
    different outcomes and not with the number of combinations.
    """
    law = law_of(pack)
    answers = {fact: _answers(pack, fact) for fact in domains(pack)}
    waiting: list[dict[str, Value | None]] = [{}]
    while waiting:
        told = waiting.pop()
        try:
            yield told, law.outcome(_Glimpse(told))
        except _NotTold as look:
            waiting.extend({**told, look.fact: value} for value in answers[look.fact])
        except GapError:
            yield told, None


def _answers(pack: Pack, fact: str) -> tuple[Value | None, ...]:
    question = next(question for question in pack.questions if question.fact == fact)
    if question.ask is None:
        return None, True  # never saying it and taking it back are the same
    return None, *domains(pack)[fact]


def faults(pack: Pack) -> Iterator[PackError]:
    """Find gaps and whatever never comes up. The pack's names must be sound."""
    law = law_of(pack)
    asked: set[str] = set()
    given: Answers = {}
    for number, (told, outcome) in enumerate(every_outcome(pack)):
        if number == MOST:
            problem = f"has more than {MOST:,} ways to an outcome, too many to prove"
            yield PackError(
                "questions.yaml", "", problem, "ask fewer questions, or say with when where each applies"
            )
            return
        if outcome is None:
            yield PackError(
                "rules.yaml",
                "rules",
                f"no rule answers {listed(told)}",
                "let a rule hold there, or ask one more question",
            )
            return
        if isinstance(outcome, str):
            asked.add(outcome)
        else:
            known = {fact: value for fact, value in told.items() if value is not None}
            given.setdefault(outcome[0], []).append((known, law.answer(outcome)))
    yield from _questions(pack, asked)
    yield from _rules(pack, given)
    yield from _conclusions(pack, given)
    yield from _entries(pack, given)
    yield from _sentences(pack, given)
    yield from _starts(pack)


def _questions(pack: Pack, asked: set[str]) -> Iterator[PackError]:
    mattering = _mattering(pack)
    for question in pack.questions:
        if question.ask is not None and question.fact not in asked:
            yield PackError(
                "questions.yaml", question.fact, "can never be asked", "mend its when, or remove it"
            )
        if question.fact not in mattering:
            yield PackError(
                "questions.yaml", question.fact, "can never matter: no rule depends on it", "remove it"
            )


def _mattering(pack: Pack) -> set[str]:
    """Return the facts that a rule, or something in its answer, depends on."""
    law = law_of(pack)
    over = [row.when for row in law.rows] + [switch for row in law.rows for switch in row.switches]
    return {fact for alternatives in over for known in alternatives for fact, _ in known}


def _rules(pack: Pack, given: Answers) -> Iterator[PackError]:
    for place, rule in enumerate(pack.rules.rules):
        if place not in given:
            problem = f"can never hold{_held_before(pack, given, place)}"
            yield PackError("rules.yaml", rule_name(rule), problem, "move it up, or mend its when")


def _held_before(pack: Pack, given: Answers, place: int) -> str:
    """Tell which rules decide wherever this one would."""
    when = law_of(pack).rows[place].when
    first = [at for at in sorted(given) if any(any_holds(when, facts) for facts, _ in given[at])]
    names = " or ".join(rule_name(pack.rules.rules[at]) for at in first)
    return f", {names} always holds first" if names else ", or a rule before it always holds first"


def _entries(pack: Pack, given: Answers) -> Iterator[PackError]:
    """Find entries with a condition that never holds in the rule, or in the rules that use the list."""
    shown_in_list: dict[str, set[str]] = {name: set() for name in pack.rules.lists}
    for place, answers in given.items():
        rule = pack.rules.rules[place]
        shown = {id_ for _, answer in answers for field in LISTS for id_ in getattr(answer, field)}
        entries = [entry for field in LISTS for entry in getattr(rule, field)]
        for name in shown_in_list.keys() & {entry for entry in entries if isinstance(entry, str)}:
            shown_in_list[name] |= shown
        yield from _unshown(rule_name(rule), entries, shown)
    for name, shown in shown_in_list.items():
        yield from _unshown(f"list {name}", pack.rules.lists[name], shown)


def _unshown(name: str, entries: Iterable[ListEntry], shown: set[str]) -> Iterator[PackError]:
    for entry in entries:
        if isinstance(entry, Item) and entry.id not in shown:
            yield PackError(
                "rules.yaml", name, f'"{entry.id}" can never show, its condition never holds', DEAD
            )


def _sentences(pack: Pack, given: Answers) -> Iterator[PackError]:
    """Find words to say that are never said, and answers that leave a rule's staff without a word."""
    for place, answers in given.items():
        name, say = rule_name(pack.rules.rules[place]), law_of(pack).rows[place].say
        for number, (_, when) in enumerate(say, 1):
            if not any(any_holds(when, facts) for facts, _ in answers):
                yield PackError(
                    "rules.yaml", name, f"say[{number}]: is never said, its condition never holds", DEAD
                )
        for facts, _ in answers:
            if say and not any(any_holds(when, facts) for _, when in say):
                yield PackError(
                    "rules.yaml", name, f"say: nothing holds for {listed(facts)}", "add a sentence for it"
                )
                break


def _conclusions(pack: Pack, given: Answers) -> Iterator[PackError]:
    answers = [answer for of_rule in given.values() for _, answer in of_rule]
    for ground in pack.rules.grounds:
        if not any(ground.id in answer.grounds for answer in answers):
            yield PackError("rules.yaml", f"ground {ground.id}", "can never show in an answer", DEAD)
    for mark in pack.rules.marks:
        if not any(answer.marks[mark.id] for answer in answers):
            yield PackError("rules.yaml", f"mark {mark.id}", "can never show in an answer", DEAD)


def _starts(pack: Pack) -> Iterator[PackError]:
    for start in pack.starts:
        for fact in sorted(start.facts.keys() - relevant(pack, start.facts).keys()):
            yield PackError(
                "starts.yaml", start.id, f'the fact "{fact}" does not count beside the others', "leave it out"
            )
