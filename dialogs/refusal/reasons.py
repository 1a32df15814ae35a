"""The reasons for a no, as the person gets them: aloud, on the screen that is turned towards them, on paper.

They are in one language throughout, the one that staff write. A machine does not translate what a leader
decided, and a sentence that begins in one language and ends in another helps nobody.
"""

from casework.workdays import local_day
from dialogs.moments import say_dated
from dialogs.recorder_text import source
from dialogs.refusal.telling import milder_text, need_text
from dialogs.refusal.view import View

LANGUAGE = "da"
"""A request does not keep in which language it was written. The municipality's is Danish."""


def reasons(reader: View) -> list[str]:
    """Return the reasons for the person, built from the weighing: one paragraph each."""
    view = reader.in_language(LANGUAGE)
    it, t = view.refusal, view.t
    today = it.meeting_is_now and local_day(view.now) == local_day(it.meeting)
    opening = "refusal.reasons.now" if today else "refusal.reasons.opening"
    paragraphs = [
        view.law(opening).format(meeting=say_dated(it.meeting, view.lang)),
        view.book.text_of_ground("refusal.reasons", it.ground).text[LANGUAGE],
        t("reasons.interest", text=it.municipal_interest),
        t("reasons.need", text=need_text(view, "you")),
        t("reasons.milder", text=milder_text(view)),
    ]
    if it.deviation_reason:
        paragraphs.append(t("reasons.differs", text=it.deviation_reason))
    if it.decision and it.decision.reason:
        paragraphs.append(t("reasons.leader", text=it.decision.reason))
    if it.belongings_outside:
        paragraphs.append(view.law("refusal.reasons.belongings"))
    return [*paragraphs, view.law("refusal.reasons.procedural"), _another_look(view)]


def rests_on(view: View) -> str:
    """Return what the reasons rest on, and which edition of the texts they are."""
    it = view.refusal
    names = ["refusal.reasons.procedural"]
    if it.belongings_outside:
        names.append("refusal.reasons.belongings")
    grounds = view.book.text_of_ground("refusal.reasons", it.ground).references
    cited = {*grounds, *(reference for name in names for reference in view.references(name))}
    in_order = [paragraph for paragraph in view.book.paragraphs if paragraph in cited]
    return source(view.book, LANGUAGE, in_order)


def _another_look(view: View) -> str:
    """Return whom the person can turn to: somebody else than whoever has just decided, first."""
    leader, t = view.decider, view.t
    other = t("reasons.above", above=view.above, leader=leader) if view.above else t("reasons.hr")
    took_part = view.names(view.refusal.leader) if view.refusal.agreed_by_phone else leader
    return view.law("refusal.reasons.another_look").format(leader=took_part, other=other)
