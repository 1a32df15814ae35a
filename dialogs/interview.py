"""The interview: from what is known to the next card. The place in it follows from the facts."""

from functools import lru_cache
from zoneinfo import ZoneInfo

from cards.words import words
from casework.cases.cases import unit_of
from casework.ports import AdviceCount
from dialogs import problems
from dialogs.advice import advice_card
from dialogs.asked import Asked
from dialogs.book import Book, is_asked
from dialogs.desk import Desk
from dialogs.known import Known
from dialogs.question import (
    asked_again_card,
    explained_card,
    next_question_card,
    open_card,
    previous_fact,
)
from dialogs.shown import Shown
from dialogs.start import start_card
from dialogs.turn import Turn
from guideline.answers import Answer
from guideline.decide import Ask, decide
from guideline.model import Facts

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def card_for(book: Book, known: Known, hint: str | None = None) -> Shown:
    """Return the card that what is known leads to: the next question, or the advice.

    Kept for whoever comes by next, unless it has a hint, which answers one person's words.
    """
    return _draw(book, known, hint) if hint else _kept(book, known)


@lru_cache(maxsize=512)
def _kept(book: Book, known: Known) -> Shown:
    return _draw(book, known, None)


def _draw(book: Book, known: Known, hint: str | None) -> Shown:
    step = decide(book.pack, known.facts)
    if isinstance(step, Ask):
        return next_question_card(book, known, book.questions[step.fact], hint)
    return advice_card(book, known, step, hint)


async def start(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Start afresh from what the press itself says; earlier facts count only where it says nothing."""
    if asked.damaged:
        return problems.damaged(desk.book, asked)
    facts = asked.answers or asked.known.facts
    known = desk.book.know(facts, asked.known.lang, for_self=asked.for_self)
    if not known.items:
        return start_card(desk.book, known.lang, asked.hint)
    return await _reached(desk, known, turn, asked, new=bool(asked.answers))


async def answer(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Take an answer, or open what "not sure" opens, or show where the interview stands."""
    unsure = asked.name("unsure")
    if asked.damaged or (unsure is not None and not _can_ask(desk.book, unsure)):
        return problems.damaged(desk.book, asked)
    if asked.answers:
        return await _answered(desk, asked, turn)
    if unsure is not None:
        draw = open_card if asked.flag("open") else explained_card
        return draw(desk.book, asked.known, unsure, asked.hint)
    hint = words(asked.known.lang)("question.choose") if asked.name("asked") else None
    return _stands(desk, asked, hint)


async def back(desk: Desk, asked: Asked, _turn: Turn) -> Shown:
    """Ask again: the fact that the press names, or the last one that was asked about."""
    change = asked.name("change")
    fact = change or previous_fact(desk.book, asked.known)
    if asked.damaged or (fact is not None and fact not in desk.book.questions):
        return problems.damaged(desk.book, asked)
    if fact is None:
        return start_card(desk.book, asked.known.lang, asked.hint)
    if not _can_ask(desk.book, fact):
        known = _with(desk.book, asked, {fact: False})
        return card_for(desk.book, known, asked.hint)
    stepping = change is None or asked.flag("stepping")
    return asked_again_card(desk.book, asked.known, fact, asked.hint, stepping=stepping)


async def _answered(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    known = _with(desk.book, asked, asked.answers)
    return await _reached(desk, known, turn, asked, new=known.items != asked.known.items)


async def _reached(desk: Desk, known: Known, turn: Turn, asked: Asked, *, new: bool) -> Shown:
    """Return the card, and count it where a new answer led to an advice."""
    shown = card_for(desk.book, known, asked.hint)
    if new and shown.advice:
        await _count(desk, shown.advice, turn)
    return shown


async def _count(desk: Desk, advice: Answer, turn: Turn) -> None:
    unit = await unit_of(desk.casework, turn.person_id)
    now = desk.clock.now().astimezone(COPENHAGEN)
    month = f"{now.year}-{now.month:02}"
    desk.counts.add(AdviceCount(advice.verdict, advice.grounds, unit, month))


def _stands(desk: Desk, asked: Asked, hint: str | None) -> Shown:
    if not asked.known.items:
        return start_card(desk.book, asked.known.lang, hint or asked.hint)
    return card_for(desk.book, asked.known, hint or asked.hint)


def _with(book: Book, asked: Asked, answers: Facts) -> Known:
    facts = {**asked.known.facts, **answers}
    return book.know(facts, asked.known.lang, for_self=asked.for_self)


def _can_ask(book: Book, fact: str) -> bool:
    return fact in book.questions and is_asked(book.questions[fact])
