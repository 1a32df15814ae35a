"""Restores æ, ø and å and mends slips of the keyboard, for words that the vocabulary knows."""

from collections.abc import Iterable, Mapping
from itertools import product

SHORTEST_MENDED = 5
"""Shorter words have too many neighbours to be mended safely."""

_PAIRS = (("ae", "æ"), ("oe", "ø"), ("aa", "å"), ("ä", "æ"), ("ö", "ø"))
_BARE = {"a": "aåæ", "o": "oøå", "e": "eæ"}
MOST_BARE = 5


class Spelling:
    """A vocabulary with how common its words are."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._near: dict[str, list[str]] = {}
        for word in counts:
            if len(word) >= SHORTEST_MENDED - 1:
                for form in _shortened(word):
                    self._near.setdefault(form, []).append(word)
        self._known: dict[str, str] = {}

    def correct(self, word: str, *, danish: bool) -> str:
        """Return the known word that is meant, or the word itself."""
        if word in self._counts:
            return word
        if danish:
            restored = self._best(_restorations(word))
            if restored:
                return restored
        return (
            self._mended(word) or self._mended(_paired(word)) or _paired(word)
            if danish
            else self._mended(word) or word
        )

    def _best(self, candidates: Iterable[str]) -> str | None:
        known = [word for word in candidates if word in self._counts]
        return max(known, key=lambda word: (self._counts[word], word)) if known else None

    def _mended(self, word: str) -> str | None:
        """Return the commonest known word one slip away, with the same beginning."""
        if len(word) < SHORTEST_MENDED or not word.isalpha():
            return None
        near = {known for form in _shortened(word) for known in self._near.get(form, ())}
        near = {
            known
            for known in near
            if abs(len(known) - len(word)) < 2 and known[0] == word[0] and _slip(known, word)
        }
        return self._best(near)


def _shortened(word: str) -> set[str]:
    """Return the word and all its forms with one letter missing."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _slip(known: str, word: str) -> bool:
    """Say whether one letter is missing, added or wrong, or two neighbours are swapped."""
    if len(known) != len(word):
        return True
    wrong = [i for i in range(len(word)) if known[i] != word[i]]
    if len(wrong) == 1:
        return True
    return (
        len(wrong) == 2
        and wrong[1] == wrong[0] + 1
        and known[wrong[0]] == word[wrong[1]]
        and known[wrong[1]] == word[wrong[0]]
    )


def _paired(word: str) -> str:
    for pair, letter in _PAIRS:
        word = word.replace(pair, letter)
    return word


def _restorations(word: str) -> Iterable[str]:
    """Yield what the word may be with its Danish letters back."""
    yield _paired(word)
    places = [i for i, letter in enumerate(word) if letter in _BARE]
    if len(places) <= MOST_BARE:
        for letters in product(*(_BARE[word[i]] for i in places)):
            spelt = list(word)
            for place, letter in zip(places, letters, strict=True):
                spelt[place] = letter
            yield "".join(spelt)
