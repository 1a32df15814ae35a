"""Facts that come from outside: checked against what the pack knows."""

from collections.abc import Mapping
from functools import lru_cache

from guideline.errors import FactsError
from guideline.model import Pack, Value

SPELT = {"true": True, "false": False}
"""How a card's input spells a boolean."""

LONGEST_NAME = 64
"""Characters of an unknown name that are repeated to whoever misspelt it; a longer one is no slip."""


@lru_cache(maxsize=16)
def domains(pack: Pack) -> dict[str, tuple[Value, ...]]:
    """Return what can be answered, by fact, in the pack's order. A yes-or-no fact has `True` and `False`."""
    return {question.fact: tuple(a.value for a in question.answers) for question in pack.questions}


def parse_facts(pack: Pack, given: object, *, lenient: bool = False) -> dict[str, Value]:
    """Return the known facts of an object that came as JSON; null means not known.

    Lenient also takes "true" and "false" in quotation marks, as a card's inputs send them.

    Raises:
        FactsError: not an object, a fact the pack does not know, or a value the fact cannot have.

    """
    if not isinstance(given, dict):
        raise FactsError("the facts must be a JSON object")
    known: dict[str, Value] = {}
    allowed = domains(pack)
    for fact, value in given.items():
        values = allowed.get(fact)
        if values is None:
            raise _unknown(fact, allowed)
        if value is None:
            continue
        known[fact] = _checked(fact, value, values, lenient=lenient)
    return known


def find_value(values: tuple[Value, ...], value: object) -> Value | None:
    """Return the value if it is one of these; true is not 1, though Python takes them for equal."""
    for allowed in values:
        if value == allowed and value.__class__ is allowed.__class__:
            return allowed
    return None


def spelt(value: Value) -> str:
    """Return a value as it stands in the pack's files."""
    return value if isinstance(value, str) else str(value).lower()


def listed(facts: Mapping[str, Value | None]) -> str:
    """Return facts as they are told to whoever wrote the pack; one that is not known is left out."""
    known = [f"{fact}: {spelt(value)}" for fact, value in facts.items() if value is not None]
    return "the facts " + ", ".join(known) if known else "when no fact is known"


def _checked(fact: str, value: object, values: tuple[Value, ...], *, lenient: bool) -> Value:
    if lenient and isinstance(value, str) and isinstance(values[0], bool):
        value = SPELT.get(value, value)
    found = find_value(values, value)
    if found is None:
        raise FactsError(f"{fact} must be {_listed(values)}, or null when it is not known", fact)
    return found


def _listed(values: tuple[Value, ...]) -> str:
    return "true or false" if isinstance(values[0], bool) else f"one of {', '.join(map(spelt, values))}"


def _unknown(fact: object, allowed: dict[str, tuple[Value, ...]]) -> FactsError:
    name = fact if isinstance(fact, str) and len(fact) <= LONGEST_NAME else None
    return FactsError("there is no such fact; the facts are " + ", ".join(allowed), name)
