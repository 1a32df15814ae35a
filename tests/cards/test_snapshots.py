"""Every kind of card, approved as it looks in both languages. `pytest --snapshot-update` approves anew."""

import json
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from tests.cards.contract import check_card
from tests.cards.gallery import PRESSES, drawn, gallery
from tests.cards.reading import Card
from tests.dialogs.chat import without_marks

IN_ENGLISH = (
    "start",
    "question",
    "question_two",
    "question_explained",
    "question_open",
    "advice_refusal_possible",
    "advice_self",
    "why",
    "recorder_text",
    "case_note",
    "about",
)
"""One of each kind; the others differ by the pack's words alone."""


def _without_hash(card: Card) -> Any:
    """The card, without the pack's fingerprint: it changes with every word of the pack."""
    return json.loads(without_marks(json.dumps(card.json)))


@pytest.mark.parametrize(
    ("name", "language"), [*((name, "da") for name in PRESSES), *((name, "en") for name in IN_ENGLISH)]
)
async def test_card_looks_as_approved(name: str, language: str, snapshot: SnapshotAssertion) -> None:
    card = await drawn(PRESSES[name], language)
    approved = snapshot.use_extension(JSONSnapshotExtension)
    assert _without_hash(card) == approved


async def test_cards_for_typed_messages_look_as_approved(snapshot: SnapshotAssertion) -> None:
    cards = await gallery("da")
    shown = {name: _without_hash(card) for name, card in cards.items() if name not in PRESSES}
    assert shown == snapshot.use_extension(JSONSnapshotExtension)


@pytest.mark.parametrize("language", ["da", "en"])
async def test_each_card_keeps_the_schema_and_the_limits(language: str) -> None:
    for card in (await gallery(language)).values():
        check_card(card)


async def test_each_card_speaks_its_language() -> None:
    for language in ("da", "en"):
        for name, card in (await gallery(language)).items():
            assert card.lang == language, name
