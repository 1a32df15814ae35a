"""Cards for what did not work: what happened, that nothing is lost, and what to press."""

from collections.abc import Mapping

from cards.words import words
from dialogs.asked import Asked
from dialogs.book import Book
from dialogs.known import Known
from dialogs.page import Page, page_card
from dialogs.shown import Shown, Way
from dialogs.ways import restart_way, return_way


def unknown(book: Book, asked: Asked) -> Shown:
    """Return the card for a button that the bot does not know."""
    return _problem(book, asked.known, "unknown")


def damaged(book: Book, asked: Asked) -> Shown:
    """Return the card for data that could not be read; it keeps the facts that could."""
    return _problem(book, asked.known, "damaged")


def not_here(book: Book, asked: Asked) -> Shown:
    """Return the card for a button that does not belong to what is known now."""
    return _problem(book, asked.known, "not_here")


def cpr(book: Book, known: Known) -> Shown:
    """Return the card that turns a CPR number away."""
    return _problem(book, known, "cpr", tone="attention")


def files(book: Book, known: Known) -> Shown:
    """Return the card that turns files away: a recording must never be sent here."""
    t, text = words(known.lang), book.text("files.never")
    page = Page(
        title=t("problem.files.title"),
        intro=[text.text[known.lang]],
        tone="warning",
        references=text.references,
        ways=_ways_on(book, known),
    )
    return page_card(page, known.lang)


def group(book: Book, lang: str) -> Shown:
    """Return the card for a chat where others read along."""
    t = words(lang)
    intro = [t("problem.group.text"), book.text("about.what").text[lang]]
    return page_card(Page(title=t("problem.group.title"), intro=intro, tone="accent"), lang)


def failed(
    book: Book, known: Known, reference: str, again: tuple[str, Mapping[str, object]] | None = None
) -> Shown:
    """Return the card for a fault of our own; support finds it by the reference. `again`: the same press."""
    t = words(known.lang)
    retry = [Way(t("problem.failed.again"), again[0], dict(again[1]))] if again else []
    page = Page(
        title=t("problem.failed.title"),
        intro=[t("problem.failed.text")],
        tone="attention",
        closing=[t("problem.failed.reference", reference=reference)],
        ways=(*retry, *_ways_on(book, known)),
    )
    return page_card(page, known.lang)


def _problem(book: Book, known: Known, name: str, tone: str = "warning") -> Shown:
    t = words(known.lang)
    page = Page(
        title=t(f"problem.{name}.title"),
        intro=[t(f"problem.{name}.text")],
        tone=tone,
        ways=_ways_on(book, known),
    )
    return page_card(page, known.lang)


def _ways_on(book: Book, known: Known) -> tuple[Way, ...]:
    restart = restart_way(known.lang)
    return (return_way(book, known), restart) if known.items else (restart,)
