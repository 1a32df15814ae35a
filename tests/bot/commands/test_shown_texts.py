"""A text that the cards show in two parts has both, or the guideline is told so before the bot starts."""

import msgspec
import pytest

from bot.commands import shown_texts
from dialogs.book import Book, MissingTextsError
from guideline.load import built_in, load_pack
from guideline.model import Pack


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(built_in("albertslund"))


@pytest.mark.parametrize("name", ["unasked.cannot", "refusal.ask_need", "refusal.belongings_ask"])
@pytest.mark.parametrize("part", ["text", "lines"])
def test_half_a_text_is_told(pack: Pack, name: str, part: str) -> None:
    half = msgspec.structs.replace(pack.texts[name], **{part: type(getattr(pack.texts[name], part))()})
    broken = msgspec.structs.replace(pack, texts={**pack.texts, name: half})
    (fault,) = shown_texts.faults(broken)
    assert str(fault) == f"texts.yaml, {name}: must have both a text and lines; write the one it lacks."
    with pytest.raises(MissingTextsError, match=rf"{name} \(its text or its lines\)"):
        Book(broken)
