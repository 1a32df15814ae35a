"""What a guideline pack holds, as plain immutable data.

The files of a pack are decoded straight into these classes; `load.py` then checks what types cannot say.
Every entry that renders law carries the paragraphs (`references`) that it renders.
"""

import datetime
from collections.abc import Mapping
from typing import Literal, TypeAlias

import msgspec

from guideline.base import Condition as Condition
from guideline.base import Entry as Entry
from guideline.base import Facts as Facts
from guideline.base import Text as Text
from guideline.base import Value as Value
from guideline.roles import Roles as Roles

Force = Literal["must", "should", "may", "only_encourage", "information"]
"""How strongly the guideline puts a duty. A "may" or "should" must never read as a "must"."""


NextStep = Literal[
    "show_recorder_text",
    "copy_case_note",
    "consider_refusal",
    "request_refusal",
    "report_misuse",
    "ask_hr_legal",
    "new_wish",
]
"""What the product lets the user do with an answer."""


class Paragraph(Entry, frozen=True, kw_only=True):
    """One paragraph of the guideline, in the order of the guideline. The words are ours."""

    id: str
    gist: Text
    background: Text | None = None
    """Why nothing in the pack renders it; absent where something does."""


class AnswerChoice(Entry, frozen=True, kw_only=True):
    """One way to answer a question."""

    value: Value
    text: Text
    """On the button."""
    self_text: Text | None = None
    """On the button for somebody who asks for themselves."""
    known: Text | None = None
    """On the line that shows what is known, where the button's words would say the label again."""
    words: Mapping[str, tuple[str, ...]] = {}
    """What a person may type instead, by language; compared without case and punctuation."""


class Help(Entry, frozen=True, kw_only=True):
    """What "not sure" opens."""

    explain: Text
    """The question explained, with the guideline's own examples."""
    if_open: Text
    """What is safe to do, and whom to ask, while the question stays open."""


class Question(Entry, frozen=True, kw_only=True):
    """A fact, and how it is asked about. Questions are asked in the order in which the pack lists them."""

    fact: str
    references: tuple[str, ...]
    label: Text
    """Names the fact on the line that shows what is known."""
    answers: tuple[AnswerChoice, ...]
    ask: Text | None = None
    """The question itself; absent for a fact that is never asked about but said (`wants_refusal`)."""
    why: Text | None = None
    """Half a line: why it is asked."""
    help: Help | None = None
    self_label: Text | None = None
    self_ask: Text | None = None
    """The question to somebody who asks for themselves, where it reads differently."""
    self_why: Text | None = None
    self_help: Help | None = None
    when: tuple[Condition, ...] = ()
    """Asked about only when one of these holds; empty: always."""
    unless: tuple[Condition, ...] = ()
    """Not asked about any more when one of these holds."""
    done_after: tuple[Condition, ...] = ()
    """When the fact applies and one of these holds, no later question is asked."""
    together_with: str | None = None
    """A later fact that is asked about on the same card."""


class Conclusion(Entry, frozen=True, kw_only=True):
    """A ground or a mark: follows from facts, and conditions in the rules may name it like a true fact."""

    id: str
    when: tuple[Condition, ...]
    references: tuple[str, ...]
    text: Text
    short: Text | None = None
    """A ground in a few words, as in a list of figures."""
    weighs: Text | None = None
    """What a ground puts on the scales, as the heading over what staff write of it."""
    words: Mapping[str, tuple[str, ...]] = {}
    """What a person may type to choose a ground, by language."""


class Item(Entry, frozen=True, kw_only=True):
    """An id in one of a rule's lists that counts only under a condition."""

    id: str
    given: Condition


ListEntry: TypeAlias = str | Item
"""An id that always counts, the name of a shared list (which stands for its entries), or an Item."""


class SpokenPart(Entry, frozen=True, kw_only=True):
    """One sentence of what staff say aloud, when its condition holds."""

    text: Text
    given: Condition = {}


