"""A small language for "these words, near one another", compiled to regular expressions.

A pattern is a row of elements with spaces between. An element is one of
- words, `may|must`, each of which may end or begin in `*`
- a class of the lexicon, `<citizen>`, also among words: `<citizen>|han`
- `..3`, up to three words of the same sentence; `,,3` likewise without crossing a comma
- an element with `?` before it, which may be missing
- `^`, the beginning of a sentence; `$`, its end.

A file of patterns has a `[name]` before those that mean the same, and lines `$name = words` for words that
several patterns share. What follows a `# ` at the beginning of a line is a comment.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dialogs.understanding.lexicon import classes_of

_WORD = r"(?:[a-z_+]+:)?"
_SHARED = re.compile(r"\$(\w+) = (.+)")
_REFERENCE = re.compile(r"\$(\w+)")


@dataclass(frozen=True, slots=True)
class Line:
    """A text for patterns to search.

    `text` has each word with what it stands for. `keys` holds the words, what they stand for and their
    beginnings, spelt as in patterns: a pattern is only searched for where each of its elements can be found.
    """

    text: str
    keys: frozenset[str]


def tagged(words: tuple[str, ...]) -> Line:
    """Return the words as a line."""
    marked: list[str] = []
    keys: set[str] = set(words)
    for word in words:
        found = classes_of(word)
        marked.append(f"{'+'.join(found)}:{word}" if found else word)
        keys.update(f"<{name}>" for name in found)
        keys.update(f"{word[:end]}*" for end in range(1, len(word) + 1))
    return Line(f" . {' '.join(marked)} . ", frozenset(keys))


class _Pattern:
    """Compiled when a line first holds its words: most of hundreds never are, and a start waits for none."""

    def __init__(self, pattern: str) -> None:
        self._elements = pattern.split()
        self._needed = [frozenset(element.split("|")) for element in self._elements if _is_needed(element)]

    @cached_property
    def _searched(self) -> re.Pattern[str]:
        return re.compile("".join(map(_element, self._elements)) + r"(?= )")

    def shows(self, line: Line) -> bool:
        if any(line.keys.isdisjoint(words) for words in self._needed):
            return False
        return self._searched.search(line.text) is not None


def _is_needed(element: str) -> bool:
    """Whether one of the element's words must stand in the line, and can be looked up."""
    return element[:1] not in "?^$.,*" and "|*" not in element


class Sign:
    """Patterns that mean the same: one of them is enough."""

    def __init__(self, patterns: list[str]) -> None:
        self._patterns = [_Pattern(pattern) for pattern in patterns]

    def shows(self, line: Line) -> bool:
        """Say whether a line shows the sign."""
        return any(pattern.shows(line) for pattern in self._patterns)


def read_signs(path: Path) -> dict[str, Sign]:
    """Return the signs of a file by name."""
    shared: dict[str, str] = {}
    patterns: dict[str, list[str]] = {}
    name = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            name = line[1:-1]
            patterns[name] = []
        elif definition := _SHARED.fullmatch(line):
            shared[definition[1]] = _filled(definition[2], shared)
        elif line and not line.startswith("# "):
            patterns[name].append(_filled(line, shared))
    return {name: Sign(lines) for name, lines in patterns.items()}


def _filled(line: str, shared: dict[str, str]) -> str:
    return _REFERENCE.sub(lambda found: shared[found[1]], line)


def _element(element: str) -> str:
    if element.startswith("?"):
        return f"(?:{_element(element[1:])})?"
    if element == "^":
        return r"(?: \.)"
    if element == "$":
        return r"(?= \.)"
    if element.startswith(".."):
        return rf"(?: (?!\. )\S+){{0,{element[2:]}}}?"
    if element.startswith(",,"):
        return rf"(?: (?![.,] )\S+){{0,{element[2:]}}}?"
    return f" (?:{'|'.join(_alternative(word) for word in element.split('|'))})"


def _alternative(word: str) -> str:
    if word.startswith("<"):
        return rf"(?:[a-z_]+\+)*{word[1:-1]}(?:\+[a-z_]+)*:\S+"
    return _WORD + re.escape(word).replace(r"\*", r"[^\s:]*")
