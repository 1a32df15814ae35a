"""What went wrong with a case, as a sentence and a card: what happened, what is safe, and what to press."""

from cards.words import words
from casework.cases.errors import AlreadyClaimed, CaseMoved, NotTheOwner
from casework.errors import DirectoryUnavailable, NotYours, UserError
from dialogs.asked import Asked
from dialogs.cases.view import CaseView
from dialogs.cases.ways import list_way
from dialogs.page import Page, page_card
from dialogs.saying import sentence
from dialogs.shown import Shown
from dialogs.ways import restart_way


def told(error: UserError, view: CaseView) -> str:
    """Return what a card says on top when it comes back."""
    if isinstance(error, NotTheOwner) and view.case.owner:
        return view.t("errors.owner_is", who=view.names(view.case.owner))
    return sentence(error, view.lang)


def came_later(error: CaseMoved, view: CaseView) -> str:
    """Return the sentence for a press that lost: who has the case instead, or that it has changed."""
    if isinstance(error, AlreadyClaimed) and view.case.owner:
        if view.case.owner == view.person_id:
            return view.t("errors.yours_already")
        return view.t("errors.claimed_by", who=view.names(view.case.owner))
    return sentence(error, view.lang)


def problem_card(asked: Asked, error: UserError) -> Shown:
    """Return the card for somebody who may not, or for what is no more. It tells nothing of a case.

    Raises:
        DirectoryUnavailable: it is not that they may not: nobody can say, and the press is kept for later.

    """
    if isinstance(error, DirectoryUnavailable):
        raise error
    lang, t = asked.known.lang, words(asked.known.lang)
    said = t("errors.not_your_case") if isinstance(error, NotYours) else sentence(error, lang)
    page = Page(
        title=t("problem.case.title"),
        intro=[said],
        tone="warning",
        ways=(list_way(lang, "mine"), restart_way(lang)),
    )
    return page_card(page, lang)
