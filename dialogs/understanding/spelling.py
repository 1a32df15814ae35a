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
        self._letters = sorted(set().union(*counts))
        self._longest = max(map(len, counts), default=0)

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
        if not SHORTEST_MENDED <= len(word) <= self._longest + 1 or not word.isalpha():
            return None
        return self._best(near for near in _one_slip_away(word, self._letters) if near != word)


def _one_slip_away(word: str, letters: Iterable[str]) -> Iterable[str]:
    """Yield what the word may be with a letter more, less or another, or two neighbours swapped.

    To make some hundred of them for a word that is not known takes a tenth of a millisecond. An index of the
    slips of all known words would be quicker, and hold more memory than all else that is known of words.
    """
    for place in range(1, len(word) + 1):
        before, after = word[:place], word[place:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for letter in letters:
            yield before + letter + after
            yield before + letter + after[1:]


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
