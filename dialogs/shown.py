"""A card as the conversation knows it: what it looks like, and what may be pressed or typed in answer."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from casework.about import About
from casework.ports import Place
from dialogs.turn import FileOffer
from guideline.decide import Answer
from guideline.model import Value

Data: TypeAlias = dict[str, object]
"""What a button carries."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way on from a card: a button, and the words that do the same when they are typed."""

    title: str
    verb: str
    data: Data
    words: tuple[str, ...] = ()
    numbered: bool = False
    """Whether typing its number, counted among the numbered ways of the card, chooses it."""
    takes: str = ""
    """The input that takes what is typed after the words: "approve, because …"."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a field."""

    answer: Value
    title: str
    known: str
    """The answer on a line that names the field already."""
    words: tuple[str, ...]

    @property
    def value(self) -> str:
        """The answer as an input's value spells it."""
        return card_value(self.answer)


@dataclass(frozen=True, slots=True)
class Field:
    """Something a card asks for; buttons when it is the only one, an input otherwise."""

    id: str
    ask: str
    choices: tuple[Choice, ...] = ()
    why: str = ""
    references: tuple[str, ...] = ()
    answer: Value | None = None
    """The present answer, where the field is asked again."""
    kind: Literal["choice", "text", "date", "time"] = "choice"
    max_length: int = 0
    """Characters of a text; 0 for what is no text."""
    required: bool = True
    many: bool = False
    """Several choices may be taken; their values are joined by commas."""

    @property
    def value(self) -> str | None:
        """The present answer as an input's value spells it."""
        return None if self.answer is None else card_value(self.answer)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is typed next, whatever it says, goes into an input of this press."""

    way: Way
    input: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A card that is shown. Typed text answers the fields first, then chooses among the ways."""

    card: bytes
    summary: str
    place: Place | None = None
    """What to press to see this card again; None leaves the chat's place where it was."""
    fields: tuple[Field, ...] = ()
    submit: Way | None = None
    """Where the answers to the fields go."""
    ways: tuple[Way, ...] = ()
    advice: Answer | None = None
    entry: Entry | None = None
    about: About | None = None
    """The request or case that the card shows."""
    offer: FileOffer | None = None
    """A file that is offered after the card."""


def card_value(value: Value) -> str:
    """Return a value as an Adaptive Card's input spells it."""
    return value if isinstance(value, str) else str(value).lower()


def numbered(titles: list[str]) -> str:
    """Return titles on one line with the numbers by which they can be chosen."""
    return " ".join(f"{number}: {title}." for number, title in enumerate(titles, start=1))
