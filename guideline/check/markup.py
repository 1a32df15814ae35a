"""Texts with markup: HTML and links are shown as they stand, or lead where nobody looked."""

import re
from collections.abc import Iterator

from guideline.check.entries import Placed, every_entry
from guideline.check.texts import every_text
from guideline.errors import PackError
from guideline.model import Pack
from guideline.translations import translated

MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:#\w+|[a-z]{2,8});|!?\[[^\]]*\]\([^)]*\)")
"""HTML's tags and entities; links and pictures of Markdown."""

REMEDY = "write plain words"


def faults(pack: Pack) -> Iterator[PackError]:
    """Find markup in any text of a pack."""
    for placed in every_entry(pack):
        for where, text in every_text(placed.entry):
            for language, words in text.items():
                yield from _marked(placed, where, language, words)
    for translation in pack.translations:
        placed = Placed("translations.yaml", translation.language, translation)
        for (field, name), words in translated(translation):
            yield from _marked(placed, f"{field}: {name}", translation.language, words)


def _marked(placed: Placed, where: str, language: str, words: str) -> Iterator[PackError]:
    if found := MARKUP.search(words):
        yield placed.fault(f'{where}: holds markup in "{language}", "{found[0]}"', REMEDY)
