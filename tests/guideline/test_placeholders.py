"""A place that the card fills in is missing in no language."""

import msgspec
import pytest

from guideline.check import findings, placeholders
from guideline.load import PACKS, load_pack
from guideline.model import Pack

NAMES = sorted(folder.name for folder in PACKS.iterdir() if folder.is_dir())
OPENING = "refusal.reasons.opening"


def without(pack: Pack, name: str, place: str, *languages: str) -> Pack:
    """Return a pack that lost a place in some languages of one text."""
    text = {
        language: words.replace(f"{{{place}}}", "") if language in languages else words
        for language, words in pack.texts[name].text.items()
    }
    changed = msgspec.structs.replace(pack.texts[name], text=text)
    return msgspec.structs.replace(pack, texts={**pack.texts, name: changed})


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("lost", "there"), [("da", "en"), ("en", "da")])
def test_a_place_that_one_language_lost_is_a_fault(name: str, lost: str, there: str) -> None:
    pack = without(load_pack(PACKS / name), OPENING, "meeting", lost)
    assert [str(fault) for fault in placeholders.faults(pack)] == [
        (
            f'texts.yaml, {OPENING}: text: lacks "{{meeting}}" in "{lost}", which it has in "{there}"; '
            "put it where it belongs."
        )
    ]


@pytest.mark.parametrize("text", placeholders.FILLED_IN)
def test_a_place_that_every_language_lost_is_found(albertslund: Pack, text: str) -> None:
    place = sorted(placeholders.FILLED_IN[text])[0]
    pack = without(albertslund, text, place, "da", "en")
    assert list(placeholders.faults(pack)) == []
    assert [str(finding) for finding in findings(pack)] == [
        (
            f'texts.yaml, {text}: lacks "{{{place}}}" in every language, so that nobody is told it; '
            "put it where it belongs."
        )
    ]
