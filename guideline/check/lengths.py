"""Texts that are too long for the card that shows them."""

from collections.abc import Iterator

from guideline.check.entries import Placed, every_entry
from guideline.check.texts import every_place
from guideline.errors import PackError
from guideline.lengths import longest
from guideline.model import Pack, Translation
from guideline.translations import translated


def faults(pack: Pack) -> Iterator[PackError]:
    """Find texts that are longer than their kind may be."""
    for placed in every_entry(pack):
        for at in every_place(placed.entry):
            most = longest(type(at.entry), at.field)
            for language, words in at.text.items():
                if len(words) > most:
                    yield _too_long(placed, at.where, language, words, most)
    for translation in pack.translations:
        placed = Placed("translations.yaml", translation.language, translation)
        for (field, name), words in translated(translation):
            most = longest(Translation, field)
            if len(words) > most:
                yield _too_long(placed, f"{field}: {name}", translation.language, words, most)


def _too_long(placed: Placed, where: str, language: str, words: str, most: int) -> PackError:
    problem = f'{where} has {len(words)} characters in "{language}", and {most} is the most'
    return placed.fault(problem, "write it shorter, or in two places")
