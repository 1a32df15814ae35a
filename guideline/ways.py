"""Sets of facts, told together: which answers lead to the same, in as few rows as there can be."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from guideline.model import Value

Way: TypeAlias = Mapping[str, tuple[Value | None, ...]]
"""By fact, the answers that all lead there, each with each; None where a fact was not said."""


def merged(found: Iterable[Mapping[str, Value | None]]) -> tuple[Way, ...]:
    """Return these facts as ways: two that differ in one fact alone become one."""
    ways: list[dict[str, tuple[Value | None, ...]]] = []
    for facts in found:
        way: dict[str, tuple[Value | None, ...]] = {fact: (value,) for fact, value in facts.items()}
        if way not in ways:
            ways.append(way)
    while (pair := _pair(ways)) is not None:
        one, other, fact = pair
        ways[one] = {**ways[one], fact: _union(ways[one][fact], ways[other][fact])}
        del ways[other]
    return tuple(ways)


def _pair(ways: list[dict[str, tuple[Value | None, ...]]]) -> tuple[int, int, str] | None:
    for one, first in enumerate(ways):
        for other in range(one + 1, len(ways)):
            second = ways[other]
            if first.keys() == second.keys():
                differing = [fact for fact in first if set(first[fact]) != set(second[fact])]
                if len(differing) == 1:
                    return one, other, differing[0]
    return None


def _union(one: tuple[Value | None, ...], other: tuple[Value | None, ...]) -> tuple[Value | None, ...]:
    return (*one, *(value for value in other if value not in one))


def separating(groups: Iterable[Sequence[Mapping[str, Value | None]]]) -> tuple[str, ...]:
    """Return the fewest facts whose answers tell these groups apart, those told last preferred.

    All that was told is enough, or the groups would not differ.
    """
    listed = list(groups)
    told = list(dict.fromkeys(fact for group in listed for facts in group for fact in facts))[::-1]
    for number in range(len(told)):
        for chosen in itertools.combinations(told, number):
            if _disjoint({tuple(facts.get(fact) for fact in chosen) for facts in group} for group in listed):
                return chosen
    return tuple(told)


def _disjoint(sets: Iterable[set[tuple[Value | None, ...]]]) -> bool:
    listed = list(sets)
    return sum(map(len, listed)) == len(set().union(*listed))
