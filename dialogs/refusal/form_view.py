"""What the form that asks for a no is drawn from."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.words import Words, words
from casework.law import OTHER
from casework.ports import Employee
from casework.refusal.equal_treatment import Figures, must_say_what_differs
from dialogs.book import Book
from dialogs.known import Known
from dialogs.shown import Data
from guideline.answers import Answer


@dataclass(frozen=True, slots=True)
class Whom:
    """Who will be asked, by their names."""

    leader: str | None = None
    stands_in_for: str | None = None
    nearest: str | None = None
    """The nearest leader; None where the directory names none."""
    passes_nearest: bool = False
    """Another leader than the nearest is asked."""
    away: bool = False
    """The leader is away, and nobody but the requester would stand in for them."""
    seems_away: bool = False
    """The leader's mail is answered automatically: a hint, by which nobody is passed over."""
    problem: str = ""
    """The id of the sentence that says why nobody is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """What the form is drawn from."""

    book: Book
    known: Known
    answer: Answer
    key: str
    values: Mapping[str, str]
    figures: Figures
    whom: Whom
    candidates: Sequence[Employee] = ()
    """Several people with the name that was written, to choose from."""
    must_differ: bool = False
    keep_days: int
    now: datetime.datetime

    @property
    def t(self) -> Words:
        """The interface's words."""
        return words(self.known.lang)

    @property
    def leader(self) -> str | None:
        """The name of who will be asked; None where nobody is found."""
        return self.whom.leader

    @property
    def ground(self) -> str:
        """The ground that is chosen."""
        return chosen_ground(self.book, self.values, self.answer)

    @property
    def asks_what_differs(self) -> bool:
        """Whether it must be said what differs."""
        typed = bool(self.values.get("deviation_reason"))
        return self.must_differ or must_say_what_differs(self.figures) or typed

    @property
    def is_outside(self) -> bool:
        """Whether the ground is none that the facts bear out: HR/Jura's advice is offered first."""
        return self.ground not in self.answer.grounds

    def data(self, **more: object) -> Data:
        """Return what the form's buttons carry."""
        meant = {"short_is_meant": "true"} if self.values.get("short_is_meant") == "true" else {}
        return self.known.data(key=self.key, **meant, **more)

    def law(self, name: str) -> str:
        """Return one of the pack's texts."""
        return self.book.text(name).text[self.known.lang]

    def references(self, name: str) -> tuple[str, ...]:
        """Return the paragraphs of one of the pack's texts."""
        return self.book.text(name).references


def chosen_ground(book: Book, values: Mapping[str, str], answer: Answer) -> str:
    """Return the ground that was chosen; else the first that holds, or one outside those named."""
    given = values.get("ground", "")
    if given in book.law.grounds:
        return given
    return answer.grounds[0] if answer.grounds else OTHER
