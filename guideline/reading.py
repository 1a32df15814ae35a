"""How hard a text is to read: LIX and the longest sentence.

LIX (C.-H. Björnsson, "Läsbarhet", 1968) is the mean length of a sentence in words, plus the percentage of
words with more than six letters. Danish texts count as easy below 35 and as medium below 45. It is a measure
for Danish and its neighbours; for a text of a few words it says little.
"""

import re
from dataclasses import dataclass

_SENTENCE_END = re.compile(r"(?<=[.!?:؟])[»«”\"')]*\s+")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
LONG_WORD = 7
"""Letters."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was measured of a text."""

    words: int
    lix: float
    longest_sentence: int
    """In words."""
    hardest: str
    """The sentence with the highest LIX of its own."""
    longest: str
    """The sentence with the most words."""


def measured(text: str) -> Reading:
    """Measure a text; one without words is as easy as can be."""
    sentences = [sentence for sentence in _SENTENCE_END.split(text) if _WORD.search(sentence)]
    if not sentences:
        return Reading(0, 0.0, 0, "", "")
    words = _WORD.findall(text)
    longest = max(sentences, key=_length)
    hardest = max(sentences, key=_lix_alone)
    return Reading(len(words), _lix(words, len(sentences)), _length(longest), hardest, longest)


def _lix(words: list[str], sentences: int) -> float:
    return len(words) / sentences + 100 * sum(len(word) >= LONG_WORD for word in words) / len(words)


def _length(sentence: str) -> int:
    return len(_WORD.findall(sentence))


def _lix_alone(sentence: str) -> float:
    return _lix(_WORD.findall(sentence), 1)
