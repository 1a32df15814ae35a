"""What staff hand over after a no: the reasons for the person, and the note for the case."""

from collections.abc import Iterator

from casework.refusal.request import REFUSED
from casework.workdays import local_day
from dialogs.edition import short
from dialogs.fitting import pages
from dialogs.moments import say_dated, say_day
from dialogs.refusal.reasons import reasons, rests_on
from dialogs.refusal.requester_ways import confirm
from dialogs.refusal.telling import (
    awaits_confirmation,
    back,
    ground_text,
    milder_text,
    need_text,
    not_the_nearest_text,
    page_ways,
)
from dialogs.refusal.view import View
from dialogs.sheet import Block, Copied, Heading, Presses, Sheet, Small, Told
from dialogs.ways import Line, text_lines


def note(view: View) -> list[str]:
    """Return the note for the case: only what has happened, each side of the weighing by itself."""
    return [
        view.t("casenote.wish", meeting=say_dated(view.refusal.meeting, view.lang)),
        _decided(view),
        *_weighed(view),
        *_also(view),
        view.law("refusal.note.procedural"),
        _given(view),
        *_words(view),
    ]


def _weighed(view: View) -> Iterator[str]:
    it, t = view.refusal, view.t
    yield t("casenote.ground", ground=ground_text(view.book, it.ground, view.lang))
    yield t("casenote.interest", interest=it.municipal_interest)
    yield t("casenote.need", need=need_text(view))
    yield t("casenote.milder", milder=milder_text(view))


def _decided(view: View) -> str:
    it, t = view.refusal, view.t
    agreed = say_dated(it.created, view.lang)
    if view.unconfirmed or it.decision is None:
        return t("casenote.by_phone", leader=_named(view, it.leader), agreed=agreed)
    key = "casenote.confirmed" if it.agreed_by_phone else "casenote.decided"
    when = say_dated(it.decision.at, view.lang)
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
    if it.passes_the_nearest or view.from_below:
        yield not_the_nearest_text(view)
    if it.deviation_reason:
        yield t("reasons.differs", text=it.deviation_reason)
    if it.belongings_outside:
        yield view.law("refusal.note.belongings")


def _given(view: View) -> str:
    if view.refusal.noted is None:
        return view.t("casenote.to_give")
    return view.t("casenote.given", day=say_day(local_day(view.refusal.noted), view.lang))


def _words(view: View) -> Iterator[str]:
    """Return which edition of the words the person got: what was shown, not what happens to be loaded."""
    for text in view.refusal.editions:
        yield view.t("note.words", version=text.version, hash=short(text))


def anyway(view: View) -> list[Block]:
    """Return what to do if the person records all the same."""
    law = view.book.text("refusal.anyway")
    first, *others = text_lines(law, view.lang)
    return [Heading(view.t("handover.anyway")), Told([Line(first.text, law.references), *others])]


def prepared_sheet(view: View, page: int) -> Sheet | None:
    """Return the reasons to say aloud, where the leader has yet to confirm a no agreed by phone."""
    if not view.unconfirmed:
        return None
    return _handed(view, "handover", page, reasons(view), rests_on(view))


def note_sheet(view: View, page: int) -> Sheet | None:
    """Return the note for the case, once there is a no to note."""
    if not (view.unconfirmed or view.refusal.state in REFUSED):
        return None
    return _handed(view, "note", page, note(view))


def _handed(view: View, part: str, page: int, paragraphs: list[str], below: str = "") -> Sheet:
    """Return one card of a text to hand over: whole, or the page of it that is asked for."""
    t, paged = view.t, pages(paragraphs)
    number, at = len(paged), min(page, len(paged))
    title, how, law = _TEXTS[part]
    return Sheet(
        title=t(title),
        intro=[Line(t("sheet.page", page=at, number=number))] if number > 1 else [],
        blocks=[
            *awaits_confirmation(view),
            Small(t(how), view.references(law)),
            Copied(paged[at - 1]),
            *([Small(below)] if below else []),
            Presses([*page_ways(view, part, at, number), *confirm(view), back(view)]),
        ],
    )


_TEXTS = {
    "handover": ("handover.title", "handover.aloud", "refusal.reasons.procedural"),
    "note": ("note.title", "handover.note_how", "refusal.note.procedural"),
}
"""By part: its title, how it is used, and the law."""
