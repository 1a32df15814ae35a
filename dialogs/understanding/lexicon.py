"""Which words stand for whom and what, and which say the same in other words."""

from collections.abc import Mapping, Sequence

from dialogs.understanding.words import read_groups

SHORTEST_OWNER = 3
"""Letters of a word whose last `s` may make it an owner: "søns"."""


class Groups:
    """Words by group. Whole words count before beginnings (`word*`), these before endings (`*word`)."""

    def __init__(self, groups: Mapping[str, Sequence[str]]) -> None:
        self._exact: dict[str, tuple[str, ...]] = {}
        self._beginnings: dict[str, tuple[str, ...]] = {}
        self._endings: dict[str, tuple[str, ...]] = {}
        for name, words in groups.items():
            for word in words:
                self._add(name, word)
        self._any_beginning, self._any_ending = tuple(self._beginnings), tuple(self._endings)

    def of(self, word: str) -> tuple[str, ...]:
        """Return the groups of the word."""
        if word in self._exact:
            return self._exact[word]
        if word.startswith(self._any_beginning):
            names = (self._beginnings[form] for form in self._beginnings if word.startswith(form))
            return tuple(dict.fromkeys(name for found in names for name in found))
        if word.endswith(self._any_ending):
            longest = max((form for form in self._endings if word.endswith(form)), key=len)
            return self._endings[longest] if len(word) > len(longest) + 1 else ()
        return self._exact.get(word[:-1], ()) if word.endswith("s") and len(word) > SHORTEST_OWNER else ()

    def _add(self, name: str, word: str) -> None:
        table = (
            self._beginnings if word.endswith("*") else self._endings if word.startswith("*") else self._exact
        )
        form = word.strip("*")
        if name not in table.get(form, ()):
            table[form] = (*table.get(form, ()), name)


CLASSES = read_groups("persons-and-things.txt")
_CLASSES, _MEANINGS = Groups(CLASSES), Groups(read_groups("meanings.txt"))


def classes_of(word: str) -> tuple[str, ...]:
    """Return what the word stands for: `citizen`, `meeting`, ..."""
    return _CLASSES.of(word)


def meaning_of(word: str) -> str | None:
    """Return the group of words of like meaning that the word belongs to, or None."""
    return next(iter(_MEANINGS.of(word)), None)
