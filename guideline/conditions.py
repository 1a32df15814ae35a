"""Conditions over facts, ready to be tried quickly."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from guideline.model import Conclusion, Condition, Facts, Value

Known: TypeAlias = tuple[tuple[str, Value], ...]
"""Facts that must all be known, with these values."""

Alternatives: TypeAlias = tuple[Known, ...]
"""Holds when one of these holds."""

ALWAYS: Alternatives = ((),)
NEVER: Alternatives = ()


def any_holds(alternatives: Alternatives, facts: Facts) -> bool:
    """Whether one of the alternatives holds. Looks at no more facts than it must."""
    get = facts.get
    for known in alternatives:
        for fact, value in known:
            if get(fact) != value:
                break
        else:
            return True
    return False


def over_facts(conditions: Iterable[Condition]) -> Alternatives:
    """Return conditions that name facts alone."""
    return tuple(tuple(condition.items()) for condition in conditions)


class Vocabulary:
    """What a condition in the rules may name besides facts: the conclusions, each put back into its facts."""

    def __init__(self, conclusions: Sequence[Conclusion]) -> None:
        self._meaning: Mapping[str, Alternatives] = {c.id: over_facts(c.when) for c in conclusions}

    def meaning(self, conclusion: str) -> Alternatives:
        """Return when a conclusion holds."""
        return self._meaning[conclusion]

    def expand(self, condition: Condition) -> Alternatives:
        """Return the condition over facts alone; one alternative for each way its conclusions can hold."""
        ways = [self._meaning.get(name, (((name, value),),)) for name, value in condition.items()]
        merged = (_merge(parts) for parts in itertools.product(*ways))
        return tuple(known for known in merged if known is not None)

    def expand_all(self, conditions: Iterable[Condition]) -> Alternatives:
        """Return several conditions, of which one is enough, over facts alone."""
        return tuple(itertools.chain.from_iterable(self.expand(condition) for condition in conditions))

    def without_conclusions(self, condition: Condition) -> Alternatives:
        """Return the condition where conclusions do not count: it never holds when it names one."""
        return NEVER if self._meaning.keys() & condition.keys() else over_facts([condition])


def _merge(parts: Iterable[Known]) -> Known | None:
    """Return all parts as one, or None when they contradict each other."""
    known: dict[str, Value] = {}
    for fact, value in itertools.chain.from_iterable(parts):
        if known.setdefault(fact, value) != value:
            return None
    return tuple(known.items())
