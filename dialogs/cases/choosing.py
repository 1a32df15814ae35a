"""Somebody makes the channel in which they write HR/Jura's, by mentioning the bot there."""

from cards.words import words
from casework.cases import cases
from casework.cases.errors import NotHr
from casework.errors import UserError
from dialogs.cases.channel import chosen_sheet
from dialogs.desk import Desk
from dialogs.page import Page, page_card
from dialogs.saying import sentence
from dialogs.sheet import sheet_card
from dialogs.shown import Shown
from dialogs.turn import Turn


async def choose_channel(desk: Desk, turn: Turn) -> Shown:
    """Choose the channel, as HR/Jura; for anybody else a sentence that changes nothing."""
    lang = turn.language
    if not turn.in_channel:
        return _not_chosen(words(lang)("errors.not_a_channel"), lang)
    try:
        await cases.choose_channel(desk.casework, turn.person_id, turn.chat_id)
    except NotHr:
        return _not_chosen(words(lang)("errors.not_your_channel"), lang)
    except UserError as error:
        return _not_chosen(sentence(error, lang), lang)
    return sheet_card(chosen_sheet(desk.book, lang), lang)


def _not_chosen(why: str, lang: str) -> Shown:
    page = Page(title=words(lang)("hrchannel.not_chosen"), intro=[why], tone="warning")
    return page_card(page, lang)
