"""A card made of blocks, one below the other: what people wrote or may write, what to copy and press."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar, Literal, TypeAlias

from cards.render import render
from casework.about import About
from casework.ports import Place
from dialogs.shown import Entry, Field, Shown, Way
from dialogs.ways import Line

LARGEST = 23 * 1024
"""Bytes of a card's JSON that are surely below the limit of 24 KB."""

CLIPS = (1000, 600, 300, 120, 40)
"""Characters of what people wrote that a card keeps when it would become too large otherwise."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the blocks below are about."""

    kind: ClassVar[str] = "heading"
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """Lines of our own words, each with its paragraphs."""

    kind: ClassVar[str] = "told"
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Small:
    """Something to know, set small."""

    kind: ClassVar[str] = "small"
    text: str
    references: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that needs attention before the rest."""

    kind: ClassVar[str] = "warned"
    text: str
    references: Sequence[str] = ()
    tone: str = "warning"


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a name and what it is; some of it people wrote."""

    kind: ClassVar[str] = "facts"
    pairs: Sequence[tuple[str, str]]


Tone: TypeAlias = Literal["accent", "good", "warning", "attention", "emphasis"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: how many, in words and as its length. The words of a part of 0 stand without a bar."""

    text: str
    number: int
    tone: Tone = "accent"


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: what it counts, and its parts one behind the other."""

    label: str
    parts: Sequence[Part]

    @property
    def length(self) -> int:
        """How long it is, all parts together."""
        return sum(part.number for part in self.parts)


@dataclass(frozen=True, slots=True)
class Bars:
    """Rows to compare: each as long beside the longest as its number is beside the greatest."""

    kind: ClassVar[str] = "bars"
    bars: Sequence[Bar]

    @property
    def whole(self) -> int:
        """The length of the longest."""
        return max((bar.length for bar in self.bars), default=0)


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, under a line that says what or whose they are."""

    kind: ClassVar[str] = "quote"
    label: str
    text: str
    references: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Copied:
    """A text to read aloud, hand over or copy, set apart."""

    kind: ClassVar[str] = "copied"
    paragraphs: Sequence[str]
    large: bool = False
    """Whether it is read from the other side of a table."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Something to fill in, with a line on why."""

    kind: ClassVar[str] = "ask"
    field: Field
    compact: bool = False
    """One line of text, or a list that opens."""


@dataclass(frozen=True, slots=True)
class Presses:
    """Buttons below each other. The first may stand out."""

    kind: ClassVar[str] = "presses"
    ways: Sequence[Way]
    inputs: bool = False
    """Whether what was filled in goes along."""
    style: str = "default"
    error: str = ""


Block: TypeAlias = Heading | Told | Small | Warned | Facts | Bars | Quote | Copied | Ask | Presses


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a card says, from top to bottom."""

    title: str
    intro: Sequence[Line] = ()
    tone: str = "default"
    blocks: Sequence[Block] = ()
    more_ways: tuple[Way, ...] = ()
    """What may be typed besides the buttons."""
    place: Place | None = None
    entry: Entry | None = None
    about: About | None = None
    summary: str = ""
    """Empty: the title and the intro."""
    lang: str = ""
    """Of the card, where all of it speaks another language than its reader's. Empty: the reader's."""


def sheet_card(sheet: Sheet, lang: str, hint: str | None = None, tone: str = "attention") -> Shown:
    """Draw a sheet, with a sentence on top of it.

    Where what people wrote is too much for one card, each text is clipped alike.
    """
    ways = tuple(way for block in sheet.blocks if isinstance(block, Presses) for way in block.ways)
    said = " ".join([f"{sheet.title}.", *(line.text for line in sheet.intro)])
    return Shown(
        _drawn(sheet, lang, hint, tone),
        " ".join(filter(None, [hint, sheet.summary or said])),
        sheet.place,
        ways=ways + sheet.more_ways,
        entry=sheet.entry,
        about=sheet.about,
    )


def _drawn(sheet: Sheet, lang: str, hint: str | None, tone: str) -> str:
    draw = partial(_draw, sheet, lang=sheet.lang or lang, hint=hint, hint_tone=tone)
    card = draw(sheet.blocks)
    for limit in CLIPS:
        if len(card.encode()) <= LARGEST:
            break
        card = draw([_clipped(block, limit) for block in sheet.blocks])
    return card


def _draw(sheet: Sheet, blocks: Iterable[Block], *, lang: str, hint: str | None, hint_tone: str) -> str:
    shown = [block for block in blocks if not _is_empty(block)]
    top = {"title": sheet.title, "intro": sheet.intro, "tone": sheet.tone}
    return render("sheet", lang, **top, blocks=shown, hint=hint, hint_tone=hint_tone)


def _is_empty(block: Block) -> bool:
    match block:
        case Quote():
            return not block.text.strip()
        case Told():
            return not block.lines
        case Presses():
            return not block.ways
        case Bars():
            return not block.bars
        case _:
            return False


def _clipped(block: Block, limit: int) -> Block:
    clip: Callable[[str], str] = lambda text: text if len(text) <= limit else f"{text[:limit]}…"  # noqa: E731
    match block:
        case Quote():
            return replace(block, text=clip(block.text))
        case Copied():
            return replace(block, paragraphs=[clip(paragraph) for paragraph in block.paragraphs])
        case Facts():
            return replace(block, pairs=[(name, clip(value)) for name, value in block.pairs])
        case Ask() if block.field.kind == "text" and isinstance(block.field.answer, str):
            return replace(block, field=replace(block.field, answer=block.field.answer[:limit]))
        case _:
            return block
