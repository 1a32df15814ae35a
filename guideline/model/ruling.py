"""What follows from the answers: `rules.yaml` and `duties.yaml`."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from guideline.base import Condition, Entry, Text

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
