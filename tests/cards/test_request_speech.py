"""The cards of a request speak plain Danish, and their two decisions stand where they always stand."""

import re

import pytest

from tests.cards.reading import Card
from tests.cards.requests import SCENES, request_card

OFFICIALESE = re.compile(
    r"\b(såfremt|pågældende|vedrørende|bedes|jf\.|i henhold til|foretage en vurdering)", re.IGNORECASE
)
HARDEST_LIX = 45


@pytest.mark.parametrize("name", sorted(SCENES))
async def test_danish_is_plain(name: str) -> None:
    card = await request_card(name, "da")
    assert not OFFICIALESE.search(card.words)
    assert lix(card) <= HARDEST_LIX


@pytest.mark.parametrize("name", ["approval", "confirmation"])
@pytest.mark.parametrize("language", ["da", "en"])
async def test_the_leaders_two_buttons_never_change_their_order(name: str, language: str) -> None:
    card = await request_card(name, language)
    assert [b.verb for b in card.buttons if b.sends_inputs] == ["refusal.approve", "refusal.deny"]


def lix(card: Card) -> float:
    """Return how hard a card's sentences are: words a sentence, and long words in a hundred."""
    sentences = [text for text in card.texts if text.endswith((".", "?", "!"))]
    words = re.findall(r"\w+", " ".join(sentences))
    stops = sum(len(re.findall(r"[.?!:](?:\s|$)", text)) for text in sentences)
    return len(words) / max(stops, 1) + 100 * sum(len(word) > 6 for word in words) / max(len(words), 1)
