"""Every text of a pack by an id of its own, with a hash: which words were shown, and what a change changes.

An id is `file:entry:field:language`, as in `notices:recording_ok:text:da`. It stays the same as long as the
entry keeps its name, whatever becomes of its words; the hash changes with the words alone.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from guideline.check.entries import every_entry
from guideline.check.texts import every_text
from guideline.model import Pack
from guideline.translations import translated

SHORT = 12
"""Hexadecimal digits of a hash that are shown; as many as of the pack's."""


@dataclass(frozen=True, slots=True)
class PackText:
    """A text of a pack in one language."""

    id: str
    text: str
    version: str
    """The pack's."""

    @property
    def hash(self) -> str:
        """The beginning of the SHA-256 of its words, in hexadecimal."""
        return words_hash(self.text)[:SHORT]


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text that differs between two packs; `old` or `new` is None where only one of them has it."""

    id: str
    old: PackText | None
    new: PackText | None


@dataclass(frozen=True, slots=True)
class HalfChanged:
    """A text of which only some languages differ. `id` has no language."""

    id: str
    changed: tuple[str, ...]
    same: tuple[str, ...]


def words_hash(text: str) -> str:
    """Return the SHA-256 of a text's words, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def text_id(file: str, entry: str, field: str, language: str) -> str:
    """Return the id of a text. `file` is a pack's file without its ending."""
    return ":".join((file, entry, field, language))


@lru_cache(maxsize=8)
def pack_texts(pack: Pack) -> Mapping[str, PackText]:
    """Return every text of a pack, translations included, by its id."""
    version = pack.manifest.version
    return {name: PackText(name, text, version) for name, text in _texts(pack)}


def changed_texts(old: Pack, new: Pack) -> list[TextChange]:
    """Return the texts that differ, in the order of the new pack; those that it lacks come last."""
    before, after = pack_texts(old), pack_texts(new)
    changes = [TextChange(name, before.get(name), after.get(name)) for name in {**after, **before}]
    return [it for it in changes if it.old is None or it.new is None or it.old.text != it.new.text]


def half_changed(old: Pack, new: Pack) -> list[HalfChanged]:
    """Return the texts of which some languages differ between two packs, while others stand as they were."""
    after = pack_texts(new)
    differ: dict[str, list[str]] = {}
    there: dict[str, list[str]] = {}
    for name in after:
        text, language = _without_language(name)
        there.setdefault(text, []).append(language)
    for change in changed_texts(old, new):
        if change.new is not None:
            text, language = _without_language(change.id)
            differ.setdefault(text, []).append(language)
    halves = (
        (text, changed, [it for it in there[text] if it not in changed]) for text, changed in differ.items()
    )
    return [HalfChanged(text, tuple(changed), tuple(same)) for text, changed, same in halves if same]


def _without_language(name: str) -> tuple[str, str]:
    """Return a text's id without its language, and that; a translation counts to the text it translates."""
    file, entry, field, language = name.rsplit(":", 3)
    if file == "translations":
        file, field = _TRANSLATED[field]
    return ":".join((file, entry, field)), language


_TRANSLATED = {
    "notices": ("notices", "text"),
    "employee_notices": ("notices", "employee_text"),
    "texts": ("texts", "text"),
}
"""Where the texts of a translation stand in the pack's own languages, by their field."""


def _texts(pack: Pack) -> Iterator[tuple[str, str]]:
    for placed in every_entry(pack):
        file = placed.file.removesuffix(".yaml")
        for field, text in every_text(placed.entry):
            for language, words in text.items():
                yield text_id(file, placed.name, field, language), words
    for translation in pack.translations:
        for (field, name), words in translated(translation):
            yield text_id("translations", name, field, translation.language), words
