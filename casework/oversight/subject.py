"""Whom or what a request for access is about, and whether something that is kept is about them."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Subject:
    """A person by id, and what is looked for in case references and texts: a name or a reference."""

    person: str = ""
    """The Entra object id; empty where it is about somebody or something without one."""
    written: str = ""
    """Looked for as whole words, whatever the case; empty: nothing is."""

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """What finds `written` in a text. "2026-17" is not found in "2026-171" nor in "12026-17"."""
        parts = [re.escape(part) for part in self.written.split()]
        if not parts:
            return None
        return re.compile(r"(?<![\w-])" + r"\s+".join(parts) + r"(?![\w-])", re.IGNORECASE)

    def is_in(self, value: object, also: Collection[str] = ()) -> bool:
        """Whether a row, or part of one, names the person, holds what was written, or is one of `also`."""
        return any(self._is_named(text, also) for text in texts_in(value))

    def _is_named(self, text: str, also: Collection[str]) -> bool:
        if text in also or (self.person and text == self.person):
            return True
        return bool(self.pattern and self.pattern.search(text))


def texts_in(value: object) -> Iterator[str]:
    """Return every text in a value of JSON, at any depth; not the names of its fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner)
