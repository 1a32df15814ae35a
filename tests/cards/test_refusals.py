"""Every card of a request, approved as it looks. `pytest --snapshot-update` approves anew."""

import re
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from tests.cards.contract import check_card
from tests.cards.reading import Card
from tests.cards.refusals import refusal_cards

IN_ENGLISH = ("form", "sent", "decide", "question", "approved", "phone_confirm", "expired")
"""One of each kind; the others differ by words alone."""

OFFICIALESE = re.compile(
    r"\b(såfremt|pågældende|vedrørende|bedes|jf\.|i henhold til|foretage en vurdering)", re.IGNORECASE
)
CHANCE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def as_drawn(value: Any) -> Any:
    """Return a card's JSON without the keys and ids that are new each time."""
    if isinstance(value, dict):
        return {name: as_drawn(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [as_drawn(inner) for inner in value]
    return CHANCE.sub("an id", value) if isinstance(value, str) else value


async def test_cards_of_a_request_look_as_approved(snapshot: SnapshotAssertion) -> None:
    approved = snapshot.use_extension(JSONSnapshotExtension)
    for name, card in (await refusal_cards("da")).items():
        assert as_drawn(card.json) == approved(name=f"{name}-da")
    cards = await refusal_cards("en")
    for name in IN_ENGLISH:
        assert as_drawn(cards[name].json) == approved(name=f"{name}-en")


@pytest.mark.parametrize("language", ["da", "en"])
async def test_cards_of_a_request_keep_the_schema_and_the_limits(language: str) -> None:
    for name, card in (await refusal_cards(language)).items():
        check_card(card)
        assert card.lang == language, name
        assert not re.search(r"[{}]", card.words), name


@pytest.mark.parametrize("name", ["decide", "decide_harassment", "escalated_to", "phone_confirm"])
async def test_the_leaders_two_buttons_never_change_their_order(name: str) -> None:
    card = (await refusal_cards("da"))[name]
    assert [b.verb for b in card.buttons if b.sends_inputs] == ["refusal.approve", "refusal.deny"]


async def test_danish_cards_speak_plainly() -> None:
    for name, card in (await refusal_cards("da")).items():
        assert not OFFICIALESE.search(card.words), name
        assert reading_ease(card) <= 45, name


def reading_ease(card: Card) -> float:
    """Return the LIX of a card's sentences: words a sentence, and long words in a hundred."""
    sentences = [text for text in card.texts if text.endswith((".", "?", "!"))]
    words = re.findall(r"\w+", " ".join(sentences))
    stops = sum(len(re.findall(r"[.?!:](?:\s|$)", text)) for text in sentences)
    return len(words) / max(stops, 1) + 100 * sum(len(word) > 6 for word in words) / max(len(words), 1)
