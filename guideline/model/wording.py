"""What else is shown: `notices.yaml`, `texts.yaml`, `topics.yaml` and `translations.yaml`."""

import datetime
from collections.abc import Mapping
from typing import Literal

from guideline.base import Entry, Text, Value
from guideline.model.ruling import Force


class Notice(Entry, frozen=True, kw_only=True):
    """Something the person who records is told."""

    id: str
    force: Force = "information"
    """How strongly it speaks to the person. Only a must orders or forbids; a may says that it may be."""
    references: tuple[str, ...]
    short: Text
    """One line on the staff's advice card."""
    text: Text
    """To the person, in every public language."""
    employee_text: Text | None = None
    """To an employee who records, where it reads differently."""


class Texts(Entry, frozen=True, kw_only=True):
    """The file `texts.yaml`: texts that render law and belong to no single rule, duty or notice."""

    entries: Mapping[str, "LegalText"]


ASK_NEED, ASK_MILDER = "refusal.ask_need", "refusal.ask_milder"
"""The texts that ask why the person records, and what milder was considered: those with ready answers."""


class QuickChoice(Entry, frozen=True, kw_only=True):
    """A ready answer to a question of the form for a refusal, kept with the request by its id."""

    id: str
    text: Text
    """On the form."""
    said: Text | None = None
    """As a sentence about the person, where the weighing is told; else the text of the form."""
    to_person: Text | None = None
    """As a sentence to the person, where the reasons are given; else as it is told of them."""
    words: Mapping[str, tuple[str, ...]] = {}
    """More words that may be typed to choose it, by language."""


class LegalText(Entry, frozen=True, kw_only=True):
    """A text with its paragraphs. `lines` holds several short ones where a list is shown."""

    references: tuple[str, ...]
    text: Text = {}
    lines: tuple[Text, ...] = ()
    choices: tuple[QuickChoice, ...] = ()
    """The ready answers, where the text is a question that has some."""


class Topic(Entry, frozen=True, kw_only=True):
    """Something staff ask about in their own words, with a short answer and the next sensible step."""

    id: str
    references: tuple[str, ...]
    title: Text
    """The topic on a button."""
    text: Text
    facts: dict[str, Value] = {}
    """The step is the interview, with these facts known."""
    verb: Literal["refusal.begin", "misuse.begin", "hr.ask"] | None = None
    """The step is one of the bot's own forms."""
    then: Literal["copy_case_note", "show_recorder_text"] | None = None
    """The step once the interview has led to an answer."""
    describes: bool = False
    """A text about this may describe a situation: its facts then lead to a better answer than this text."""


class Translation(Entry, frozen=True, kw_only=True):
    """What the public is told in one more language. A draft until the municipality has approved it."""

    language: str
    approved: datetime.date | None
    notices: Mapping[str, str]
    """By notice; every notice of the pack."""
    employee_notices: Mapping[str, str]
    """By notice; those that read differently to an employee."""
    texts: Mapping[str, str]
    """By name: what the public reads of `texts.yaml`."""
