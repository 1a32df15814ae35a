"""The ways on that many cards share, and the lines of what is known."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from cards.words import typed_words, words
from dialogs.book import Book, is_asked
from dialogs.known import Known
from dialogs.shown import Way
from guideline.decide import next_question
from guideline.model import LegalText

SHORTEST_NAME = 3
"""Letters of a word of a label that can stand for the label alone."""


@dataclass(frozen=True, slots=True)
class KnownLine:
    """One fact on a card, and the press that asks it again."""

    label: str
    answer: str
    change: Way


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list with the paragraphs it renders."""

    text: str
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A line that stands for something the guideline names, such as a duty."""

    id: str
    text: str
    references: tuple[str, ...]


def known_lines(book: Book, known: Known, without: Collection[str] = ()) -> list[KnownLine]:
    """Return what is known as lines, each with the press that changes it."""
    return [
        KnownLine(
            book.label(known, fact), book.answer_text(known, fact, value), change_way(book, known, fact)
        )
        for fact, value in known.items
        if fact not in without
    ]


def change_way(book: Book, known: Known, fact: str) -> Way:
    """Return the press that asks a fact again; what is only said and never asked about is taken back.

    Its name begins with what its line shows (WCAG 2.2, 2.5.3), so that it can be pressed by voice.
    """
    answer = book.answer_text(known, fact, known.facts[fact])
    title = words(known.lang)("known.change_named", what=book.label(known, fact), answer=answer)
    if is_asked(book.questions[fact]):
        return Way(title, "interview.back", known.data(change=fact))
    return Way(title, "interview.answer", known.data(**{fact: False}))


def change_ways(book: Book, known: Known) -> list[Way]:
    """Return the presses that change an answer, with what may be typed instead: "change sound"."""
    return [
        replace(change_way(book, known, fact), words=_change_words(book.label(known, fact)))
        for fact in known.facts
    ]


@lru_cache(maxsize=128)
def _change_words(label: str) -> tuple[str, ...]:
    """Return the words that change what a label names: kept once, and not with each of hundreds of cards."""
    named = (label, *(word for word in label.split() if len(word) >= SHORTEST_NAME))
    return tuple(f"{deed} {name}" for deed in typed_words("typed.change") for name in named)


def restart_way(lang: str) -> Way:
    """Return the press that starts over. It carries no facts: a start starts afresh."""
    title = words(lang)("action.restart")
    return Way(title, "interview.start", {"facts": {}, "lang": lang}, typed_words("typed.start"))


def return_way(book: Book, known: Known) -> Way:
    """Return the press that goes back to where the interview stands."""
    if not known.items:
        return restart_way(known.lang)
    stands = next_question(book.pack, known.facts)
    title = words(known.lang)("action.back_to_question" if stands else "action.back_to_advice")
    said = typed_words("typed.back") + typed_words("typed.continue")
    return Way(title, "interview.answer", known.data(), said)


def lawful_line(book: Book, lang: str) -> Line:
    """Return what is no misuse, and what to do in doubt. It stands wherever misuse is spoken of."""
    lawful, doubt = book.text("misuse.lawful"), book.text("misuse.doubt")
    return Line(join([lawful.text[lang], doubt.text[lang]]), lawful.references)


def text_lines(text: LegalText, lang: str) -> list[Line]:
    """Return a text's lines; its paragraphs stand with its first words, not with each line."""
    return [Line(line[lang]) for line in text.lines]


def join(lines: Iterable[str]) -> str:
    """Return sentences one after the other."""
    return " ".join(lines)
