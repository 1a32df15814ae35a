"""How to do by hand what the bot does not do for its users: report misuse, ask HR/Jura."""

from cards.words import words
from casework.ports import Place
from dialogs.asked import Asked
from dialogs.desk import Desk
from dialogs.page import Page, page_card
from dialogs.shown import Shown
from dialogs.turn import Turn
from dialogs.ways import known_lines, restart_way, return_way, text_lines


async def misuse(desk: Desk, asked: Asked, _turn: Turn) -> Shown:
    """Show how HR/Jura are told of a misuse (C1)."""
    return _guidance(desk, asked, "misuse", "misuse.begin")


async def hr(desk: Desk, asked: Asked, _turn: Turn) -> Shown:
    """Show how HR/Jura are asked (B4)."""
    return _guidance(desk, asked, "hr", "hr.ask")


def _guidance(desk: Desk, asked: Asked, name: str, verb: str) -> Shown:
    known, text = asked.known, desk.book.text(f"guidance.{name}")
    practical = [words(known.lang)("page.misuse_advice")] if name == "misuse" else []
    ways = [return_way(desk.book, known)]
    if known.items:
        ways.append(restart_way(known.lang))
    page = Page(
        title=words(known.lang)(f"page.{name}"),
        intro=[text.text[known.lang]],
        references=text.references,
        lines=text_lines(text, known.lang),
        closing=[*practical, desk.book.pack.manifest.hr_contact[known.lang]],
        known=known_lines(desk.book, known),
        ways=tuple(ways),
    )
    return page_card(page, known.lang, Place(verb, known.data()), asked.hint)
