"""What of a text the topics' model weighs: words, rows of them, what they mean, parts of them, and signs."""

from functools import cache
from pathlib import Path

from dialogs.understanding.lexicon import classes_of, meaning_of
from dialogs.understanding.patterns import Sign, read_signs, tagged
from dialogs.understanding.reading import Reading

SHORTEST_PART, LONGEST_PART = 3, 5
LONGEST_WORD = 24
NAMES_RECORDING, NAMES_NOTHING = "names_recording", "names_nothing"
_STANDS_FOR = frozenset(
    {
        "citizen", "parent", "third", "employee", "leader", "colleague", "meeting", "tool", "site", "weekday",
        "workplace",
    }
)  # fmt: skip


def features(reading: Reading) -> dict[str, list[str]]:
    """Return the names of a text's features by kind, each name once and beginning with its kind."""
    words = [word for word in reading.words if word != ","]
    kinds = {"w": _rows(words), "g": _meant_rows(words), "c": _parts(words), "s": _signs_of(reading)}
    return {kind: [f"{kind}:{name}" for name in sorted(names)] for kind, names in kinds.items()}


def _signs_of(reading: Reading) -> set[str]:
    line = tagged(reading.words)
    shown = {name for name, sign in _signs().items() if sign.shows(line)}
    return shown if NAMES_RECORDING in shown else {*shown, NAMES_NOTHING}


@cache
def _signs() -> dict[str, Sign]:
    return read_signs(Path(__file__).parent / "signs.txt")


def _rows(words: list[str]) -> set[str]:
    """Return words, pairs and triples; names of persons, places and meetings stand for their class."""
    general = [_general(word) for word in words]
    found = {word for word in (*words, *general) if word != "."}
    return found | _runs(["<", *general, ">"], (2, 3))


def _meant_rows(words: list[str]) -> set[str]:
    """Return words, rows and pairs with a gap of what the words mean; little words stand for themselves."""
    meant = [f"*{meaning}" if (meaning := meaning_of(word)) else _general(word) for word in words]
    edged = ["<", *meant, ">"]
    gaps = {f"{edged[i]} _ {edged[i + 2]}" for i in range(len(edged) - 2)}
    return {word for word in meant if word != "."} | _runs(edged, (2, 3, 4)) | gaps


def _runs(words: list[str], sizes: tuple[int, ...]) -> set[str]:
    return {" ".join(words[i : i + size]) for size in sizes for i in range(len(words) - size + 1)}


def _general(word: str) -> str:
    return next((f"<{name}>" for name in classes_of(word) if name in _STANDS_FOR), word)


def _parts(words: list[str]) -> set[str]:
    found: set[str] = set()
    for word in set(words):
        if word.isalpha():
            edged = f"_{word[:LONGEST_WORD]}_"
            for size in range(SHORTEST_PART, LONGEST_PART + 1):
                found.update(edged[i : i + size] for i in range(len(edged) - size + 1))
    return found
