"""A card made of blocks, one below the other: what people wrote or may write, what to copy and press."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from cards.render import render
from cards.words import words
from casework.about import About
from casework.ports import Place
from dialogs.blocks import (
    Ask,
    Bar,
    Bars,
    Block,
    Copied,
    Facts,
    Heading,
    Part,
    Presses,
    Quote,
    Small,
    Thread,
    Told,
    Tone,
    Warned,
)
from dialogs.fitting import drawings, is_empty
from dialogs.shown import Entry, Shown, Way
from dialogs.ways import Line

__all__ = [
    "Ask",
    "Bar",
    "Bars",
    "Block",
    "Copied",
    "Facts",
    "Heading",
    "Part",
    "Presses",
    "Quote",
    "Sheet",
    "Small",
    "Thread",
    "Told",
    "Tone",
    "Warned",
    "sheet_card",
]

LARGEST = 22 * 1024
"""Bytes of a card's JSON that are surely below the limit of 24 KB, also where a client spaces it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a card says, from top to bottom."""

    title: str
    intro: Sequence[Line] = ()
    tone: str = "default"
    blocks: Sequence[Block] = ()
    more_ways: tuple[Way, ...] = ()
    """What may be typed besides the buttons."""
    whole: Way | None = None
    """The press that shows all that people wrote, where this card has to shorten some of it."""
    place: Place | None = None
    entry: Entry | None = None
    about: About | None = None
    summary: str = ""
    """Empty: the title and the intro."""
    lang: str = ""
    """Of the card, where all of it speaks another language than its reader's. Empty: the reader's."""


def sheet_card(sheet: Sheet, lang: str, hint: str | None = None, tone: str = "attention") -> Shown:
    """Draw a sheet, with a sentence on top of it.

    Where what people wrote is too much for one card, it is folded, then left out from its oldest entry on,
    then shortened; the card says so, and leads to the whole.
    """
    ways = tuple(way for block in sheet.blocks if isinstance(block, Presses) for way in block.ways)
    whole = (sheet.whole,) if sheet.whole else ()
    said = " ".join([f"{sheet.title}.", *(line.text for line in sheet.intro)])
    return Shown(
        _drawn(sheet, lang, hint, tone),
        " ".join(filter(None, [hint, sheet.summary or said])),
        sheet.place,
        ways=ways + whole + sheet.more_ways,
        entry=sheet.entry,
        about=sheet.about,
    )


def _drawn(sheet: Sheet, lang: str, hint: str | None, tone: str) -> bytes:
    draw = partial(_draw, sheet, lang=sheet.lang or lang, hint=hint, hint_tone=tone)
    card = b""
    for blocks, shortened in drawings(sheet.blocks):
        said = _shortened(sheet, words(sheet.lang or lang)("sheet.shortened")) if shortened else []
        card = draw([*said, *blocks])
        if len(card) <= LARGEST:
            break
    return card


def _shortened(sheet: Sheet, said: str) -> list[Block]:
    """Return the line that says that something is shortened, and the way to all of it."""
    return [Warned(said), *([Presses([sheet.whole])] if sheet.whole else [])]


def _draw(sheet: Sheet, blocks: Sequence[Block], *, lang: str, hint: str | None, hint_tone: str) -> bytes:
    shown = [block for block in blocks if not is_empty(block)]
    top = {"title": sheet.title, "intro": sheet.intro, "tone": sheet.tone}
    return render("sheet", lang, **top, blocks=shown, hint=hint, hint_tone=hint_tone)
