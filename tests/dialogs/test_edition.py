"""One mark over every word that the public reads, the pack's and the program's own."""

from collections.abc import Mapping

import msgspec
import pytest

from dialogs import edition as editions
from dialogs.edition import edition, own_hash, own_texts
from tests.dialogs.chat import pack


@pytest.mark.parametrize(
    "name",
    [
        "cards:reasons.interest:text:da",
        "cards:reasons.milder:text:da",
        "cards:reasons.title:text:da",
        "cards:need.own.you:text:da",
        "pages:title:text:ar",
        "privacy:rights:paragraphs[1]:da-simple",
        "privacy:never:heading:en",
        "terms:yours:paragraphs[1]:da",
    ],
)
def test_the_programs_words_to_the_public_have_ids_too(name: str) -> None:
    assert own_texts()[name].strip()


def test_words_for_staff_are_none_of_them() -> None:
    assert not any(name.startswith("cards:handover") for name in own_texts())


def test_the_edition_follows_the_packs_words() -> None:
    same = msgspec.structs.replace(pack())
    other = msgspec.structs.replace(pack(), hash="0" * 64)
    assert edition(same) == edition(pack())
    assert edition(other).version == edition(pack()).version
    assert edition(other).hash != edition(pack()).hash


def test_the_edition_follows_the_programs_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    before, own = edition(pack()), own_hash()
    words = own_texts()

    def changed() -> Mapping[str, str]:
        return {**words, "cards:reasons.title:text:da": "Nej."}

    monkeypatch.setattr(editions, "own_texts", changed)
    after = edition(msgspec.structs.replace(pack()))
    assert after.version == before.version
    assert after.hash != before.hash
    assert own_hash() != own
