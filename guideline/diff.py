"""Two packs compared by what they answer: which situations change, in what, and how many.

Packs with the same facts are compared over every combination of them. Where the facts differ, each interview
of either pack is led in both, with the facts that each knows.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Literal, TypeAlias

from guideline.answers import Answer
from guideline.decide import Ask, decide
from guideline.explain import spoken
from guideline.facts import domains
from guideline.interviews import every_interview
from guideline.model import Facts, LegalText, Pack, Question, Value

LISTS = ("duties", "if_refusing", "notices", "references", "next")
Which: TypeAlias = Literal["old", "new"]
Domains: TypeAlias = Mapping[str, tuple[Value, ...]]
Told: TypeAlias = Mapping[str, Value | None]
"""Facts; None for one that could have been said, and was not."""

MOST_COMBINATIONS = 200_000
"""Beyond this, only interviews are compared."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that differs between two answers. `old` or `new` is empty where only one has it."""

    name: str
    """`answer`, `asks`, `grounds`, a mark, or the name of a list."""
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """Situations that change alike."""

    parts: tuple[Part, ...]
    number: int
    """How many combinations or interviews."""
    interviews: tuple[Told, ...]
    """The facts that count in them, once each."""


@dataclass(frozen=True, slots=True)
class Only:
    """Names that only one of two packs has."""

    pack: Which
    what: Literal["asks", "knows", "answers"]
    """Facts that it asks about, values that it knows of a fact, or verdicts that it answers with."""
    names: tuple[str, ...]
    of: str = ""
    """The fact, of values."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changes between two packs."""

    compared: int
    exhaustive: bool
    """Whether every combination of facts was tried; else every interview of either pack."""
    vocabulary: tuple["Only", ...]
    """Facts, values and verdicts that only one of them has."""
    changed: tuple[Changed, ...]
    """The most frequent first."""

    @property
    def shares_nothing(self) -> bool:
        """Whether the two have no fact in common, so that no situation can be told to both."""
        return not self.compared


def compare(old: Pack, new: Pack) -> Comparison:
    """Return which situations are answered otherwise."""
    vocabulary = tuple(_vocabulary(old, new))
    if not domains(old).keys() & domains(new).keys():
        return Comparison(0, False, vocabulary, ())
    exhaustive = domains(old) == domains(new) and _combinations(old) <= MOST_COMBINATIONS
    counts: dict[tuple[Part, ...], int] = {}
    compared = 0
    for facts in _every_combination(old) if exhaustive else _interviews(old, new):
        compared += 1
        if parts := differences(old, new, facts):
            counts[parts] = counts.get(parts, 0) + 1
    told = _told_of(old, new)
    changed = [Changed(parts, number, told.get(parts, ())) for parts, number in counts.items()]
    return Comparison(compared, exhaustive, vocabulary, tuple(sorted(changed, key=lambda it: -it.number)))


def _told_of(old: Pack, new: Pack) -> Mapping[tuple[Part, ...], tuple[Told, ...]]:
    """Return, by what differs, the facts of the interviews in which it does."""
    interviews = list(_interviews(old, new))
    found: dict[tuple[Part, ...], list[Facts]] = {}
    for facts in interviews:
        if parts := differences(old, new, facts):
            found.setdefault(parts, []).append(facts)
    only_said = {question.fact for pack in (old, new) for question in pack.questions if question.ask is None}
    return {parts: tuple(_each_once(alike, interviews, only_said)) for parts, alike in found.items()}


def _each_once(alike: Iterable[Facts], interviews: Iterable[Facts], only_said: Set[str]) -> Iterator[Told]:
    """Return the facts of interviews that change alike, each situation once.

    An interview goes on where something more is said, such as that a no is considered. Where all that go on
    change alike, the shorter tells of them too; where not, it says what was not said.
    """
    there = {frozenset(facts.items()): facts for facts in alike}
    longer = {it: [more for facts in interviews if it < (more := frozenset(facts.items()))] for it in there}
    for told, facts in there.items():
        if any(told in further and there.keys() >= set(further) for further in longer.values()):
            continue
        said = {fact for further in longer[told] if further not in there for fact, _ in further}
        yield {**facts, **dict.fromkeys(sorted(said & only_said - facts.keys()))}


def differences(old: Pack, new: Pack, facts: Facts) -> tuple[Part, ...]:
    """Return what differs between the answers of two packs to the same facts."""
    before, after = decide(old, known_to(old, facts)), decide(new, known_to(new, facts))
    if before is after:
        return ()
    told, now = _told(before), _told(after)
    named = {**told, **now}
    parts = (Part(name, *_only(told.get(name, ()), now.get(name, ()))) for name in named)
    return tuple(part for part in parts if part.old or part.new)


def reworded(old: Pack, new: Pack, facts: Facts, texts: Iterable[str] = ()) -> tuple[str, ...]:
    """Return what both packs show with the same facts, but in other words or with another force, by name.

    `texts` names the entries of texts.yaml that are shown as well.
    """
    before, after = (_shown(pack, known_to(pack, facts), sorted(texts)) for pack in (old, new))
    return tuple(name for name in {**before, **after} if before.get(name) != after.get(name))


