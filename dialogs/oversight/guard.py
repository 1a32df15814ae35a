"""Only HR/Jura see across cases; whoever else asks is told so, and nothing more."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import TypeAlias, TypeVar

from cards.words import words
from casework.cases.errors import NotHr
from casework.errors import UserError
from casework.oversight.rights import only_hr
from dialogs.asked import Asked
from dialogs.desk import Desk
from dialogs.page import Page, page_card
from dialogs.saying import sentence
from dialogs.shown import Shown
from dialogs.turn import Turn
from dialogs.ways import restart_way

Answered = TypeVar("Answered")
Handler: TypeAlias = Callable[[Desk, Asked, Turn], Awaitable[Answered]]


def for_hr(handler: Handler[Answered]) -> Handler[Answered | Shown]:
    """Return the handler, with the rights asked of the directory before each turn."""

    @wraps(handler)
    async def guarded(desk: Desk, asked: Asked, turn: Turn) -> Answered | Shown:
        try:
            await only_hr(desk.casework, turn.person_id)
        except UserError as error:
            return _turned_away(error, asked.known.lang)
        return await handler(desk, asked, turn)

    return guarded


def _turned_away(error: UserError, lang: str) -> Shown:
    t = words(lang)
    stranger = isinstance(error, NotHr)
    page = Page(
        title=t("oversight.only_hr") if stranger else sentence(error, lang),
        intro=[t("oversight.only_hr_text")] if stranger else [],
        tone="warning",
        ways=(restart_way(lang),),
    )
    return page_card(page, lang)
