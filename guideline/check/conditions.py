"""Conditions that name what there is not, or ask for a value that cannot be."""

from collections.abc import Iterable, Iterator, Mapping

from guideline.check.entries import Placed
from guideline.errors import PackError
from guideline.facts import domains, find_value, spelt
from guideline.model import Condition, Pack, Value


class Conditions:
    """Knows what a condition may name: facts everywhere; in rules and their lists conclusions as well."""

    def __init__(self, pack: Pack) -> None:
        self._domains = domains(pack)
        self._conclusions = {c.id for c in pack.rules.grounds + pack.rules.marks}
        self._only_said = {question.fact for question in pack.questions if question.ask is None}

    def over_facts(self, placed: Placed, where: str, conditions: Iterable[Condition]) -> Iterator[PackError]:
        """Find faults in conditions that may name facts alone."""
        for condition in conditions:
            for name, value in condition.items():
                yield from _told(placed, where, self._with_fact(name, value))

    def in_rules(self, placed: Placed, where: str, conditions: Iterable[Condition]) -> Iterator[PackError]:
        """Find faults in conditions that may name grounds and marks too."""
        for condition in conditions:
            for name, value in condition.items():
                if name not in self._conclusions:
                    yield from _told(placed, where, self._with_fact(name, value))
                elif value is not True:
                    yield from _told(placed, where, f'"{name}" can only be required to be true; write true')

    def _with_fact(self, name: str, value: Value) -> str | None:
        if name not in self._domains:
            return f'"{name}" is no name that can stand here; {_names(self._domains)}'
        if find_value(self._domains[name], value) is None:
            return (
                f'"{spelt(value)}" is no value of the fact "{name}"; it can be {_listed(self._domains[name])}'
            )
        if value is False and name in self._only_said:
            return f'"{name}" is never answered with false, so this can never hold; leave it out'
        return None


def _names(domains: Mapping[str, object]) -> str:
    return f"the facts are {', '.join(domains)}"


def _listed(values: Iterable[Value]) -> str:
    return ", ".join(map(spelt, values))


def _told(placed: Placed, where: str, problem: str | None) -> Iterator[PackError]:
    if problem:
        yield placed.fault(f"{where}: {problem}")