def _shown(pack: Pack, facts: Facts, texts: Iterable[str]) -> Mapping[str, object]:
    """Return all that people read with these facts, by what it is."""
    manifest = pack.manifest
    return {
        **_advice(pack, facts),
        **{f"question {q.fact}": _question(q, facts[q.fact]) for q in pack.questions if q.fact in facts},
        **{f"text {name}": _named(it) for name in texts if (it := pack.texts.get(name))},
        "pack": (manifest.municipality, manifest.title, manifest.hr_contact, manifest.example),
    }


def _named(text: LegalText) -> object:
    """Return what is shown of a named text; of a question with ready answers, these alone."""
    return text.choices or (text.text, text.lines)


def _question(question: Question, value: Value) -> object:
    """Return how a fact that is known is shown."""
    answers = ((it.text, it.known) for it in question.answers if it.value == value)
    return question.label, next(answers, None)


def _advice(pack: Pack, facts: Facts) -> Mapping[str, object]:
    result = decide(pack, facts)
    if isinstance(result, Ask):
        return {f"question {result.fact}": next(q for q in pack.questions if q.fact == result.fact)}
    rules = (it for it in pack.rules.rules if (it.verdict, it.reason) == (result.verdict, result.reason))
    rule = next(rules)
    duties = {name: pack.duties[name] for name in (*result.duties, *result.if_refusing)}
    paragraphs = {it.id: it.gist for it in pack.paragraphs if it.id in result.references}
    grounds = {it.id: (it.text, it.short, it.weighs) for it in pack.rules.grounds if it.id in result.grounds}
    marks = {it.id: (it.text, it.short) for it in pack.rules.marks if result.marks.get(it.id)}
    return {
        "headline": (rule.headline, rule.self_headline, rule.self_explain, rule.short),
        "because": rule.because,
        "say": tuple(spoken(pack, facts)),
        **{f"ground {name}": words for name, words in grounds.items()},
        **{f"mark {name}": words for name, words in marks.items()},
        **{f"duty {name}": duty for name, duty in duties.items()},
        **{f"notice {name}": (pack.notices[name], _translations(pack, name)) for name in result.notices},
        **{f"paragraph {name}": gist for name, gist in paragraphs.items()},
    }


def _translations(pack: Pack, notice: str) -> Mapping[str, tuple[str, str | None]]:
    """Return how a notice reads in each language that the municipality has approved."""
    return {
        it.language: (it.notices[notice], it.employee_notices.get(notice))
        for it in pack.translations
        if it.approved
    }


def known_to(pack: Pack, facts: Facts) -> dict[str, Value]:
    """Return those of the facts that a pack asks about, with a value that it has."""
    known = domains(pack)
    return {
        fact: value
        for fact, value in facts.items()
        if any(value == it and type(value) is type(it) for it in known.get(fact, ()))
    }


def _told(result: Ask | Answer) -> Mapping[str, tuple[str, ...]]:
    if isinstance(result, Ask):
        return {"asks": (result.fact,)}
    answer = f"{result.verdict}/{result.reason}" if result.reason else result.verdict
    marks = tuple(mark for mark, holds in result.marks.items() if holds)
    lists = {name: getattr(result, name) for name in LISTS}
    return {"answer": (answer,), "grounds": result.grounds, "marks": marks, **lists}


def _only(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    gone, come = (tuple(it for it in one if it not in other) for one, other in ((old, new), (new, old)))
    if not gone and not come and old != new:
        return old, new  # the same in another order
    return gone, come


def _combinations(pack: Pack) -> int:
    number = 1
    for values in domains(pack).values():
        number *= len(values) + 1
    return number


def _every_combination(pack: Pack) -> Iterator[Facts]:
    known = domains(pack)
    for values in itertools.product(*((None, *allowed) for allowed in known.values())):
        yield {fact: value for fact, value in zip(known, values, strict=True) if value is not None}


def _interviews(old: Pack, new: Pack) -> Iterator[Facts]:
    seen: set[frozenset[tuple[str, Value]]] = set()
    for facts in itertools.chain(every_interview(old), every_interview(new)):
        key = frozenset(facts.items())
        if key not in seen:
            seen.add(key)
            yield facts


def _vocabulary(old: Pack, new: Pack) -> Iterator[Only]:
    before, after = domains(old), domains(new)
    sides: tuple[tuple[Which, Domains, Domains], ...] = (("old", before, after), ("new", after, before))
    for which, one, other in sides:
        if lacking := tuple(fact for fact in one if fact not in other):
            yield Only(which, "asks", lacking)
        for fact in (it for it in one if it in other):
            if own := tuple(str(value) for value in one[fact] if value not in other[fact]):
                yield Only(which, "knows", own, fact)
    told, now = ({rule.verdict for rule in pack.rules.rules} for pack in (old, new))
    if gone := sorted(told - now):
        yield Only("old", "answers", tuple(gone))
    if come := sorted(now - told):
        yield Only("new", "answers", tuple(come))
