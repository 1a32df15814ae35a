"""The interface's own words: buttons, headings, hints. What renders law lives in the guideline pack instead.

Every key stands in both languages with the same placeholders; a difference stops the start with a sentence.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import TypeAlias

import msgspec
import yaml

Entry: TypeAlias = str | tuple[str, ...]
"""A text with `{placeholders}`, or the words that a person may type."""

LANGUAGES = ("da", "en")

_TO_THE_PERSON = re.compile(r"(recorder|reasons)\..+|need\..+\.you")
"""The keys of what the person who records reads on a card; of a need, as the reasons repeat it to them."""


class WordsError(Exception):
    """The two languages do not fit each other; the sentence names the key."""


class Words:
    """The interface's words in one language."""

    def __init__(self, language: str, entries: Mapping[str, Entry]) -> None:
        self.language = language
        self.entries = entries

    def __call__(self, key: str, **values: object) -> str:
        """Return the text under a key with its placeholders filled."""
        entry = self.entries[key]
        if not isinstance(entry, str):
            raise WordsError(f"{self.language}: {key} is a list of typed words, not a text.")
        return entry.format(**values) if values else entry

    def typed(self, key: str) -> tuple[str, ...]:
        """Return the words that a person may type for a command."""
        entry = self.entries[key]
        if isinstance(entry, str):
            raise WordsError(f"{self.language}: {key} is a text, not a list of typed words.")
        return entry


def placeholders(entry: Entry) -> set[str]:
    """Return the names to fill in a text; a list of typed words has none."""
    if not isinstance(entry, str):
        return set()
    return {name for _, name, _, _ in Formatter().parse(entry) if name is not None}


def check_same(danish: Mapping[str, Entry], english: Mapping[str, Entry]) -> None:
    """Refuse keys that only one language has, and texts that do not fill the same placeholders."""
    for key in sorted(danish.keys() ^ english.keys()):
        raise WordsError(f"{key} is missing in {'en' if key in danish else 'da'}.yaml.")
    for key, entry in danish.items():
        other = english[key]
        if isinstance(entry, str) != isinstance(other, str) or placeholders(entry) != placeholders(other):
            raise WordsError(f"{key} differs between da.yaml and en.yaml in its kind or placeholders.")


def _read(language: str) -> dict[str, Entry]:
    """Read `da.yaml` and every `<part>.da.yaml`; a key stands in one of them."""
    entries: dict[str, Entry] = {}
    for file in sorted(files("cards").joinpath("words").iterdir(), key=lambda file: file.name):
        if file.name == f"{language}.yaml" or file.name.endswith(f".{language}.yaml"):
            read = msgspec.convert(yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader), dict[str, Entry])
            for key in sorted(entries.keys() & read.keys()):
                raise WordsError(f"{key} stands twice for {language}.")
            entries.update(read)
    return entries


@cache
def _all() -> Mapping[str, Words]:
    entries = {language: _read(language) for language in LANGUAGES}
    check_same(entries["da"], entries["en"])
    return {language: Words(language, entries[language]) for language in LANGUAGES}


def words(language: str) -> Words:
    """Return the words in a language; easy Danish and everything unknown read the Danish ones."""
    return _all()["en" if language == "en" else "da"]


def is_to_the_person(key: str) -> bool:
    """Whether the person who records reads the text under a key."""
    return _TO_THE_PERSON.fullmatch(key) is not None


def typed_words(key: str) -> tuple[str, ...]:
    """Return what may be typed for a command in any language: people mix them."""
    return tuple(word for language in LANGUAGES for word in words(language).typed(key))
