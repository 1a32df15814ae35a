"""What is asked, and the presses that begin an interview: `questions.yaml` and `starts.yaml`."""

from collections.abc import Mapping

from guideline.base import Condition, Entry, Text, Value


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


class Start(Entry, frozen=True, kw_only=True):
    """A common situation, as a one-press start of the interview."""

    id: str
    text: Text
    facts: dict[str, Value]
    for_self: bool = False
    words: Mapping[str, tuple[str, ...]] = {}
