"""The table of verbs: which press does what."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from dialogs import about, case_note, interview, recorder_text, topics, why
from dialogs.asked import Asked
from dialogs.cases import assess, document, finding, reporting
from dialogs.cases import deeds as case_deeds
from dialogs.cases import lists as case_lists
from dialogs.desk import Desk
from dialogs.oversight import access, overview, radar
from dialogs.refusal import absence, asking_for, deeds, lists, steps
from dialogs.refusal import document as reasons_document
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
    "refusal.document": reasons_document.offer,
    "absence.set": absence.set_absence,
    "absence.end": absence.end_absence,
    "list.mine": lists.mine,
    "list.waiting": lists.waiting,
    "misuse.begin": reporting.begin,
    "misuse.submit": reporting.submit,
    "misuse.step": reporting.step,
    "hr.ask": reporting.ask,
    "case.show": case_deeds.show,
    "case.claim": case_deeds.claim,
    "case.assign": case_deeds.assign,
    "case.release": case_deeds.release,
    "case.reply": case_deeds.reply,
    "case.add": case_deeds.add,
    "case.close": case_deeds.close,
    "case.reopen": case_deeds.reopen,
    "case.sheet": assess.sheet,
    "case.sheet_step": assess.step,
    "case.assess": assess.save,
    "case.document": document.offer,
    "case.find": finding.find,
    "list.cases": case_lists.open_cases,
    "list.closed": finding.closed,
    "overview.show": overview.show,
    "overview.file": overview.offer_file,
    "radar.show": radar.show,
    "radar.closer": radar.closer,
    "access.begin": access.begin,
    "access.offer": access.offer,
    "about.show": about.show,
    "topic.choose": topics.choose,
    "topic.offer": topics.offer,
    "interview.confirm": topics.confirm,
}

FOR_GUESTS = frozenset(
    {
        "interview.start", "interview.answer", "interview.back", "interview.confirm",
        "advice.why", "advice.recorder_text", "advice.case_note",
        "topic.choose", "topic.offer", "about.show",
    }
)  # fmt: skip
"""Advice: what somebody may press who does not work here, such as a guest of the tenant."""
