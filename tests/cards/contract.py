"""What every card must keep: the Adaptive Card 1.5 schema and the contract's limits."""

import importlib.resources
import json
from functools import cache
from typing import Any

from jsonschema import Draft6Validator

from pages.languages import LANGUAGES
from tests.cards.reading import Card

LARGEST = 24 * 1024
FORBIDDEN = {"Action.ShowCard", "Action.ToggleVisibility", "Action.Submit", "Input.Toggle"}
MOST_ACTIONS = 4


@cache
def schema() -> Draft6Validator:
    source = importlib.resources.files("adaptive_cards") / "schemas" / "schema-1.5.json"
    read: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    read["definitions"]["AdaptiveCard"]["properties"]["msteams"] = {}
    return Draft6Validator(read)


def check_card(card: Card) -> None:
    """Fail when a card breaks the schema or a limit."""
    assert list(schema().iter_errors(card.json)) == []
    check_limits(card)


def check_limits(card: Card) -> None:
    """Fail when a card breaks a limit; quick enough for every card of every test."""
    assert card.json["version"] == "1.5"
    assert card.lang in LANGUAGES
    assert card.size < LARGEST
    assert not FORBIDDEN & {e.get("type") for e in card.elements}
    assert all(i.get("label") for i in card.inputs)
    assert len(card.ids) == len(set(card.ids))
    assert len(card.json.get("actions", [])) <= MOST_ACTIONS
    assert all(len(e["actions"]) <= MOST_ACTIONS for e in card.elements if e.get("type") == "ActionSet")
    assert all(b.title.strip() for b in card.buttons)
    assert all(text.strip() for text in card.texts)
    assert all(e["wrap"] for e in card.elements if e.get("type") == "TextBlock" and len(e["text"]) > 20)
    assert sum(e.get("style") == "heading" for e in card.elements) >= 1
