"""A case as whoever reported it sees it: the receipt, what to do, the replies, and whether it is open."""

from casework.cases.case import State
from casework.workdays import local_day
from dialogs.cases.telling import custody, kept, lines, report, short_id, standing, status, thread
from dialogs.cases.view import CaseView
from dialogs.cases.ways import add_way, list_way, new_wish_way, proof_way, request_way
from dialogs.moments import say_day
from dialogs.sheet import Block, Heading, Presses, Sheet, Small, Told, Warned
from dialogs.shown import Way
from dialogs.ways import Line, join


def reporter_sheet(view: CaseView) -> Sheet:
    """Return the card. It says nothing of the assessment, nor whether there is a police report."""
    case, t = view.case, view.t
    return Sheet(
        title=_title(view),
        tone="default" if not case.is_open else "good" if case.state is State.ANSWERED else "accent",
        intro=[Line(_state(view))],
        blocks=[
            *_not_posted(view),
            *_answers(view),
            *_guidance(view),
            Heading(t(f"case.{case.kind}.yours")),
            *report(view),
            custody(view),
            kept(view),
            Presses([add_way(view), *request_way(view), list_way(view.lang, "mine"), proof_way(view)]),
            *_new_wish(view),
        ],
        summary=join([f"{_title(view)}.", _state(view), *_spoken(view)]),
    )


def _title(view: CaseView) -> str:
    case = view.case
    stands = standing(case)
    if stands == State.NEW and not view.posted:
        stands = "saved"
    return view.t(f"case.{case.kind}.title.{stands}", id=short_id(case))


def _state(view: CaseView) -> str:
    case, t = view.case, view.t
    if case.state is State.NEW and case.was_taken:
        return join([t("case.free"), *([t("case.free_wait")] if view.posted else [])])
    if case.state is State.NEW:
        return t("case.wait" if view.posted else "case.saved")
    if case.state is State.CLOSED:
        day = say_day(local_day(case.closing.at), view.lang) if case.closing else ""
        return t("case.closed_for_you", day=day)
    if case.state is State.ADDED:
        return t("case.added_for_you")
    return f"{status(view)}."


def _not_posted(view: CaseView) -> list[Block]:
    """Say at once where HR/Jura are reached when they cannot see it in their channel."""
    if view.posted or view.case.state is not State.NEW:
        return []
    contact = view.book.pack.manifest.hr_contact[view.lang]
    return [Warned(join([view.t("case.not_posted"), contact]), tone="attention")]


def _answers(view: CaseView) -> list[Block]:
    said = thread(view)
    return [Heading(view.t("case.thread")), *said] if said else []


def _guidance(view: CaseView) -> list[Block]:
    """Return what to do, for a misuse as long as it is open; until HR/Jura have replied, what happens now."""
    case, t = view.case, view.t
    if case.kind != "misuse" or not case.is_open:
        return []
    deeds = [Line(t(f"misuse.now.{deed}")) for deed in ("danger", "keep", "not_share", "not_confront")]
    unseen = case.state is State.NEW and not view.posted
    happens = [] if unseen or _is_answered(view) else [lines(view, "misuse.sent")]
    return [Heading(t("misuse.now")), Told(deeds), *happens]


def _is_answered(view: CaseView) -> bool:
    return any(said.what == "reply" for said in view.case.thread)


def _new_wish(view: CaseView) -> list[Block]:
    if view.case.kind != "misuse":
        return []
    wish: Way = new_wish_way(view)
    return [
        Heading(view.t("misuse.next_time")),
        Small(view.law("misuse.new_wish"), view.references("misuse.new_wish")),
        Presses([wish]),
    ]


def _spoken(view: CaseView) -> list[str]:
    """Return what a notification says besides the state: that there is a reply; until then what to do."""
    # Not the reply itself: a notification is read on locked screens, and by whoever sits beside.
    case, t = view.case, view.t
    if _is_answered(view):
        return [t("case.there_is_a_reply")]
    if case.kind != "misuse" or not case.is_open:
        return []
    return [t("misuse.now.danger"), t("misuse.now.not_share")]
