"""The cards that a guideline's answers lead to, drawn without a world around them: to prove a guideline by.

Forms are left out: `sheet.py` divides one that would be too large.
"""

from collections.abc import Iterator
from typing import NamedTuple

from dialogs import case_note, why
from dialogs.advice import advice_card
from dialogs.asked import read
from dialogs.book import NOTED, Book
from dialogs.known import Known
from dialogs.public_languages import approved
from dialogs.recorder_text import RecorderText, draw
from guideline.answers import Answer
from guideline.decide import decide
from guideline.interviews import every_interview
from guideline.model import Facts, Pack

LANGUAGES = ("da", "en")
NOTE = {"recorded": "yes", "informed": "yes"}
"""What is noted with most words."""


class Drawn(NamedTuple):
    """A card, and what it was drawn for."""

    what: str
    lang: str
    facts: Facts
    answer: Answer
    card: bytes


def drawn_cards(pack: Pack) -> Iterator[Drawn]:
    """Draw the cards of each different answer, in each language, for staff and for an employee who records.

    Raises:
        MissingTextsError: the pack lacks a text that a card needs.

    """
    book = Book(pack)
    for facts, answer in _examples(pack):
        for lang in LANGUAGES:
            yield from _of_staff(book, book.know(facts, lang, for_self=False), answer)
            own = book.know(facts, lang, for_self=True)
            told = decide(pack, own.facts)
            if own.for_self and isinstance(told, Answer):
                yield Drawn("advice", lang, facts, answer, advice_card(book, own, told).card)
        yield from _to_the_person(book, facts, answer)


def _examples(pack: Pack) -> Iterator[tuple[Facts, Answer]]:
    """Return one interview for each different answer, and for each who may record."""
    seen = set()
    for facts in every_interview(pack):
        answer = decide(pack, facts)
        recorder = facts.get(pack.roles.recorder.fact)
        if isinstance(answer, Answer) and (id(answer), recorder) not in seen:
            seen.add((id(answer), recorder))
            yield facts, answer


def _of_staff(book: Book, known: Known, answer: Answer) -> Iterator[Drawn]:
    def drawn(what: str, card: bytes) -> Drawn:
        return Drawn(what, known.lang, known.facts, answer, card)

    yield drawn("advice", advice_card(book, known, answer).card)
    yield drawn("why", why.why_card(book, known, answer).card)
    if NOTED in answer.next:
        asked = read(book.pack, known.data(), known.lang)
        yield drawn("case_note", case_note.note_card(book, asked, answer, NOTE).card)


def _to_the_person(book: Book, facts: Facts, answer: Answer) -> Iterator[Drawn]:
    if not answer.notices:
        return
    employee = book.by_an_employee(book.know(facts, "da", for_self=False))
    for lang in approved(book.pack):
        text = RecorderText(book, answer.notices, employee, lang)
        yield Drawn("recorder_text", lang, facts, answer, draw(text, None))
