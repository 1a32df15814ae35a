"""Which of a guideline's own facts and names play a part that the product knows.

The code names no fact, duty or paragraph of a municipality. Where it needs one (the fact that says who
records, the paragraph behind "the leader decides"), the pack says here which it is.
"""

from collections.abc import Mapping
from typing import Literal

from guideline.base import Condition, Entry, Facts, Text

Reader = Literal["citizen", "employee"]
"""For whom a text to the person who records is meant."""

Meaning = Literal[
    "citizen_records",
    "employee_records",
    "municipality_records",
    "somebody_else_records",
    "asks_to_record",
    "records_openly",
    "records_secretly",
    "recording_was_misused",
    "only_sound",
    "with_images",
    "meeting_is_formal",
    "meeting_is_informal",
    "about_nobody_else",
    "about_others",
    "staff_consider_no",
    "has_history",
    "has_no_history",
    "meant_to_harass",
    "not_meant_to_harass",
]
"""What a typed sentence can tell; `docs/understanding.md` says what is taken for each."""


class Recorder(Entry, frozen=True, kw_only=True):
    """Who records."""

    fact: str
    employee: str
    """The fact's value for an employee: they read texts of their own, and may ask for themselves."""
    unsure: str | None = None
    """A value that a sentence rarely tells for sure, so that it is asked about rather than understood."""


class NewWish(Entry, frozen=True, kw_only=True):
    """What is known when somebody wants to record again after a misuse."""

    staff: Facts
    own: Facts
    """For an employee who asks for themselves: what happened is not theirs to assess."""


class Refusing(Entry, frozen=True, kw_only=True):
    """What concerns a refusal."""

    considered: str
    """The fact that staff say when they consider one."""
    only_staff: tuple[str, ...]
    """Facts that are nothing for somebody who asks for themselves."""
    unnamed: str
    """The verdict in which a ground that the guideline does not name can arise."""
    belongings: tuple[str, ...] = ()
    """The grounds on which belongings may be kept out of the room."""
    own_meetings: bool = False
    """Whether a leader decides about a meeting of their own; else their own leader does."""


class Alike(Entry, frozen=True, kw_only=True):
    """What makes two conversations alike where decisions are compared."""

    recorder: str
    medium: str
    """The fact that says by what means it is recorded."""
    others: Condition
    """When others' matters are discussed."""


class Cards(Entry, frozen=True, kw_only=True):
    """What has a place of its own on the advice card."""

    weighed: str | None = None
    """The duty that comes before all others."""
    unasked: str | None = None
    """The duty beside which stands what can and cannot be done about a recording nobody asked for."""
    with_verdict: str | None = None
    """The mark that stands with the verdict itself."""


class Public(Entry, frozen=True, kw_only=True):
    """What the page for the public says when it is asked for nothing in particular."""

    general: tuple[str, ...]
    """The notices that hold in every conversation."""
    permissions: tuple[str, ...]
    """The notices that answer whether one may record; without one of them the rule does."""


class Situation(Entry, frozen=True, kw_only=True):
    """A text for the person who records, as staff find it from any chat."""

    id: str
    title: Text
    facts: Facts
    words: Mapping[str, tuple[str, ...]] = {}
    """More words by which it is found, by language."""


class ReadyTexts(Entry, frozen=True, kw_only=True):
    """The texts that the message extension offers: each situation for each reader."""

    readers: Mapping[Reader, Facts]
    situations: tuple[Situation, ...]


class Cites(Entry, frozen=True, kw_only=True):
    """The paragraphs behind what the product itself says and asks."""

    leader_decides: tuple[str, ...]
    need: tuple[str, ...]
    milder_means: tuple[str, ...]
    unnamed_ground: tuple[str, ...]
    equal_treatment: tuple[str, ...]
    case_note: tuple[str, ...]
    legal_help: tuple[str, ...]
    misuse: tuple[str, ...]


class Roles(Entry, frozen=True, kw_only=True):
    """The file `roles.yaml`."""

    recorder: Recorder
    asked_first: Condition
    """When the person asked before they recorded."""
    tells: tuple[str, ...]
    """Facts of which one alone makes a sentence the description of a situation."""
    understood: Mapping[Meaning, Facts] = {}
    """What each thing that a sentence can tell is here. What is not named is asked about instead."""
    new_wish: NewWish
    refusing: Refusing
    alike: Alike
    cards: Cards
    public: Public
    ready_texts: ReadyTexts
    cites: Cites
