"""What can be pressed on a case's cards, with the words that do the same."""

from cards.words import typed_words, words
from casework.cases.case import State
from casework.cases.transitions import Role
from dialogs.advice import advice_step
from dialogs.book import known_of
from dialogs.cases.view import CaseView
from dialogs.shown import Way

SHOW = "case.show"


def open_way(case_id: str, lang: str, title: str, *, numbered: bool = False) -> Way:
    """Return the press that opens a case from a list or a channel."""
    data: dict[str, object] = {"case": case_id, "lang": lang, "chosen": True}
    return Way(title, SHOW, data, numbered=numbered)


def list_way(lang: str, name: str) -> Way:
    """Return the press that leads to one of the reader's lists."""
    return Way(words(lang)(f"action.{name}"), f"list.{name}", {"lang": lang}, typed_words(f"typed.{name}"))


def back_way(view: CaseView) -> Way:
    """Return the press that leads back to the case."""
    return Way(view.t("action.back_to_case"), SHOW, view.data(), typed_words("typed.back"))


def claim_way(view: CaseView) -> Way:
    """Return the press that takes the case."""
    return Way(view.t("action.claim"), "case.claim", view.data(), typed_words("typed.claim"))


def add_way(view: CaseView) -> Way:
    """Return the press by which the reporter adds something."""
    return Way(view.t("action.add"), "case.add", view.data(), typed_words("typed.add"), takes="text")


def reply_way(view: CaseView) -> Way:
    """Return the press that answers the reporter."""
    return Way(view.t("action.reply"), "case.reply", view.data(), typed_words("typed.reply"), takes="text")


def sheet_way(view: CaseView) -> Way:
    """Return the press that leads to the assessment sheet."""
    return Way(view.t("action.assess"), "case.sheet", view.data(), typed_words("typed.assess"))


def assign_way(view: CaseView) -> Way:
    """Return the press that gives the case to somebody."""
    return Way(
        view.t("action.assign"), "case.assign", view.data(), typed_words("typed.assign"), takes="owner"
    )


def take_way(view: CaseView) -> Way:
    """Return the press by which somebody of HR/Jura takes a case that somebody has."""
    return Way(
        view.t("action.take"), "case.assign", view.data(owner=view.person_id), typed_words("typed.claim")
    )


def release_way(view: CaseView) -> Way:
    """Return the press by which the owner gives the case back."""
    return Way(view.t("action.release"), "case.release", view.data(), typed_words("typed.release"))


def close_way(view: CaseView) -> Way:
    """Return the press that closes the case."""
    return Way(view.t("action.close"), "case.close", view.data(), typed_words("typed.close"), takes="reason")


def reopen_way(view: CaseView) -> Way:
    """Return the press that opens a closed case again, for whoever presses."""
    return Way(view.t("action.reopen"), "case.reopen", view.data(), typed_words("typed.reopen"))


def document_way(view: CaseView) -> Way:
    """Return the press that offers the sheet as a document to file."""
    return Way(view.t("action.document"), "case.document", view.data(), typed_words("typed.document"))


def history_way(view: CaseView) -> Way:
    """Return the press that shows what the case had come to before."""
    return Way(view.t("action.history"), SHOW, view.data(ask="history"), typed_words("typed.history"))


def proof_way(view: CaseView) -> Way:
    """Return the press that shows the whole digest, and what it covers."""
    return Way(view.t("action.proof"), SHOW, view.data(ask="proof"), typed_words("typed.proof"))


def request_way(view: CaseView) -> list[Way]:
    """Return the press that opens the request which a question is about."""
    if view.case.refusal is None:
        return []
    data: dict[str, object] = {"refusal": view.case.refusal, "lang": view.lang}
    return [Way(view.t("action.open"), "refusal.show", data)]


def new_wish_way(view: CaseView) -> Way:
    """Return the press for somebody who wants to record once more: a new question with its own advice."""
    return advice_step(view.book, known_of(view.book, view.case.facts, view.lang), "new_wish")


def hr_ways(view: CaseView) -> list[Way]:
    """Return what somebody of HR/Jura can do with the case now, the likeliest first."""
    state, roles = view.case.state, view.roles
    if state is State.CLOSED:
        return [*_document(view), reopen_way(view)]
    if state is State.NEW:
        return [claim_way(view), assign_way(view)]
    if Role.OWNER in roles:
        sheet = [sheet_way(view)] if view.case.kind == "misuse" else []
        others = [close_way(view), assign_way(view), release_way(view)]
        return [*sheet, reply_way(view), *_document(view), *others]
    return [claim_way(view) if view.owner_left else take_way(view), assign_way(view)]


def _document(view: CaseView) -> list[Way]:
    return [document_way(view)] if view.case.assessment else []
