"""What whoever asked for a refusal can press on its cards."""

from cards.words import typed_words
from casework.refusal.request import REFUSED, State
from dialogs.book import known_of
from dialogs.known import Known
from dialogs.refusal.telling import list_way, show_way, written_way
from dialogs.refusal.view import View
from dialogs.shown import Way

REASONS_ON_PAPER = "refusal.document"


def open_ways(view: View) -> list[Way]:
    """Return what can be done while it is open."""
    t = view.t
    another = Way(
        t("action.choose_another"),
        "refusal.reassign",
        view.data(),
        typed_words("typed.reassign"),
        takes="leader",
    )
    consult = Way(
        t("action.consult"), "refusal.consult", view.data(), typed_words("typed.consult"), takes="question"
    )
    withdraw = Way(t("action.withdraw"), "refusal.withdraw", view.data(), typed_words("typed.withdraw"))
    return [
        *([another] if view.refusal.leader_unreachable else []),
        *([handover_way(view), note_way(view)] if view.unconfirmed else []),
        consult,
        written_way(view),
        withdraw,
        list_way(view, "mine"),
    ]


def confirm(view: View) -> list[Way]:
    """Return the press that says that reasons are given and noted, once there are some."""
    if view.refusal.state is not State.APPROVED:
        return []
    noted = Way(
        view.t("action.noted"),
        "refusal.confirm_noted",
        view.data(),
        typed_words("typed.noted"),
        numbered=True,
    )
    return [noted]


def can_be_shown(view: View) -> bool:
    """Whether the person may see the reasons: the leader has approved, and has not taken it back."""
    return view.refusal.state in REFUSED


def reasons_ways(view: View) -> list[Way]:
    """Return the presses that bring the reasons to the person, on the screen and on paper, once they may."""
    if not can_be_shown(view):
        return []
    return [show_way(view, "action.show_reasons", "reasons", "typed.show_reasons"), paper_way(view)]


def paper_way(view: View) -> Way:
    """Return the press that makes the reasons a document."""
    said = typed_words("typed.reasons_document")
    return Way(view.t("action.reasons_document"), REASONS_ON_PAPER, view.data(), said, numbered=True)


def handover_way(view: View) -> Way:
    """Return the press that leads to the reasons before a no agreed by phone is confirmed."""
    return show_way(view, "action.handover", "handover", "typed.handover")


def note_way(view: View) -> Way:
    """Return the press that leads to the note for the case."""
    return show_way(view, "action.case_note", "note", "typed.copy_case_note")


def advice_ways(view: View) -> list[Way]:
    """Return the ways to the text for the person, as on the advice."""
    known: Known = known_of(view.book, view.refusal.facts, view.lang)
    title, said = view.t("next.show_recorder_text"), typed_words("typed.show_recorder_text")
    return [Way(title, "advice.recorder_text", known.data(), said, numbered=True)] if known.items else []
