"""Cards of a pack that hold more than Teams shows: each answer's are drawn as the bot would draw them."""

import json
from collections.abc import Iterator
from typing import Any

from cards.render import LARGEST_CARD, MOST_ACTIONS
from dialogs.drawn import Drawn, drawn_cards
from guideline.check.entries import rule_name
from guideline.errors import PackError
from guideline.explain import explain
from guideline.facts import listed
from guideline.model import Pack

SHORTER = "write its texts shorter, or let fewer of them show together"
FEWER = "take a step out of next"


def faults(pack: Pack) -> Iterator[PackError]:
    """Find cards that are too large or have too many buttons; of each rule, one of a kind and a language.

    Raises:
        MissingTextsError: the pack lacks a text that a card needs.

    """
    told = set()
    for drawn in drawn_cards(pack):
        rule = rule_name(pack.rules.rules[explain(pack, drawn.facts).outcome.rule])
        for problem, remedy in _problems(drawn):
            if (kind := (rule, drawn.what, drawn.lang, remedy)) not in told:
                told.add(kind)
                yield PackError("rules.yaml", rule, problem, remedy)


def _problems(drawn: Drawn) -> Iterator[tuple[str, str]]:
    where = f'the card "{drawn.what}" in "{drawn.lang}"'
    if len(drawn.card) >= LARGEST_CARD:
        size = f"{len(drawn.card)} bytes, and must stay below {LARGEST_CARD}"
        yield f"{where} has {size}, with {listed(drawn.facts)}", SHORTER
    buttons = max(_buttons(json.loads(drawn.card)))
    if buttons > MOST_ACTIONS:
        yield f"{where} has {buttons} buttons in a row, and Teams shows {MOST_ACTIONS}", FEWER


def _buttons(part: Any) -> Iterator[int]:
    """Return how many buttons stand in each row of a card."""
    yield 0
    if isinstance(part, dict):
        if isinstance(part.get("actions"), list):
            yield len(part["actions"])
        part = list(part.values())
    for inner in part if isinstance(part, list) else ():
        yield from _buttons(inner)
