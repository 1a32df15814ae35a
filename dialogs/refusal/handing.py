"""What staff hand over after a no: the reasons for the person, and the note for the case (B2)."""

from collections.abc import Iterator

from casework.workdays import local_day
from dialogs.moments import say_day, say_moment
from dialogs.refusal.reasons import reasons
from dialogs.refusal.telling import ground_text, milder_text, need_text, not_the_nearest_text
from dialogs.refusal.view import View
from dialogs.sheet import Block, Copied, Heading, Small, Told
from dialogs.ways import Line, text_lines


def note(view: View) -> list[str]:
    """Return the note for the case: only what has happened."""
    it, t = view.refusal, view.t
    facts = t("casenote.wish", meeting=say_moment(it.meeting, view.lang))
    weighed = t(
        "casenote.weighed",
        ground=ground_text(view.book, it.ground, view.lang),
        interest=it.municipal_interest,
        need=need_text(view),
        milder=milder_text(view),
    )
    return [facts, _decided(view), weighed, *_also(view), view.law("refusal.note.procedural"), _given(view)]


def _decided(view: View) -> str:
    it, t = view.refusal, view.t
    agreed = say_moment(it.created, view.lang)
    if view.unconfirmed or it.decision is None:
        return t("casenote.by_phone", leader=_named(view, it.leader), agreed=agreed)
    key = "casenote.confirmed" if it.agreed_by_phone else "casenote.decided"
    when = say_moment(it.decision.at, view.lang)
    asked, decider = _named(view, it.leader), _named(view, it.decision.by)
    decided = t(key, leader=decider, asked=asked, when=when, agreed=agreed)
    return f"{decided} {t('reasons.leader', text=it.decision.reason)}" if it.decision.reason else decided


def _named(view: View, leader: str) -> str:
    """Return the name of who answers, and for whom where they are a deputy."""
    it = view.refusal
    if it.stands_in_for is None or leader != it.leader:
        return view.names(leader)
    return view.t("casenote.deputy", deputy=view.names(leader), leader=view.names(it.stands_in_for))


def _also(view: View) -> Iterator[str]:
    it, t = view.refusal, view.t
    if it.passes_the_nearest:
        yield not_the_nearest_text(view)
    if it.deviation_reason:
        yield t("reasons.differs", text=it.deviation_reason)
    if it.belongings_outside:
        yield view.law("refusal.note.belongings")


def _given(view: View) -> str:
    if view.refusal.noted is None:
        return view.t("casenote.to_give")
    return view.t("casenote.given", day=say_day(local_day(view.refusal.noted), view.lang))


def hand_over(view: View) -> list[Block]:
    """Return what staff need after a no: reasons, note, and what to do if the person records all the same."""
    anyway = view.book.text("refusal.anyway")
    lines = text_lines(anyway, view.lang)
    first = Line(lines[0].text, anyway.references)
    waits: list[Block] = (
        [Small(view.t("handover.awaits", leader=view.names(view.refusal.leader)))] if view.unconfirmed else []
    )
    return [
        Heading(view.t("handover.reasons")),
        Small(view.t("handover.reasons_how"), view.references("refusal.reasons.procedural")),
        *waits,
        Copied(reasons(view)),
        Heading(view.t("handover.note")),
        Small(view.t("handover.note_how"), view.references("refusal.note.procedural")),
        *waits,
        Copied(note(view)),
        Heading(view.t("handover.anyway")),
        Told([first, *lines[1:]]),
    ]
