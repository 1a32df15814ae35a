"""What is wrong with an edited guideline, in the two languages of the page.

The command says it in English, as all commands do. Whoever edits words need not read that, so the page has it
in Danish; a sentence without Danish words yet is shown as it is.
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
    "line": "linje",
    "entry": "punkt",
    "rule": "regel",
    "list": "liste",
    "ground": "grund",
    "mark": "mærke",
}


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
    return Fault({"da": _place(where), "en": where}, {"da": in_danish(told) or english, "en": english})


def in_danish(told: str) -> str | None:
    """Return what is wrong in Danish; None when there are no words for it yet."""
    for pattern, danish in _sentences():
        if found := pattern.fullmatch(told.removesuffix(".")):
            return danish.format(**found.groupdict())
    return None


def _place(where: str) -> str:
    file, comma, entry = where.partition(", ")
    kind, space, name = entry.partition(" ")
    return f"{PLACES.get(file, file)}{comma}{PLACES.get(kind, kind)}{space}{name}"


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
