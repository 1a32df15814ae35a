"""What a card is made of: our own words, what people wrote or may write, what to press."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from dialogs.shown import Field, Way
from dialogs.ways import Line


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
class Thread:
    """What people have said to each other, oldest first: the latest of it, and how much came before."""

    kind: ClassVar[str] = "thread"
    said: Sequence[Quote]
    earlier: str
    """The sentence for what is left out, with `{number}` in it."""
    most: int
    """Entries that are shown."""
    all_of_it: Way | None = None
    """The press that shows what is left out."""

    @property
    def blocks(self) -> Sequence["Quote | Small | Presses"]:
        """Return what is shown of it."""
        left_out = len(self.said) - self.most
        if left_out <= 0:
            return self.said
        ways = (self.all_of_it,) if self.all_of_it else ()
        return [Small(self.earlier.format(number=left_out)), Presses(ways), *self.said[left_out:]]


@dataclass(frozen=True, slots=True)
class Copied:
    """A text to read aloud, hand over or copy, set apart. It is never shortened."""

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


Block: TypeAlias = Heading | Told | Small | Warned | Facts | Bars | Quote | Thread | Copied | Ask | Presses
