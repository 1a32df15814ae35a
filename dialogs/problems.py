"""Cards for what did not work: what happened, that nothing is lost, and what to press."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias, TypeGuard

from cards.words import words
from casework.errors import DirectoryUnavailable, HeldByOthers
from casework.ports import Place
from dialogs.asked import Asked
from dialogs.book import Book
from dialogs.known import Known
from dialogs.page import Page, page_card
from dialogs.shown import Shown, Way
from dialogs.ways import restart_way, return_way

Press: TypeAlias = tuple[str, Mapping[str, object]]
"""A verb and what goes with it."""


FORMS = {
    "refusal.begin": "form.title",
    "refusal.step": "form.title",
    "misuse.begin": "misuse.title",
    "misuse.step": "misuse.title",
    "hr.ask": "legal.title",
    "case.sheet": "assess.title",
    "case.sheet_step": "assess.title",
    "access.begin": "access.title",
    "absence.set": "absence.title",
}
"""The forms that are filled in by typing, too: the verb that shows each, and its title."""


def unknown(book: Book, asked: Asked) -> Shown:
    """Return the card for a button that the bot does not know."""
    return _problem(book, asked.known, "unknown")


def damaged(book: Book, asked: Asked) -> Shown:
    """Return the card for data that could not be read; it keeps the facts that could."""
    return _problem(book, asked.known, "damaged")


def not_here(book: Book, asked: Asked) -> Shown:
    """Return the card for a button that does not belong to what is known now."""
    return _problem(book, asked.known, "not_here")


def guest(book: Book, known: Known) -> Shown:
    """Return the card for what is for staff, and was asked for by somebody who is not known to be one."""
    return _problem(book, known, "guest", tone="accent")


def cpr(book: Book, known: Known, place: Place | None = None) -> Shown:
    """Return the card that turns a CPR number away. `place`: where the chat stands and goes on."""
    return _problem(book, known, "cpr", tone="attention", place=place)


def files(book: Book, known: Known, place: Place | None = None) -> Shown:
    """Return the card that turns files away: a recording must never be sent here."""
    text = book.text("files.never")
    return _problem(book, known, "files", text.text[known.lang], references=text.references, place=place)


def group(book: Book, lang: str, *, may_be_chosen: bool = False) -> Shown:
    """Return the card for a chat where others read along. `may_be_chosen`: as HR/Jura's channel."""
    t = words(lang)
    choosing = [t("problem.group.choose")] if may_be_chosen else []
    intro = [t("problem.group.text"), book.text("about.what").text[lang], *choosing]
    return page_card(Page(title=t("problem.group.title"), intro=intro, tone="accent"), lang)


def failed(book: Book, known: Known, reference: str, again: Press | None = None) -> Shown:
    """Return the card for a fault of our own; support finds it by the reference. `again`: the same press."""
    closing = [words(known.lang)("problem.failed.reference", reference=reference)]
    return _problem(book, known, "failed", tone="attention", closing=closing, again=again)


def late(book: Book, known: Known, again: Press | None, *, changes: bool) -> Shown:
    """Return the card for an answer that takes longer. `changes`: the answer replaces the card later."""
    told = words(known.lang)("problem.late.changes" if changes else "problem.late.press")
    return _problem(book, known, "late", told, again=again)


def ending(book: Book, known: Known, again: Press | None) -> Shown:
    """Return the card for a press that may be left undone: the process ends before its answer is there."""
    return _problem(book, known, "ending", again=again)


def not_yours(lang: str) -> Shown:
    """Return what a card becomes whose reader may see no more what it showed."""
    t = words(lang)
    page = Page(title=t("problem.not_yours.title"), intro=[t("problem.not_yours.text")])
    return page_card(page, lang)


def not_now(
    book: Book, known: Known, why: DirectoryUnavailable | HeldByOthers, again: Press | None = None
) -> Shown:
    """Return the card for what can be done in a moment: nobody can say who somebody is, or others are at it.

    `again`: the press with what was written.
    """
    name = "directory" if isinstance(why, DirectoryUnavailable) else "held"
    told = words(known.lang)(f"problem.{name}.press" if again else f"problem.{name}.type")
    return _problem(book, known, name, told, again=again)


def _again(press: Press | None, lang: str) -> list[Way]:
    return [Way(words(lang)("problem.failed.again"), press[0], dict(press[1]))] if press else []


def _problem(
    book: Book,
    known: Known,
    name: str,
    told: str | None = None,
    *,
    tone: str = "warning",
    references: Sequence[str] = (),
    closing: Sequence[str] = (),
    place: Place | None = None,
    again: Press | None = None,
) -> Shown:
    """Return a problem's card: what happened, in its own text or as `told`, and every way on."""
    t = words(known.lang)
    page = Page(
        title=t(f"problem.{name}.title"),
        intro=[told or t(f"problem.{name}.text"), *_still_open(known.lang, place)],
        tone=tone,
        references=references,
        closing=closing,
        ways=(*_again(again, known.lang), *_back_to_form(known.lang, place), *_ways_on(book, known)),
    )
    return page_card(page, known.lang)


def _still_open(lang: str, place: Place | None) -> list[str]:
    """Say which form is open, and that nothing else in it is lost."""
    if not _is_form(place):
        return []
    t, title = words(lang), FORMS.get(place.verb)
    return [t("problem.form_open", form=t(title)) if title else t("problem.text_open")]


def _back_to_form(lang: str, place: Place | None) -> list[Way]:
    if not _is_form(place):
        return []
    title = words(lang)("problem.to_form" if place.verb in FORMS else "problem.to_text")
    return [Way(title, place.verb, {**place.data, "lang": lang})]


def _is_form(place: Place | None) -> TypeGuard[Place]:
    """Whether the chat stands where something is filled in: a form, or a text that is asked for."""
    return place is not None and (place.verb in FORMS or bool(place.data.get("ask")))


def _ways_on(book: Book, known: Known) -> tuple[Way, ...]:
    restart = restart_way(known.lang)
    return (return_way(book, known), restart) if known.items else (restart,)
