"""Texts that are hard to read. Not a fault that stops a pack: something its owner mends.

A sentence is counted in every language; LIX, a measure for Danish, in Danish alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from guideline.check.entries import Placed, every_entry
from guideline.check.texts import every_text
from guideline.model import ASK_MILDER, Notice, Pack, Rule
from guideline.reading import Reading, measured
from guideline.translations import PUBLIC_TEXTS, translated

Readers: TypeAlias = Literal["public", "staff"]

LONGEST_SENTENCE = 20
"""Words."""

HARDEST: dict[Readers, int] = {"public": 35, "staff": 45}
"""LIX, by who reads it."""

FEWEST_WORDS = 15
"""A text with fewer words is too short for LIX to say anything."""

DANISH = ("da", "da-simple")
"""The languages of which LIX says something."""

TO_THE_PERSON = (*PUBLIC_TEXTS, "refusal.reasons.")
"""The beginnings of the names in `texts.yaml` of what the person who records is told."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A text at its place, and how hard it is."""

    place: str
    language: str
    readers: Readers
    reading: Reading

    @property
    def excess(self) -> float:
        """By how much its LIX is above what its readers are promised; below 0 where it is not."""
        return self.reading.lix - HARDEST[self.readers]

    @property
    def has_lix(self) -> bool:
        """Whether its LIX says something: it is Danish, and not too short."""
        return self.language in DANISH and self.reading.words >= FEWEST_WORDS

    @property
    def is_hard(self) -> bool:
        """Whether it breaks the promise."""
        too_hard = self.has_lix and self.excess > 0
        return too_hard or self.reading.longest_sentence > LONGEST_SENTENCE

    @property
    def sentence(self) -> str:
        """Its hardest sentence, or its longest where LIX says nothing."""
        return self.reading.hardest if self.has_lix else self.reading.longest


def measure(place: str, language: str, text: str, readers: Readers) -> Measured:
    """Return a text with its measure. Easy Danish is as easy as what the public reads."""
    return Measured(place, language, "public" if language == "da-simple" else readers, measured(text))


def measured_texts(pack: Pack) -> Iterator[Measured]:
    """Return every text of a pack with its measure, translations included."""
    for placed in every_entry(pack):
        for where, text in every_text(placed.entry):
            place = ", ".join(filter(None, (placed.file, placed.name, where)))
            for language, words in text.items():
                yield measure(place, language, words, _readers(placed, where))
    for translation in pack.translations:
        for (field, name), words in translated(translation):
            yield measure(f"translations.yaml, {name}, {field}", translation.language, words, "public")


def worst(texts: Iterable[Measured], number: int) -> list[Measured]:
    """Return the texts that are too hard, then those that are nearest to it."""
    counted = [text for text in texts if text.has_lix or text.is_hard]
    return sorted(counted, key=lambda text: (not text.is_hard, -text.excess))[:number]


def _is_to_the_person(name: str, where: str) -> bool:
    """Whether a text of `texts.yaml` reaches the person: the reasons repeat what was chosen on the form."""
    chosen = where.startswith("choices") and (name == ASK_MILDER or where.endswith("to_person"))
    return chosen or name.startswith(TO_THE_PERSON)


def _readers(placed: Placed, where: str) -> Readers:
    """Return who reads or hears it: what staff say aloud is heard by the person who records."""
    match placed.entry:
        case Notice():
            public = where != "short"
        case Rule():
            public = where.startswith("say")
        case _:
            public = placed.file == "texts.yaml" and _is_to_the_person(placed.name, where)
    return "public" if public else "staff"
