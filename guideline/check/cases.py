"""Cases that are answered otherwise, told in Danish to whoever wrote them; and what no case covers."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from guideline.answers import Answer
from guideline.cases import FILE, Case, Expected, find_question, place_of, short_name
from guideline.decide import Ask, decide
from guideline.errors import PackError
from guideline.explain import explain, spoken
from guideline.interviews import every_interview
from guideline.law import Settled, law_of
from guideline.model import Facts, Pack, Value

PLAIN = re.compile(r"[^\W\d][\w/]*( [\w/]+)*")
"""What needs no quotation marks in YAML."""

LISTS = ("duties", "if_refusing", "notices", "references", "next")


def faults(pack: Pack, cases: Iterable[Case]) -> Iterator[PackError]:
    """Find cases that are answered otherwise, and names that stand twice."""
    seen: set[str] = set()
    for case in cases:
        if case.name in seen:
            yield PackError(FILE, place_of(case), "har samme navn som en anden", "giv den et andet navn")
        seen.add(case.name)
        differences = list(_differences(pack, case))
        if differences:
            yield PackError(FILE, place_of(case), "; ".join(differences), _why(pack, case.facts))


def _differences(pack: Pack, case: Case) -> Iterator[str]:
    result, expected = decide(pack, case.facts), case.expect
    if isinstance(result, Ask):
        if expected.asks is None or _asked(pack, expected.asks) != result.fact:
            asked = _question(pack, result.fact)
            yield f"forventede {_wanted(pack, expected)}, men der bliver spurgt om {asked}"
        return
    if short_name(result.verdict, result.reason) != expected.answer:
        yield f"forventede {_wanted(pack, expected)}, men svaret er {_answered(pack, result)}"
        return
    yield from _in_the_answer(result, expected)
    said = " ".join(text["da"] for text in spoken(pack, case.facts))
    yield from (f"forventede at der bliver sagt »{words}«" for words in expected.says if words not in said)


def _in_the_answer(answer: Answer, expected: Expected) -> Iterator[str]:
    held = tuple(mark for mark, holds in answer.marks.items() if holds)
    for what, wanted, found in (
        ("grundene", expected.grounds, answer.grounds),
        ("mærkerne", expected.marks, held),
    ):
        if wanted is not None and set(wanted) != set(found):
            yield f"forventede {what} {_ids(wanted)}, men svaret har {_ids(found)}"
    for field in LISTS:
        missing = [name for name in getattr(expected, field) if name not in getattr(answer, field)]
        if missing:
            yield f"forventede {_ids(missing)} i {field}, men det er ikke med i svaret"
    shown = {name for field in LISTS for name in getattr(answer, field)} | {*answer.grounds, *held}
    unwanted = [name for name in expected.without if name in shown]
    if unwanted:
        yield f"forventede et svar uden {_ids(unwanted)}, men det er med"


def _ids(names: Iterable[str]) -> str:
    return ", ".join(names) or "ingen"


def _wanted(pack: Pack, expected: Expected) -> str:
    if expected.asks is not None:
        return f"spørgsmålet {_question(pack, _asked(pack, expected.asks))}"
    rules = pack.rules.rules
    short = next(
        rule.short["da"] for rule in rules if short_name(rule.verdict, rule.reason) == expected.answer
    )
    return f"»{short}« ({expected.answer})"


def _answered(pack: Pack, answer: Answer) -> str:
    rules = pack.rules.rules
    rule = next(it for it in rules if (it.verdict, it.reason) == (answer.verdict, answer.reason))
    return f"»{rule.short['da']}« ({short_name(answer.verdict, answer.reason)})"


def _asked(pack: Pack, name: str) -> str:
    question = find_question(pack, name)
    return question.fact if question else ""


def _question(pack: Pack, fact: str) -> str:
    question = find_question(pack, fact)
    return f"»{(question.ask or question.label)['da']}«" if question else fact


def _why(pack: Pack, facts: Facts) -> str:
    """Return why the answer is what it is, as what to look at: the rule's reason and the facts behind it."""
    if isinstance(decide(pack, facts), Ask):
        return "fordi det ikke er oplyst; skriv svaret på spørgsmålet i facts, eller ret expect"
    trace = explain(pack, facts)
    known = ", ".join(f"{label}: {value}" for label, value in in_words(pack, trace.because).items())
    because = pack.rules.rules[trace.outcome.rule].because["da"].rstrip(".")
    return f"fordi: {because} (afgjort af {known}); ret facts, expect eller reglen"


def in_words(pack: Pack, facts: Facts) -> dict[str, str]:
    """Return facts by the Danish label and button of their questions, in their order."""
    return {
        question.label["da"]: next(a.text["da"] for a in question.answers if a.value == facts[question.fact])
        for question in pack.questions
        if question.fact in facts
    }


def uncovered(pack: Pack, cases: Iterable[Case]) -> dict[Settled, Facts]:
    """Return each different answer that no case has, with an interview that leads to it."""
    law = law_of(pack)
    open_: dict[Settled, Facts] = {}
    for facts in every_interview(pack):
        outcome = law.outcome(facts)
        if not isinstance(outcome, str):
            open_.setdefault(outcome, facts)
    for case in cases:
        outcome = law.outcome(case.facts)
        if not isinstance(outcome, str):
            open_.pop(outcome, None)
    return dict(sorted(open_.items(), key=lambda item: (item[0][0], sum(item[0][1]))))


def telling(pack: Pack, cases: Iterable[Case], open_: Mapping[Settled, Facts]) -> list[Settled]:
    """Return those of the answers that have a rule, or a ground or a mark of it, that no case shows yet.

    The others only combine anew what the cases have.
    """
    law = law_of(pack)
    outcomes = (law.outcome(case.facts) for case in cases)
    seen = {part for outcome in outcomes if not isinstance(outcome, str) for part in _parts(pack, outcome)}
    found: list[Settled] = []
    for settled in open_:
        if not seen.issuperset(parts := _parts(pack, settled)):
            found.append(settled)
            seen |= parts
    return found


def _parts(pack: Pack, settled: Settled) -> set[tuple[int, str]]:
    answer = law_of(pack).answer(settled)
    held = [*answer.grounds, *(mark for mark, holds in answer.marks.items() if holds)]
    return {(settled[0], part) for part in ("", *held)}


def covered_rules(pack: Pack, cases: Iterable[Case]) -> set[int]:
    """Return the places of the rules that a case leads to."""
    outcomes = (law_of(pack).outcome(case.facts) for case in cases)
    return {outcome[0] for outcome in outcomes if not isinstance(outcome, str)}


def suggested(pack: Pack, number: int, settled: Settled, facts: Facts) -> str:
    """Return a case that is ready to paste, with the answer as it is today for its writer to judge."""
    answer = law_of(pack).answer(settled)
    held = [mark for mark, holds in answer.marks.items() if holds]
    expect: dict[str, Value | list[str]] = {"answer": short_name(answer.verdict, answer.reason)}
    if pack.rules.rules[settled[0]].concludes:
        expect |= {"grounds": list(answer.grounds), "marks": held}
    lines = [f"- case: Giv situationen et navn ({number})"]
    lines += ["  facts:", *_mapped(in_words(pack, facts)), "  expect:", *_mapped(expect)]
    return "\n".join(lines)


def _mapped(values: Mapping[str, object]) -> Iterator[str]:
    for key, value in values.items():
        written = f"[{', '.join(value)}]" if isinstance(value, list) else _quoted(str(value))
        yield f"    {_quoted(key)}: {written}"


def _quoted(text: str) -> str:
    return text if PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
