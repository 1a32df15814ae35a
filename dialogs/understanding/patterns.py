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
from pathlib import Path

from dialogs.understanding.lexicon import classes_of

_WORD = r"(?:[a-z_+]+:)?"
_SHARED = re.compile(r"\$(\w+) = (.+)")
_REFERENCE = re.compile(r"\$(\w+)")


def tagged(words: tuple[str, ...]) -> str:
    """Return the words as one line for patterns to search, each with what it stands for."""
    marked = (f"{'+'.join(found)}:{word}" if (found := classes_of(word)) else word for word in words)
    return f" . {' '.join(marked)} . "


class Sign:
    """Patterns that mean the same: one of them is enough."""

    def __init__(self, patterns: list[str]) -> None:
        self._patterns = [_compiled(pattern) for pattern in patterns]

    def shows(self, line: str) -> bool:
        """Say whether a tagged line shows the sign."""
        return any(pattern.search(line) for pattern in self._patterns)


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


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile("".join(_element(element) for element in pattern.split()) + r"(?= )")


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