class Rule(Entry, frozen=True, kw_only=True):
    """One row of the verdict table. The first rule that holds decides."""

    verdict: str
    reason: str | None = None
    when: tuple[Condition, ...] = ({},)
    references: tuple[ListEntry, ...]
    concludes: bool
    """Whether grounds and marks count here; where the guideline does not reach, they do not."""
    duties: tuple[ListEntry, ...]
    if_refusing: tuple[ListEntry, ...]
    notices: tuple[ListEntry, ...]
    next: tuple[NextStep, ...]
    tone: Literal["good", "warning", "attention"]
    headline: Text
    """The verdict in one plain sentence."""
    self_headline: Text | None = None
    short: Text
    """The verdict in a few words, as in "then: …"."""
    because: Text
    """The rule in a plain sentence, for whoever asks why."""
    say: tuple[SpokenPart, ...]
    """What staff say aloud now, word for word; only the parts whose condition holds."""
    self_explain: Text | None = None
    """One or two sentences for somebody who asks for themselves, in place of the words to say."""


class Rules(Entry, frozen=True, kw_only=True):
    """The file `rules.yaml`."""

    needs_nothing: tuple[Condition, ...]
    """When one of these holds, no question at all is asked."""
    grounds: tuple[Conclusion, ...]
    marks: tuple[Conclusion, ...]
    """Conclusions that show as a boolean of their own in the answer, between the grounds and the duties."""
    lists: Mapping[str, tuple[ListEntry, ...]]
    rules: tuple[Rule, ...]


class Duty(Entry, frozen=True, kw_only=True):
    """Something staff do, may do or must know."""

    id: str
    force: Force
    who: Literal["staff", "leader", "hr_legal", "municipality"]
    references: tuple[str, ...]
    text: Text
    """One short line, verb first."""
    more: Text | None = None
    """What else there is to know, in a sentence or two."""


class Notice(Entry, frozen=True, kw_only=True):
    """Something the person who records is told."""

    id: str
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


class LegalText(Entry, frozen=True, kw_only=True):
    """A text with its paragraphs. `lines` holds several short ones where a list is shown."""

    references: tuple[str, ...]
    text: Text = {}
    lines: tuple[Text, ...] = ()


class Start(Entry, frozen=True, kw_only=True):
    """A common situation, as a one-press start of the interview."""

    id: str
    text: Text
    facts: dict[str, Value]
    for_self: bool = False
    words: Mapping[str, tuple[str, ...]] = {}


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


class Order(Entry, frozen=True, kw_only=True):
    """Of rules that can hold at once, the one that is meant to go first. A rule is named `verdict/reason`."""

    first: str
    before: tuple[str, ...]


class Interpretation(Entry, frozen=True, kw_only=True):
    """A place where the guideline is silent, or was read one way of several; for its owner to confirm."""

    id: str
    references: tuple[str, ...]
    silent: bool
    """Whether the guideline says nothing of it; else it says something that was read."""
    title: Text
    reading: Text
    """What the product does."""
    why: Text
    otherwise: Text
    """What else could be meant."""
    order: Order | None = None
    """The order of rules that rests on this reading."""


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


class Adoption(Entry, frozen=True, kw_only=True):
    """When the municipality adopted the guideline; None and a note where the source does not say."""

    on: datetime.date | None
    note: Text


class Colours(Entry, frozen=True, kw_only=True):
    """The municipality's colours on paper, each as `#rrggbb`."""

    main: str
    on_main: str
    """Of writing on the main one; the two differ enough to be read (WCAG 2.2, 1.4.3)."""


class Manifest(Entry, frozen=True, kw_only=True):
    """The file `pack.yaml`."""

    name: str
    municipality: str
    title: Text
    version: str
    in_force_from: datetime.date
    adopted: Adoption
    hr_contact: Text
    """How staff reach HR/Jura outside the bot."""
    colours: Colours | None = None
    example: bool = False
    """Whether it is invented, and no municipality's; then every card and page says so."""


class Pack(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A whole pack, checked. `hash` is the SHA-256 of its files' bytes, in hexadecimal.

    Packs compare by identity, so that what is worked out from a pack once can be kept beside it.
    """

    manifest: Manifest
    paragraphs: tuple[Paragraph, ...]
    questions: tuple[Question, ...]
    starts: tuple[Start, ...]
    rules: Rules
    roles: Roles
    duties: Mapping[str, Duty]
    notices: Mapping[str, Notice]
    texts: Mapping[str, LegalText]
    topics: tuple[Topic, ...] = ()
    """What typed questions are matched to; a pack may come without."""
    interpretations: tuple[Interpretation, ...] = ()
    """How the guideline was read where it can be read in more than one way."""
    translations: tuple[Translation, ...] = ()
    """What the public is told in more languages than the pack's own."""
    hash: str
