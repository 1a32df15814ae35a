"""What went wrong, as a sentence and a card: what happened, what is safe, and what to press."""

from cards.words import typed_words, words
from casework.about import CLOCK
from casework.errors import DirectoryUnavailable, FormError, MissingFields, UserError
from casework.refusal.errors import AlreadyDecided, AlreadyHandled, MustSayWhatDiffers
from dialogs.asked import Asked
from dialogs.page import Page, page_card
from dialogs.refusal.moments import say_moment
from dialogs.refusal.people import Names, SeveralLeadersError
from dialogs.shown import Shown, Way
from dialogs.ways import restart_way


def sentence(error: UserError, lang: str) -> str:
    """Return what a card says on top when it comes back."""
    t = words(lang)
    if isinstance(error, SeveralLeadersError):
        return t(error.text, names=", ".join(person.name for person in error.people))
    if isinstance(error, MissingFields) and not isinstance(error, MustSayWhatDiffers):
        return t(error.text, fields=_named(error, lang))
    return t(error.text)


def _named(error: FormError, lang: str) -> str:
    return ", ".join(words(lang)(f"named.{field}") for field in error.fields)


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
