"""Texts that are missing, empty or not in every language."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from guideline.check.entries import Placed, every_entry
from guideline.errors import PackError
from guideline.model import Entry, LegalText, Notice, Pack, Text

STAFF = ("da", "en")
"""The languages of staff. A text may have more."""

PUBLIC = ("da", "da-simple", "en")
"""The languages of what the person who records reads."""

PUBLIC_FIELDS: dict[type[Entry], tuple[str, ...]] = {Notice: ("text", "employee_text")}


class At(NamedTuple):
    """A text at its place: the entry, or the part of one, whose field it is."""

    where: str
    text: Text
    entry: Entry
    field: str

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that its readers need."""
        return PUBLIC if self.field in PUBLIC_FIELDS.get(type(self.entry), ()) else STAFF


def faults(pack: Pack) -> Iterator[PackError]:
    """Find texts without words in a language that their readers need."""
    for placed in every_entry(pack):
        if isinstance(placed.entry, LegalText) and not (placed.entry.text or placed.entry.lines):
            yield placed.fault("has neither a text nor lines", "write one of the two")
        for at in every_place(placed.entry):
            yield from _faults_of(placed, at)


def _faults_of(placed: Placed, at: At) -> Iterator[PackError]:
    where = at.where
    for language in at.languages:
        if language not in at.text:
            yield placed.fault(f'{where} is missing in "{language}"', "write it")
    for language, words in at.text.items():
        if not words.strip():
            yield placed.fault(f'{where} is empty in "{language}"', "write it")


def every_text(entry: Entry) -> Iterator[tuple[str, Text]]:
    """Return every text in an entry, with its place."""
    for at in every_place(entry):
        yield at.where, at.text


def is_text(kind: type[Entry], field: str) -> bool:
    """Return whether a field of an entry holds words in several languages."""
    return dict(_fields(kind))[field]


def every_place(entry: Entry, prefix: str = "") -> Iterator[At]:
    """Return every text in an entry and in what it holds."""
    for name, holds_text in _fields(type(entry)):
        value = getattr(entry, name)
        for number, part in enumerate(value, 1) if isinstance(value, tuple) else [(0, value)]:
            where = f"{prefix}{name}[{number}]" if number else f"{prefix}{name}"
            if isinstance(part, Entry):
                yield from every_place(part, where + ".")
            elif holds_text and part is not None and not _may_be_empty(entry, part):
                yield At(where, part, entry, name)


def _may_be_empty(entry: Entry, text: Text) -> bool:
    """Whether this is a legal text that has lines instead."""
    return isinstance(entry, LegalText) and not text


@lru_cache
def _fields(kind: type[Entry]) -> tuple[tuple[str, bool], ...]:
    """Return a class's fields, and whether each holds texts."""
    kinds: tuple[Any, ...] = (Text, Text | None, tuple[Text, ...])
    return tuple((field.name, field.type in kinds) for field in msgspec.structs.fields(kind))
