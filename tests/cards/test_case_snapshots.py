"""The cards of HR/Jura's cases, approved as they look in both languages."""

import json
import re
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from casework.cases.case import SHORT_ID
from tests.cards.cases import SCENES, case_card
from tests.cards.contract import check_card
from tests.cards.reading import Card
from tests.cards.test_request_snapshots import CHANCE


def without_chance(card: Card) -> Any:
    """The card, its random ids and what is shown of them named in the order of their first use."""
    text = json.dumps(card.json)
    for number, found in enumerate(dict.fromkeys(m[0] for m in CHANCE.finditer(text)), start=1):
        text = text.replace(found, f"<id {number}>").replace(found[:SHORT_ID], f"<{number}>")
    return json.loads(text)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", sorted(SCENES))
async def test_a_cases_card_looks_as_approved(name: str, language: str, snapshot: SnapshotAssertion) -> None:
    card = await case_card(name, language)
    check_card(card)
    assert card.lang == language
    assert not re.search(r"[{}]", card.words)
    assert without_chance(card) == snapshot.use_extension(JSONSnapshotExtension)
