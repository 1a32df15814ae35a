"""Texts under another language than their own: Danish pasted as the English text, or the reverse.

Told by usual words that only one of the two has. A text without two of them, such as a name, is taken as it
is.
"""

import re
from collections.abc import Iterator, Mapping

from guideline.check.entries import Placed, every_entry
from guideline.check.texts import every_text
from guideline.errors import PackError
from guideline.model import Pack, Text


def _usual(words: str) -> frozenset[str]:
    return frozenset(words.split())


DANISH = _usual(
    "og er det ikke på til af som hvis skal må eller en et kan om vi har du jeg når blev bliver vil mod med "
    "hvor hvem hvad hvorfor sig deres dem din dit sin også kun fra ved efter gerne optage skriv spørg lov "
    "tag hold følg personen samtalen optagelse optagelsen lyd alle få hos selv kommunen reglerne gælder"
)
ENGLISH = _usual(
    "the of and is you not if that or a we it when must should are with may their them your will be on from "
    "who what why where which as only also after they ask say can no yes this need person record sound about"
)
USUAL: Mapping[str, frozenset[str]] = {"da": DANISH, "da-simple": DANISH, "en": ENGLISH}
NAMES = {DANISH: "Danish", ENGLISH: "English"}

WORD = re.compile(r"[^\W\d_]+")
QUOTED = re.compile(r"»[^«]*«|\"[^\"]*\"|“[^”]*”")
"""What is quoted may be in any language."""


def faults(pack: Pack) -> Iterator[PackError]:
    """Find texts with usual words of the other language, and none of their own."""
    for placed in every_entry(pack):
        for where, text in every_text(placed.entry):
            yield from _swapped(placed, where, text)


def _swapped(placed: Placed, where: str, text: Text) -> Iterator[PackError]:
    for language, words in text.items():
        if language in USUAL and (other := _other_language(words, USUAL[language])):
            yield placed.fault(f'{where}: the text in "{language}" is {other}', "translate it")


def _other_language(words: str, own: frozenset[str]) -> str | None:
    said = {word.casefold() for word in WORD.findall(QUOTED.sub("", words))}
    if said & own:
        return None
    return next((name for those, name in NAMES.items() if those != own and len(said & those) > 1), None)
