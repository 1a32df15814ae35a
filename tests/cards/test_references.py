"""Wherever a card or the pack names paragraphs, they stand in the guideline's order."""

import re

import pytest

from tests.cards.gallery import gallery
from tests.cards.reading import Card
from tests.cards.requests import SCENES, request_card
from tests.dialogs.chat import pack

ORDER = [paragraph.id for paragraph in pack().paragraphs]
NAMED = re.compile(r"\s*\b[A-Z]\d[\w.]*(, [A-Z]\d[\w.]*)*\s*")


def out_of_order(card: Card) -> list[list[str]]:
    """Return every list of paragraphs on a card that is not in the guideline's order."""
    lists = [text.strip().split(", ") for text in card.texts if NAMED.fullmatch(text)]
    known = [names for names in lists if set(names) <= set(ORDER)]
    return [names for names in known if names != sorted(names, key=ORDER.index)]


@pytest.mark.parametrize("language", ["da", "en"])
async def test_on_every_card_of_the_advice(language: str) -> None:
    named = {name: out_of_order(card) for name, card in (await gallery(language)).items()}
    assert {name: lists for name, lists in named.items() if lists} == {}


@pytest.mark.parametrize("name", sorted(SCENES))
async def test_on_every_card_of_a_request(name: str) -> None:
    assert out_of_order(await request_card(name, "da")) == []


def test_the_pack_keeps_the_guidelines_order() -> None:
    guideline = "I1 I2 A1 A2 A2.fn A3 A4 A5.1 A5.2 A5.3 A6 B1 B2 B3 B4 C1 C2 C3"
    assert " ".join(ORDER) == guideline
