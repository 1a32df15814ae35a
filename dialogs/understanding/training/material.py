"""Texts to learn topics from: the written lines, their places filled in, as busy people would send them."""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from dialogs.understanding.reading import DANISH, ENGLISH

MATERIAL = Path(__file__).parent.parent / "material"
SEED = 20261123
FILLED, PLAIN = 5, 3
"""Texts made of a line with places to fill, and of one without."""

_PLACE = re.compile(r"\{(\w+)\}")
_NEIGHBOURS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuiopåsdfghjklæxcvbnmn", strict=True))
_BARE = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_BARER = str.maketrans({"æ": "a", "ø": "o", "å": "a"})


@dataclass(frozen=True, slots=True)
class Example:
    """A text and its topic."""

    topic: str
    text: str


def lines() -> Iterator[Example]:
    """Yield the written lines, places and all."""
    for path in sorted((MATERIAL / "topics").glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line.strip():
                yield Example(path.stem, line)


def examples() -> Iterator[Example]:
    """Yield all texts to learn from; the same ones every time."""
    chance = random.Random(SEED)  # noqa: S311 - variety, not secrecy
    maker = _Maker(chance)
    for line in lines():
        copies = FILLED if "{" in line.text else PLAIN
        for copy in range(copies):
            backgrounds = "neutral" if line.topic == "out_of_scope" else "backgrounds"
            yield Example(line.topic, maker.make(line.text, plain=copy == 0, backgrounds=backgrounds))


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._slots: Mapping[str, list[str]] = yaml.safe_load((MATERIAL / "slots.yaml").read_text("utf-8"))
        self._noise = yaml.safe_load((MATERIAL / "noise.yaml").read_text("utf-8"))

    def make(self, line: str, *, plain: bool, backgrounds: str) -> str:
        language = "en" if _english(line) else "da"
        text = self._filled(line)
        if plain:
            return text
        if self._chance.random() < 0.22:
            text = f"{self._filled(self._pick(backgrounds, language))} {text}"
        if self._chance.random() < 0.25:
            text = f"{self._filled(self._pick('openings', language))} {text}"
        if self._chance.random() < 0.5:
            text = text.rstrip("?.! ") + self._pick("endings", language)
        return self._misspelt(self._cased(text))

    def _pick(self, kind: str, language: str) -> str:
        return str(self._chance.choice(self._noise[kind][language]))

    def _filled(self, line: str) -> str:
        return _PLACE.sub(lambda place: str(self._chance.choice(self._slots[place[1]])), line)

    def _cased(self, text: str) -> str:
        roll = self._chance.random()
        if roll < 0.04:
            return text.upper()
        return text[:1].upper() + text[1:] if roll < 0.4 else text

    def _misspelt(self, text: str) -> str:
        roll = self._chance.random()
        if roll < 0.08:
            text = text.translate(_BARE)
        elif roll < 0.12:
            text = text.translate(_BARER)
        if self._chance.random() < 0.3:
            for _ in range(1 + len(text) // 60):
                text = self._slip(text)
        return text

    def _slip(self, text: str) -> str:
        at = self._chance.randrange(1, max(2, len(text) - 1))
        if at >= len(text) - 1 or not (text[at].isalpha() and text[at + 1].isalpha()):
            return text
        kind = self._chance.randrange(4)
        if kind == 0:
            return text[:at] + text[at + 1 :]
        if kind == 1:
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        if kind == 2:
            return text[:at] + text[at] + text[at:]
        return text[:at] + _NEIGHBOURS.get(text[at], text[at]) + text[at + 1 :]


def _english(line: str) -> bool:
    words = re.findall(
        r"[a-zæøå]+",
        _PLACE.sub(
            lambda p: " the " if p[1] in {"client", "meeting", "site", "third", "boss"} else " jeg ",
            line.casefold(),
        ),
    )
    return sum(word in ENGLISH for word in words) > sum(word in DANISH for word in words)


def vocabulary() -> dict[str, int]:
    """Return the words of the material with how often they stand there."""
    counts: dict[str, int] = {}
    sources = [line.text for line in lines()] + [
        path.read_text("utf-8") for path in sorted(MATERIAL.glob("*.yaml"))
    ]
    for text in sources:
        for word in re.findall(r"[a-zæøåé]+", _PLACE.sub(" ", text.casefold())):
            counts[word] = counts.get(word, 0) + 1
    return counts
