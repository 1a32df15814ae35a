"""What went wrong with a request: what holds instead, and the card that says what to press."""

from cards.words import typed_words, words
from casework.about import CLOCK
from casework.errors import DirectoryUnavailable, UserError
from casework.refusal.errors import AlreadyDecided, AlreadyHandled
from dialogs.asked import Asked
from dialogs.moments import say_moment
from dialogs.page import Page, page_card
from dialogs.people import Names
from dialogs.saying import sentence
from dialogs.shown import Shown, Way
from dialogs.ways import restart_way


def came_later(error: AlreadyHandled, names: Names, lang: str) -> str:
    """Return the sentence for a press that lost: what holds instead, by whom and since when."""
    t = words(lang)
    if isinstance(error, AlreadyDecided) and error.at and error.by != CLOCK:
        return t("errors.decided_by", who=names(error.by), when=say_moment(error.at, lang))
    return t(error.text)


def problem_card(asked: Asked, error: UserError) -> Shown:
    """Return the card for somebody who may not, or for what is no more. It tells nothing of a request.

    Raises:
        DirectoryUnavailable: it is not that they may not: nobody can say, and the press is kept for later.

    """
    if isinstance(error, DirectoryUnavailable):
        raise error
    lang, t = asked.known.lang, words(asked.known.lang)
    lists = tuple(
        Way(t(f"action.{name}"), f"list.{name}", {"lang": lang}, typed_words(f"typed.{name}"))
        for name in ("mine", "waiting")
    )
    page = Page(
        title=t("problem.refusal.title"),
        intro=[sentence(error, lang)],
        tone="warning",
        ways=(*lists, restart_way(lang)),
    )
    return page_card(page, lang)
