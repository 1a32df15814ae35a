"""The cards of HR/Jura's oversight, approved as they look in both languages, and held to plain Danish."""

import re

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from tests.cards.contract import check_card
from tests.cards.oversight import SCENES, of
from tests.cards.test_request_snapshots import without_chance
from tests.cards.test_request_speech import HARDEST_LIX, OFFICIALESE, lix


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", sorted(SCENES))
async def test_a_card_of_the_oversight_looks_as_approved(
    name: str, language: str, snapshot: SnapshotAssertion
) -> None:
    card = await of(language, name)
    check_card(card)
    assert card.lang == language
    assert not re.search(r"[{}]", card.words)
    assert without_chance(card) == snapshot.use_extension(JSONSnapshotExtension)


@pytest.mark.parametrize("name", sorted(SCENES))
async def test_danish_is_plain(name: str) -> None:
    card = await of("da", name)
    assert not OFFICIALESE.search(card.words)
    assert lix(card) <= HARDEST_LIX
