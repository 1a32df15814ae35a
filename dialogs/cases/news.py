"""Which card a message about a case becomes: made at delivery, from the present state."""

from cards.words import words
from casework.cases import telling, timing
from casework.cases.case import OPEN, State
from casework.cases.errors import UnknownCase
from casework.cases.transitions import Role
from casework.desk import Desk
from casework.messages import CARDS_GONE, HR_CHANNEL, NOT_YOURS, UNDELIVERED, Message
from dialogs.book import Book
from dialogs.cases.card import case_card
from dialogs.cases.channel import channel_sheet, moved_sheet, overdue_sheet, step_sheet
from dialogs.cases.lists import MOST
from dialogs.cases.view import CaseView, look
from dialogs.page import Page, page_card
from dialogs.people import names_of
from dialogs.problems import not_yours
from dialogs.sheet import sheet_card
from dialogs.shown import Shown

COUNTED = 100
"""Overdue cases that are counted; of more it is said that there are more."""

NEWS: dict[str, tuple[Role, frozenset[State]]] = {
    "case_addition": (Role.HR, frozenset(State)),
    "case_assigned": (Role.OWNER, OPEN),
}
"""Who is told on top of the card, while the case stands so. The others say it by their card alone."""


async def case_news(book: Book, desk: Desk, message: Message, person: str | None, lang: str) -> Shown | None:
    """Return the card for a person (None: the channel); None where nothing is left to say."""
    if message.kind == CARDS_GONE:
        t = words(lang)
        return page_card(Page(title=t("gone.case.title"), intro=[t("gone.case.text")]), lang)
    try:
        case = await desk.store.queries.case(message.about.id)
    except UnknownCase:
        return None
    view = await look(book, desk, case, person, lang)
    if person is None or message.to == HR_CHANNEL:
        return await _in_channel(desk, view, message)
    if not view.roles:
        return not_yours(lang) if message.kind == NOT_YOURS else None
    return case_card(view, hint=_news(view, message.kind), tone="warning")


async def _in_channel(desk: Desk, view: CaseView, message: Message) -> Shown:
    told = telling.step_of(message)
    if told is None:
        return sheet_card(channel_sheet(view), view.lang, await _unreached(desk, view, message), "warning")
    names = await names_of(desk.directory, view.lang, told.by)
    present = told.version == view.case.version
    return sheet_card(step_sheet(view, told.deed, names(told.by), present=present), view.lang)


async def _unreached(desk: Desk, view: CaseView, message: Message) -> str | None:
    """Say who could not be told; of whoever reported or asked not who that is."""
    person = telling.unreached_in(message)
    if person is None:
        return None
    if person == view.case.reported_by:
        return view.t("news.case_unreached.reporter")
    names = await names_of(desk.directory, view.lang, person)
    return view.t("news.case_unreached", who=names(person))


def _news(view: CaseView, kind: str) -> str | None:
    if kind == UNDELIVERED:
        return view.t("news.case_undelivered")
    role, states = NEWS.get(kind, (Role.CLOCK, frozenset()))
    if role not in view.roles or view.case.state not in states:
        return None
    key = "news.case_addition_free" if kind == "case_addition" and view.case.owner is None else f"news.{kind}"
    return view.t(key, who=view.names(view.case.reported_by))


async def overdue_news(desk: Desk, lang: str) -> Shown | None:
    """Return the morning's one card about all that waits too long; None once nothing does."""
    since = timing.overdue(desk.clock.now())
    found = await desk.store.queries.overdue_cases(*since, limit=COUNTED + 1)
    if not found:
        return None
    number = str(len(found)) if len(found) <= COUNTED else words(lang)("overdue.over", number=COUNTED)
    names = await names_of(desk.directory, lang, *(case.owner for case in found[:MOST]))
    return sheet_card(overdue_sheet(found[:MOST], number, names, lang, desk.clock.now()), lang)


async def moved_news(desk: Desk, lang: str) -> Shown:
    """Return the one card that says how many open cases come to a channel, before their cards do."""
    counts = await desk.store.queries.open_case_counts()
    return sheet_card(moved_sheet(sum(counts.values()), lang), lang)
