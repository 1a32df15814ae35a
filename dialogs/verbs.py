"""The table of verbs: which press does what."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from dialogs import about, case_note, guidance, interview, recorder_text, topics, why
from dialogs.asked import Asked
from dialogs.desk import Desk
from dialogs.refusal import absence, asking_for, deeds, lists, steps
from dialogs.shown import Shown
from dialogs.turn import Turn

Handler: TypeAlias = Callable[[Desk, Asked, Turn], Awaitable[Shown]]
"""Answers one press with the next card. Pressing a card's place again must change nothing."""

VERBS: Mapping[str, Handler] = {
    "interview.start": interview.start,
    "interview.answer": interview.answer,
    "interview.back": interview.back,
    "advice.why": why.show,
    "advice.recorder_text": recorder_text.show,
    "advice.case_note": case_note.show,
    "refusal.begin": asking_for.begin,
    "refusal.submit": asking_for.submit,
    "refusal.step": steps.step,
    "refusal.show": deeds.show,
    "refusal.approve": deeds.approve,
    "refusal.deny": deeds.deny,
    "refusal.revoke": deeds.revoke,
    "refusal.return": deeds.ask_back,
    "refusal.answer": deeds.answer,
    "refusal.reassign": deeds.reassign,
    "refusal.consult": deeds.consult,
    "refusal.withdraw": deeds.withdraw,
    "refusal.confirm_noted": deeds.confirm_noted,
    "absence.set": absence.set_absence,
    "list.mine": lists.mine,
    "list.waiting": lists.waiting,
    "misuse.begin": guidance.misuse,
    "hr.ask": guidance.hr,
    "about.show": about.show,
    "topic.choose": topics.choose,
    "topic.offer": topics.offer,
    "interview.confirm": topics.confirm,
}
