"""Rules that hold at once where only their order in the file decides.

The first rule that holds decides, so a special rule may stand before a general one: an exception, when the
general rule would have decided all that the special one decides. Two rules *cross* when both hold in some
interview and the first also decides interviews in which the other does not hold. Then neither is the special
one, and their order settles a contradiction that the guideline may not have settled. The pack says which is
meant to go first, and why, in the `order` of an interpretation.
"""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from guideline.check.entries import rule_name
from guideline.conditions import any_holds
from guideline.errors import PackError
from guideline.facts import listed
from guideline.interviews import every_interview
from guideline.law import law_of
from guideline.model import Facts, Pack, Rule

FILE = "interpretations.yaml"

Pair: TypeAlias = tuple[int, int]
"""Two rules by their places, the one that goes first before the other."""


def crossings(pack: Pack) -> Mapping[Pair, Facts]:
    """Return the pairs of rules that cross, each with an interview in which both hold."""
    law = law_of(pack)
    together: dict[Pair, Facts] = {}
    always: dict[int, set[int]] = {}
    for facts in every_interview(pack, to_the_end=True):
        holding = [place for place, row in enumerate(law.rows) if any_holds(row.when, facts)]
        if holding:
            first, later = holding[0], holding[1:]
            always[first] = always.get(first, set(later)) & set(later)
            together.update({(first, other): facts for other in later if (first, other) not in together})
    return {pair: facts for pair, facts in sorted(together.items()) if pair[1] not in always[pair[0]]}


def short_name(rule: Rule) -> str:
    """Return how an `order` names a rule."""
    return rule_name(rule).removeprefix("rule ")


def unknown_rules(pack: Pack) -> Iterator[PackError]:
    """Find orders that name no rule."""
    names = {short_name(rule) for rule in pack.rules.rules}
    for it in pack.interpretations:
        for name in (it.order.first, *it.order.before) if it.order else ():
            if name not in names:
                remedy = f"the rules are {', '.join(sorted(names))}"
                yield PackError(FILE, it.id, f'order: "{name}" is no rule', remedy)


def faults(pack: Pack) -> Iterator[PackError]:
    """Find rules that cross without a word on it, and words on what does not cross."""
    places = {short_name(rule): place for place, rule in enumerate(pack.rules.rules)}
    names = list(places)
    crossing, said = crossings(pack), set[Pair]()
    for name, first, other in _orders(pack):
        pair = (places[first], places[other])
        said.add(pair)
        if pair not in crossing:
            yield _needless(name, first, other, turned=(pair[1], pair[0]) in crossing)
    for pair, facts in crossing.items():
        if pair not in said:
            yield _unsaid(names[pair[0]], names[pair[1]], facts)


def _orders(pack: Pack) -> Iterator[tuple[str, str, str]]:
    """Return each two rules of an order, the first first, with the interpretation that says so."""
    for it in pack.interpretations:
        if it.order:
            yield from ((it.id, it.order.first, other) for other in it.order.before)


def _needless(interpretation: str, first: str, other: str, *, turned: bool) -> PackError:
    if turned:
        contrary = (
            f'order: says that "{first}" goes before "{other}", but rules.yaml has them the other way round'
        )
        return PackError(FILE, interpretation, contrary, "change one of the two")
    problem = f'order: "{first}" and "{other}" do not cross, so nothing rests on their order'
    return PackError(FILE, interpretation, problem, f'leave out "{other}"')


def _unsaid(first: str, other: str, facts: Facts) -> PackError:
    problem = (
        f"holds together with rule {other} for {listed(facts)}, and only their order in the file decides"
    )
    remedy = f"let one exclude the other, or say in the order of an interpretation that {first} goes first"
    return PackError("rules.yaml", f"rule {first}", problem, remedy)
