"""What a typed text chooses on a card. Words of both languages are understood, since people mix them."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from cards.words import LANGUAGES, typed_words, words
from dialogs.shown import Choice, Data, Field, Shown, Way

Listed = TypeVar("Listed")

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_APOSTROPHES = re.compile(r"['’`´]")
_OTHERS = re.compile(r"[\W_]+")
_TOKEN = re.compile(r"\S+")

MOST_WORDS = 12
"""Words of a command before what it takes. A button with a name in it can be longer than it looks."""


def plain(text: str) -> str:
    """Return a text as it is compared: small letters and digits, words apart by one space, no æ, ø or å."""
    small = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    return _OTHERS.sub(" ", _APOSTROPHES.sub("", small)).strip()


@lru_cache(maxsize=4096)
def _offered(word: str) -> str:
    """Return words of ours as they are compared, the same with every text. What is typed is never kept."""
    return plain(word)


def chosen(shown: Shown, text: str, *, numbers: bool = True) -> tuple[str, Data] | None:
    """Return the verb and data that a typed text stands for on a card, or None when it answers nothing."""
    said = plain(text)
    answers = _answers(shown.fields, said)
    if answers and shown.submit:
        return shown.submit.verb, {**shown.submit.data, **answers}
    way = _way(shown.ways, said, numbers=numbers and not shown.fields)
    return (way.verb, way.data) if way else _with_more(shown.ways, text)


def entered(shown: Shown, text: str) -> tuple[str, Data] | None:
    """Return the press that takes any text, if the card waits for one."""
    if shown.entry is None or not plain(text):
        return None
    return shown.entry.way.verb, {**shown.entry.way.data, shown.entry.input: text.strip()}


def after_words(words: Sequence[str], text: str) -> str | None:
    """Return what a text says after one of these words, the longest that fits; None where none does."""
    known, tokens = {plain(word) for word in words if plain(word)}, list(_TOKEN.finditer(text))
    for number in range(min(len(tokens), MOST_WORDS), 0, -1):
        end = tokens[number - 1].end()
        if plain(text[:end]) in known:
            return text[end:].lstrip(" \t\r\n:;,.–-").rstrip()
    return None


def is_typed(command: str, text: str) -> bool:
    """Whether a text is one of the words for a command."""
    return bool(typed_in(command, text))


def typed_in(command: str, text: str) -> tuple[str, ...]:
    """Return the languages in which a text is one of the words for a command."""
    said = plain(text)
    return tuple(language for language in LANGUAGES if said in map(_offered, words(language).typed(command)))


def _answers(fields: Sequence[Field], said: str) -> Data:
    """Return the answers in a text: to the first open field, or to two of them one after the other."""
    still_open = [field for field in fields if field.answer is None] or list(fields)
    if not still_open or not said:
        return {}
    choice = _choice(still_open[0], said)
    if choice:
        return {still_open[0].id: choice.answer}
    return _two_answers(still_open[0], still_open[1], said) if len(still_open) > 1 else {}


def _two_answers(first: Field, second: Field, said: str) -> Data:
    joins = set(map(_offered, typed_words("typed.and")))
    words = [word for word in said.split() if word not in joins]
    for place in range(1, len(words)):
        one = _choice(first, " ".join(words[:place]))
        other = _choice(second, " ".join(words[place:]))
        if one and other:
            return {first.id: one.answer, second.id: other.answer}
    return {}


def _choice(field: Field, said: str) -> Choice | None:
    """Return the answer that a text names: by number, by or by its words."""
    if said.isdecimal():
        return _at(field.choices, said)
    return next((c for c in field.choices if said in map(_offered, (c.title, *c.words))), None)


def _way(ways: Sequence[Way], said: str, *, numbers: bool) -> Way | None:
    if said.isdecimal():
        return _at([way for way in ways if way.numbered], said) if numbers else None
    return next((way for way in ways if said in map(_offered, (way.title, *way.words))), None)


def _with_more(ways: Sequence[Way], text: str) -> tuple[str, Data] | None:
    """Return the way whose command is the longest that a text begins with: "ask HR …" is no "ask …"."""
    rests = [(way, after_words((way.title, *way.words), text)) for way in ways if way.takes]
    found = [(way, more) for way, more in rests if more]
    if not found:
        return None
    way, more = min(found, key=lambda one: len(one[1]))
    return way.verb, {**way.data, way.takes: more}


def _at(listed: Sequence[Listed], number: str) -> Listed | None:
    place = int(number) if len(number) <= 3 else 0
    return listed[place - 1] if 1 <= place <= len(listed) else None
