"""What is wrong with a guideline, in Danish: for `guideline check` and the page of the demo.

The law says each fault in one English sentence; `fault_words.yaml` has the Danish beside it. By sentences and
not by keys, so that they stand in the code as they are read, and because the demo only hears another process
speak. A test reads the code, and misses no sentence. Imports nothing of the product: the stage uses it too.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

WORDS = Path(__file__).with_suffix(".yaml")
LACKS_TEXTS = re.compile(r"The guideline \S+ (lacks texts in texts\.yaml: .+)\.")
PLACES = {
    "the pack": "mappen",
    "the folder": "mappen",
    "the guideline": "retningslinjen",
    "line": "linje",
    "entry": "punkt",
    "rule": "regel",
    "list": "liste",
    "ground": "grund",
    "mark": "mærke",
}


WITHIN = (
    (re.compile(r"^the facts (?=\w+: )"), ""),
    (re.compile(r"^when no fact is known$"), "intet er oplyst"),
    (re.compile(r"^rule (?=\S+$|\S+ or rule )"), "reglen "),
    (re.compile(r"(?<=\S) or rule (?=\S+)"), " eller reglen "),
)


class Fault(NamedTuple):
    """A fault by language, `da` and `en`: where it is, and what to do about it."""

    where: dict[str, str]
    told: dict[str, str]


def fault_of(sentence: str) -> Fault:
    """Return the sentence of a command in its parts: "file, entry: what is wrong; what mends it."."""
    if lacking := LACKS_TEXTS.fullmatch(sentence):
        sentence = f"texts.yaml: {lacking[1]}."
    where, _, told = sentence.partition(": ")
    if not told:
        return Fault({"da": "", "en": ""}, {"da": in_danish(sentence) or sentence, "en": sentence})
    english = told[:1].upper() + told[1:]
    file, _, entry = where.partition(", ")
    places = {"da": place_in_danish(file, entry), "en": where}
    return Fault(places, {"da": in_danish(told) or english, "en": english})


def in_danish(told: str) -> str | None:
    """Return what is wrong in Danish; None when there are no words for it yet."""
    for pattern, danish in _sentences():
        if found := pattern.fullmatch(told.removesuffix(".")):
            return danish.format(**{name: _within(words) for name, words in found.groupdict().items()})
    return None


def _within(words: str) -> str:
    """Return what stands at a place, where the law says it with English words of its own."""
    for pattern, danish in WITHIN:
        words = pattern.sub(danish, words)
    return words


def place_in_danish(file: str, entry: str) -> str:
    """Return where a fault is: a file, and the entry in it where it is one."""
    kind, space, name = entry.partition(" ")
    return ", ".join(filter(None, (PLACES.get(file, file), f"{PLACES.get(kind, kind)}{space}{name}")))


@cache
def _sentences() -> list[tuple[re.Pattern[str], str]]:
    return [(_pattern(english), danish) for english, danish in yaml.safe_load(WORDS.read_text("utf-8"))]


def _pattern(english: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", english)
    found = "".join(_group(part) if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return re.compile(found)


def _group(name: str) -> str:
    """Return what a name stands for: a place within an entry may be absent, anything else is something."""
    return rf"(?P<{name}>(?:[\w.\[\]]+:? )?(?:[\w.]+: )?)" if name == "at" else rf"(?P<{name}>.+?)"
