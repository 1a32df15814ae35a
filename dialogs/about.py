"""The card that says what the bot is, by which version of the guideline it answers, and what it stores."""

from cards.words import words
from dialogs.asked import Asked
from dialogs.book import Book
from dialogs.desk import Desk
from dialogs.known import Known
from dialogs.page import Page, page_card
from dialogs.shown import Shown
from dialogs.turn import Turn
from dialogs.ways import Line, return_way

HASH_SHOWN = 12
"""Characters of the pack's hash on a card: enough to compare, short enough to read aloud."""


async def show(desk: Desk, asked: Asked, _turn: Turn) -> Shown:
    """Show what this is."""
    return about_card(desk.book, asked.known)


def about_card(book: Book, known: Known) -> Shown:
    """Return the card, with the way back to where the interview stands."""
    t, lang, manifest = words(known.lang), known.lang, book.pack.manifest
    limits = book.text("about.limits")
    version = t(
        "page.about_version",
        title=manifest.title[lang],
        version=manifest.version,
        since=manifest.in_force_from.isoformat(),
    )
    page = Page(
        title=t("page.about"),
        intro=[book.text("about.what").text[lang]],
        lines=[
            Line(limits.text[lang], limits.references),
            Line(t("start.stores")),
            Line(version),
            Line(_adopted(book, lang)),
        ],
        closing=[t("page.about_hash", hash=short_hash(book))],
        ways=(return_way(book, known),),
    )
    return page_card(page, lang)


def short_hash(book: Book) -> str:
    """Return the beginning of the pack's hash."""
    return book.pack.hash[:HASH_SHOWN]


def _adopted(book: Book, lang: str) -> str:
    adopted = book.pack.manifest.adopted
    if adopted.on is None:
        return adopted.note[lang]
    return words(lang)("page.adopted", day=adopted.on.isoformat())
