"""The texts for the person who records, as staff find them from any chat or meeting by typing a few letters.

What is found is a card with the guideline's own words and nothing about anybody. Nothing typed is kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cards.words import LANGUAGES, words
from dialogs.book import Book
from dialogs.example import told_apart
from dialogs.matching import plain
from dialogs.public_languages import approved, language_name, named
from dialogs.recorder_text import RecorderText, draw
from guideline.answers import Answer
from guideline.decide import decide
from guideline.model import Facts, Pack, Text
from guideline.roles import Situation
from guideline.translations import spoken_languages

COMMANDS = {"recorderText": "da", "recorderTextSimple": "da-simple", "recorderTextEnglish": "en"}
"""The app manifest's ids of the commands, each with the language of its texts."""

LONGEST_QUERY = 100
"""Characters of what is typed that are looked at."""

INSIDE = 3
"""Letters from which a word is found by its inside too: "billede" in "lydogbillede"."""


@dataclass(frozen=True, slots=True)
class Found:
    """A text: how the list names it, and the card that goes into the chat."""

    title: str
    about: str
    """For whom, and in which language."""
    card: bytes


@dataclass(frozen=True, slots=True, eq=False)
class _Text:
    title: Text
    reader: str
    notices: tuple[str, ...]
    names: tuple[str, ...]
    """The words by which it is found."""
    said: tuple[str, ...]
    """The words of the text itself, by which it is found where no name fits."""


class TextFinder:
    """The texts of a pack. They are few and the same for everybody: each card is drawn once."""

    def __init__(self, pack: Pack, public_url: str | None) -> None:
        self._book = Book(pack)
        self._public_url = public_url
        self._texts = tuple(_texts(pack))
        self._card = lru_cache(len(self._texts) * len(approved(pack)) or 1)(self._draw)

    def find(self, command: str, typed: str, language: str) -> list[Found]:
        """Return what fits all the words typed; everything where nothing was typed.

        The titles are in the chat's language, the texts in the language typed, else in the command's; an
        unknown command is a Danish one.
        """
        lang, needles = self._language(typed[:LONGEST_QUERY].casefold().split(), COMMANDS.get(command, "da"))
        named = [text for text in self._texts if all(_in(text.names, needle) for needle in needles)]
        fitting = named or [
            text for text in self._texts if all(_in(text.names + text.said, needle) for needle in needles)
        ]
        return [self._found(text, lang, language) for text in fitting]

    def _language(self, typed: list[str], otherwise: str) -> tuple[str, list[str]]:
        """Return the language of the texts, and the words that say which text: "polsk børn" asks for both."""
        found = {word: tag for word in typed if (tag := named(word)) in approved(self._book.pack)}
        lang = next((tag for tag in found.values() if tag), otherwise)
        return lang, plain(" ".join(word for word in typed if word not in found)).split()

    def nothing(self, language: str) -> str:
        """Return what to say where nothing fits."""
        return words(language)("extension.nothing")

    def _found(self, text: _Text, lang: str, language: str) -> Found:
        t = words(language)
        about = f"{t(f'extension.to_{text.reader}')} · {language_name(lang, language)}"
        return Found(text.title[language], about, self._card(text, lang))

    def _draw(self, text: _Text, lang: str) -> bytes:
        told = RecorderText(self._book, text.notices, text.reader == "employee", lang)
        return told_apart(self._book.pack, draw(told, self._public_url))


def _texts(pack: Pack) -> Iterator[_Text]:
    """Return the texts for citizens, then for employees. Where nothing is told, there is no text."""
    for reader, who in pack.roles.ready_texts.readers.items():
        for situation in pack.roles.ready_texts.situations:
            notices = _notices(pack, {**who, **situation.facts})
            if notices:
                names = tuple(_spoken_of(situation, reader))
                yield _Text(situation.title, reader, notices, names, tuple(_said(pack, notices)))


def _notices(pack: Pack, facts: Facts) -> tuple[str, ...]:
    answer = decide(pack, facts)
    return answer.notices if isinstance(answer, Answer) else ()


def _spoken_of(situation: Situation, reader: str) -> Iterator[str]:
    """Return the words that name a text in any language, for people mix them."""
    for language in LANGUAGES:
        t, key = words(language), f"extension.to_{reader}"
        named = (
            situation.title[language],
            *situation.words.get(language, ()),
            t(key),
            *t.typed(f"{key}.more"),
        )
        yield from plain(" ".join(named)).split()


def _said(pack: Pack, notices: tuple[str, ...]) -> Iterator[str]:
    """Return the words of the notices, in every language that may be chosen."""
    for said in spoken_languages(pack, drafts=False).values():
        for notice in notices:
            yield from plain(said.notice(notice, employee=False)).split()


def _in(names: tuple[str, ...], needle: str) -> bool:
    return any(name.startswith(needle) or (len(needle) >= INSIDE and needle in name) for name in names)
