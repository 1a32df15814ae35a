"""Which topic a text asks about: a linear model over the text's features, and what speaks for its choice."""

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from pathlib import Path

import msgspec

from dialogs.understanding.features import NAMES_NOTHING

MODEL = Path(__file__).parent / "model.msgpack"
CONFIDENT = 0.93
"""From which likelihood the bot answers straight away; measured on texts that the model has not seen."""
CONFIDENT_UNNAMED = 0.985
"""The same for a text that names no recording, refusal or device: it is often about something else."""
OFFERED = 3
OUT_OF_SCOPE = "out_of_scope"
_MOST_REASONS = 4


class ModelFile(msgspec.Struct, frozen=True, kw_only=True):
    """What training leaves behind.

    `weights` holds a signed byte for each feature and topic, feature after feature; a byte
    times `scale` is a weight.
    """

    made_from: str
    """A hash of the material and the code that made it."""
    topics: tuple[str, ...]
    features: tuple[str, ...]
    """In order."""
    weights: bytes
    scale: float
    bias: tuple[float, ...]
    vocabulary: dict[str, int]


class Guess(msgspec.Struct, frozen=True, kw_only=True):
    """The likeliest topics, best first, the words that pointed to the best, and when it counts as sure."""

    topics: tuple[str, ...]
    likelihood: float
    because: tuple[str, ...]
    needed: float = CONFIDENT

    @property
    def confident(self) -> bool:
        """Whether the best is likely enough to answer straight away."""
        return self.likelihood >= self.needed


def load(path: Path = MODEL) -> ModelFile:
    """Read the model's file."""
    return msgspec.msgpack.decode(path.read_bytes(), type=ModelFile)


class _Names:
    """Names in order, in UTF-8, one after the other in one piece: as strings they take 4 MiB more."""

    def __init__(self, names: Sequence[str]) -> None:
        encoded = [name.encode() for name in names]
        self._ends = array("I", accumulate(map(len, encoded)))
        self._text = b"".join(encoded)

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, place: int) -> bytes:
        return self._text[self._ends[place - 1] if place else 0 : self._ends[place]]


class TopicModel:
    """The model, ready to guess."""

    def __init__(self, file: ModelFile) -> None:
        self.topics = file.topics
        """The labels of all topics."""
        self._features = _Names(file.features)
        self._weights = memoryview(file.weights).cast("b")
        self._scale, self._bias = file.scale, file.bias

    def guess(self, found: Mapping[str, list[str]]) -> Guess:
        """Return the likeliest topics for a text with these features."""
        scores = list(self._bias)
        for names in found.values():
            for topic, part in enumerate(self._sums(names)):
                scores[topic] += part
        likely = _likelihoods(scores)
        order = sorted(range(len(likely)), key=lambda topic: (-likely[topic], topic))
        topics = tuple(self.topics[topic] for topic in order[:OFFERED])
        return Guess(
            topics=topics,
            likelihood=likely[order[0]],
            because=self._because(found, order[0]),
            needed=_needed(topics[0], found),
        )

    def _sums(self, names: list[str]) -> Iterable[float]:
        """Return what features of one kind say for each topic: all of the kind together have length one."""
        rows = [self._row(place) for name in names if (place := self._place(name)) is not None]
        factor = self._scale / math.sqrt(len(names)) if names else 0.0
        return (factor * sum(column) for column in zip(*rows, strict=True))

    def _place(self, feature: str) -> int | None:
        """Return where a feature stands, if it does. An index of them would hold more memory than they do."""
        features, name = self._features, feature.encode()
        place = bisect_left(features, name)
        return place if place < len(features) and features[place] == name else None

    def _row(self, place: int) -> memoryview:
        width = len(self.topics)
        return self._weights[place * width : (place + 1) * width]

    def _because(self, found: Mapping[str, list[str]], topic: int) -> tuple[str, ...]:
        """Return the words and rows that say most for the topic."""
        known = [
            (self._row(place)[topic], name[2:])
            for name in found.get("w", ())
            if (place := self._place(name)) is not None
        ]
        best = sorted((pair for pair in known if pair[0] > 0), key=lambda pair: (-pair[0], pair[1]))
        return tuple(name for _, name in best[:_MOST_REASONS])


def _needed(topic: str, found: Mapping[str, list[str]]) -> float:
    """Return the likelihood from which the topic may be answered straight away."""
    unnamed = f"s:{NAMES_NOTHING}" in found.get("s", ()) and topic != OUT_OF_SCOPE
    return CONFIDENT_UNNAMED if unnamed else CONFIDENT


def _likelihoods(scores: list[float]) -> list[float]:
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]
