"""Reading what a button carried. It is a request: nothing in it is trusted, and nothing in it raises."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import msgspec

from dialogs.known import Known, know
from guideline.decide import parse_facts
from guideline.errors import FactsError
from guideline.facts import domains
from guideline.model import Facts, Pack, Value

MOST_CARRIED = 20 * 1024
"""Bytes of data that leave room for the rest of a card."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A press, read: what was known when the card was drawn, and what the press adds."""

    known: Known
    answers: Facts
    for_self: bool
    """As the card says; holds only once an employee is known to record."""
    damaged: bool
    """Some of it could not be read and was left out."""
    data: Mapping[str, object]
    hint: str | None = None
    """A sentence to show on the card that answers."""

    def name(self, key: str) -> str | None:
        """Return a short word that the card carries under a key, if it does."""
        value = self.data.get(key)
        return value if isinstance(value, str) else None

    def flag(self, key: str) -> bool:
        """Whether the card carries a truth under a key; inputs spell it as text."""
        return self.data.get(key) in (True, "true")

    def anew(self) -> "Asked":
        """Return the same, with what is filled in, for a form of its own that has no key yet."""
        return replace(self, data={name: value for name, value in self.data.items() if name != "key"})


def read(pack: Pack, data: Mapping[str, object], language: str, hint: str | None = None) -> Asked:
    """Read a press, keeping what can be kept. `language` serves where the card names none."""
    facts, facts_damaged = _usable(pack, data.get("facts") or {})
    facts = _without_unsaid(pack, facts)
    answers, answers_damaged = _usable(pack, _answers(pack, data))
    for_self = data.get("self") in (True, "true")
    return Asked(
        known=know(pack, facts, spoken(data.get("lang"), language), for_self=for_self),
        answers=answers,
        for_self=for_self,
        damaged=facts_damaged or answers_damaged,
        data=data,
        hint=hint,
    )


def _without_unsaid(pack: Pack, facts: dict[str, Value]) -> dict[str, Value]:
    """Leave out what was taken back earlier: a false that is said, never asked, is the same as absent."""
    said = _said(pack)
    return {fact: value for fact, value in facts.items() if value is not False or fact not in said}


@lru_cache(maxsize=16)
def _said(pack: Pack) -> frozenset[str]:
    """Return the facts that are said and never asked about."""
    return frozenset(question.fact for question in pack.questions if question.ask is None)


def is_small(data: Mapping[str, object]) -> bool:
    """Whether a button of another card may carry the same data again."""
    return len(msgspec.json.encode(data)) < MOST_CARRIED


def spoken(lang: object, otherwise: str) -> str:
    """Return the language in which the bot speaks: easy Danish is for the public only."""
    if lang == "da-simple":
        return "da"
    return lang if lang in ("da", "en") and isinstance(lang, str) else otherwise


def _answers(pack: Pack, data: Mapping[str, object]) -> dict[str, object]:
    """Return what the press answers; an input left alone comes as an empty text or not at all."""
    return {fact: data[fact] for fact in domains(pack) if fact in data and data[fact] not in (None, "")}


def _usable(pack: Pack, given: object) -> tuple[dict[str, Value], bool]:
    """Return the facts that can be used, and whether some had to be left out."""
    try:
        return parse_facts(pack, given, lenient=True), False
    except FactsError:
        return _one_by_one(pack, given), True


def _one_by_one(pack: Pack, given: object) -> dict[str, Value]:
    facts: dict[str, Value] = {}
    for fact, value in given.items() if isinstance(given, dict) else ():
        try:
            facts.update(parse_facts(pack, {fact: value}, lenient=True))
        except FactsError:
            continue
    return facts
