"""The cards of a request, approved as they look in both languages."""

import re
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from tests.cards.contract import check_card
from tests.cards.reading import Card
from tests.cards.requests import SCENES, request_card
from tests.dialogs.chat import without_marks

CHANCE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""The keys of forms and the ids of requests, in the order of their first use."""

IN_DANISH = {"turned"}
"""Cards for the person: a request's reasons are in the language that staff write."""


def without_chance(card: Card) -> Any:
    seen: dict[str, str] = {}

    def named(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: named(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [named(inner) for inner in value]
        if isinstance(value, str) and CHANCE.fullmatch(value):
            return seen.setdefault(value, f"id {len(seen) + 1}")
        return without_marks(value) if isinstance(value, str) else value

    return named(card.json)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", sorted(SCENES))
async def test_a_requests_card_looks_as_approved(
    name: str, language: str, snapshot: SnapshotAssertion
) -> None:
    card = await request_card(name, language)
    check_card(card)
    assert card.lang == ("da" if name in IN_DANISH else language)
    assert not re.search(r"[{}]", card.words)
    assert without_chance(card) == snapshot.use_extension(JSONSnapshotExtension)
