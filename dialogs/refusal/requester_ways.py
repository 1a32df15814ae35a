"""What whoever asked for a refusal can press on its cards."""

from dataclasses import replace

from cards.words import typed_words
from casework.refusal.request import REFUSED, State
from dialogs.book import known_of
from dialogs.known import Known
from dialogs.refusal.telling import list_way, show_way
from dialogs.refusal.view import View
from dialogs.shown import Way

REASONS_ON_PAPER = "refusal.document"


def open_ways(view: View, *, full: bool) -> list[Way]:
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
        *([handover_way(view)] if view.unconfirmed and not full else []),
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
    """Whether the person may see the reasons: the leader has approved, and has not taken it back (B2)."""
    return view.refusal.state in REFUSED


def reasons_way(view: View) -> list[Way]:
    """Return the presses that bring the reasons to the person, on the screen and on paper, once they may."""
    if not can_be_shown(view):
        return []
    on_paper = replace(paper_way(view), numbered=True)
    return [show_way(view, "action.show_reasons", "reasons", "typed.show_reasons"), on_paper]


def paper_way(view: View) -> Way:
    """Return the press that makes the reasons a document."""
    said = typed_words("typed.reasons_document")
    return Way(view.t("action.reasons_document"), REASONS_ON_PAPER, view.data(), said)


def handover_back(view: View) -> Way:
    """Return the press that leads from the reasons for the person back to what is handed over."""
    return show_way(view, "action.back_to_handover", "handover", "typed.back")


def handover_way(view: View) -> Way:
    """Return the press that leads to the reasons and the note."""
    return show_way(view, "action.handover", "handover", "typed.handover")


def written_way(view: View) -> Way:
    """Return the press that leads to what was written."""
    return show_way(view, "action.written", "written", "typed.written")


def back(view: View) -> Way:
    """Return the press that leads back to the request."""
    return Way(view.t("action.back_to_request"), "refusal.show", view.data(), typed_words("typed.back"))


def advice_ways(view: View) -> list[Way]:
    """Return the ways to the text for the person, as on the advice."""
    known: Known = known_of(view.book, view.refusal.facts, view.lang)
    title, said = view.t("next.show_recorder_text"), typed_words("typed.show_recorder_text")
    return [Way(title, "advice.recorder_text", known.data(), said, numbered=True)] if known.items else []
