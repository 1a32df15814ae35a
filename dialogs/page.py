"""A card with one message, its lines and the ways on."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards.render import render
from casework.ports import Place
from dialogs.shown import Shown, Way
from dialogs.ways import KnownLine, Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page says."""

    title: str
    intro: Sequence[str]
    tone: str = "default"
    references: Sequence[str] = ()
    noted: Line | None = None
    """A line to keep in mind, set apart."""
    lines: Sequence[Line] = ()
    closing: Sequence[str] = ()
    known: Sequence[KnownLine] = ()
    ways: tuple[Way, ...] = ()


def page_card(page: Page, lang: str, place: Place | None = None, hint: str | None = None) -> Shown:
    """Draw a page. Without a place, what is typed next still answers the card before it."""
    card = render(
        "page",
        lang,
        title=page.title,
        tone=page.tone,
        intro=page.intro,
        references=page.references,
        noted=page.noted,
        lines=page.lines,
        closing=page.closing,
        known=page.known,
        ways=page.ways,
        hint=hint,
    )
    return Shown(card, " ".join([f"{page.title}.", *page.intro]), place, ways=page.ways)
