"""Where a form stands that is filled in by typing: which questions there are, and which is open."""

from dataclasses import dataclass

from dialogs.refusal.filled import MILDER_CHOICES, OWN_WORDS
from dialogs.refusal.form_view import FormView
from dialogs.stepping import Texts

MEETING = "meeting"
WEIGHING_MARKS = ("short_is_meant", "short_text", "weighed_for", "earlier_text")
"""What is noted of the weighing: a text that was questioned, its ground, and one for another ground."""

MILDER_MARKS = ("milder_is_meant", "short_milder", "milder_first")
"""What is noted of the milder means: a text, or choices, that were questioned."""

MARKS = (*WEIGHING_MARKS, *MILDER_MARKS, "ask_leader", "now", "must_differ")
"""What a draft keeps besides answers."""

KEPT: dict[str, tuple[str, ...]] = {
    MEETING: ("meeting_date", "meeting_time", "now"),
    "recorder_need": ("recorder_need", OWN_WORDS),
    "milder_means": (MILDER_CHOICES, "milder_means"),
}
"""Under which names the answer to a question is kept, where these are others than its own."""

NEAREST = "nearest"
"""In place of a name: the nearest leader."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Where a form stands that is filled in by typing."""

    view: FormView
    texts: Texts

    @property
    def order(self) -> tuple[str, ...]:
        """The questions, in order."""
        differs = ("deviation_reason",) if self.view.asks_what_differs else ()
        leader = ("leader",) if self.view.whom.nearest is None or "ask_leader" in self.texts else ()
        return (
            *("ground", "municipal_interest", "recorder_need", "milder_means"),
            *differs,
            *("case_ref", MEETING),
            *leader,
            "agreed_by_phone",
        )

    @property
    def open(self) -> str | None:
        """The next question; None when all is answered."""
        return next((name for name in self.order if not self._is_answered(name)), None)

    @property
    def answered(self) -> tuple[str, ...]:
        """The questions that are answered."""
        return tuple(name for name in self.order if self._is_answered(name))

    def _is_answered(self, name: str) -> bool:
        return any(kept in self.texts for kept in KEPT.get(name, (name,)))
