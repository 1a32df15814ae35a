"""Which card an outgoing message becomes: made at delivery, from the present state, in its language."""

from cards.words import words
from casework.desk import Desk
from casework.messages import CARDS_GONE, HR_CHANNEL, NOT_YOURS, UNDELIVERED, Message
from casework.refusal.errors import UnknownRequest
from casework.refusal.request import OPEN, Refusal, State
from casework.refusal.telling import ADVISED, HR_UNREACHED, PASSED_BY
from casework.refusal.transitions import Role
from dialogs.book import Book
from dialogs.cases.news import case_news, moved_news, overdue_news
from dialogs.example import told_apart
from dialogs.moments import say_moment
from dialogs.oversight.overview import overview_message
from dialogs.page import Page, page_card
from dialogs.problems import not_yours
from dialogs.refusal.card import request_card
from dialogs.refusal.hr import channel_sheet
from dialogs.refusal.view import View, look
from dialogs.sheet import sheet_card
from dialogs.shown import Shown
from dialogs.turn import Reply
from guideline.model import Pack

WHILE_OPEN = frozenset(OPEN)

NEWS: dict[str, frozenset[State]] = {
    "confirmation": frozenset({State.UNCONFIRMED}),
    "answer": frozenset({State.WAITING}),
    "reminder": WHILE_OPEN,
    "question_reminder": frozenset({State.ASKED}),
    "handed_over": WHILE_OPEN,
    "hr_asked": WHILE_OPEN,
    ADVISED: WHILE_OPEN,
    "escalated": WHILE_OPEN,
    PASSED_BY: WHILE_OPEN,
    "note_reminder": frozenset({State.APPROVED}),
    UNDELIVERED: frozenset(State),
    HR_UNREACHED: frozenset(State),
}
"""What is said on top, as long as it is still so. The others say it by their card alone."""


class Outgoing:
    """Makes the cards of messages."""

    def __init__(self, pack: Pack, desk: Desk) -> None:
        """Make it over a pack.

        Raises:
            MissingTextsError: the pack lacks a text that a card needs.

        """
        self._book, self._desk = Book(pack), desk

    async def card_for(self, message: Message, person_id: str | None, language: str) -> Reply | None:
        """Return a message's card for a person (None: a channel); None where nothing is left to say."""
        shown = await self._shown(message, person_id, language)
        if shown is None:
            return None
        return Reply(told_apart(self._book.pack, shown.card), shown.summary, shown.about)

    async def _shown(self, message: Message, person_id: str | None, lang: str) -> Shown | None:
        match message.about.kind:
            case "case":
                return await case_news(self._book, self._desk, message, person_id, lang)
            case "overdue":
                return await overdue_news(self._desk, lang)
            case "moved":
                return await moved_news(self._desk, lang)
            case "overview":
                month, oversight = message.about.id, self._desk.store.oversight
                return await overview_message(self._book, oversight, self._desk.clock, month, lang)
            case _:
                return await self._request(message, person_id, lang)

    async def _request(self, message: Message, person_id: str | None, lang: str) -> Shown | None:
        if message.kind == CARDS_GONE:
            return _gone(lang)
        try:
            refusal = await self._desk.store.queries.refusal(message.about.id)
        except UnknownRequest:
            return None
        view = await look(self._book, self._desk, refusal, person_id, lang)
        if person_id is None or message.to == HR_CHANNEL:
            return sheet_card(channel_sheet(view, message.kind), lang)
        if not view.roles:
            return not_yours(lang) if message.kind == NOT_YOURS else None
        news = _news(message.kind, refusal, view)
        return request_card(view, hint=news, tone="warning")


def _news(kind: str, refusal: Refusal, view: View) -> str | None:
    if refusal.state not in NEWS.get(kind, ()) or (kind == PASSED_BY and not refusal.passes_the_nearest):
        return None
    leader = view.questioner if kind == "question_reminder" else view.names(refusal.leader)
    who = view.names(refusal.asked_by)
    when = say_moment(refusal.expires, view.lang)
    return view.t(_sentence(kind, view), leader=leader, who=who, when=when)


def _sentence(kind: str, view: View) -> str:
    """Return the key of what is said on top; a no agreed by phone holds until its leader answers."""
    if kind == UNDELIVERED and Role.STAFF in view.roles:
        return "news.undelivered_staff"
    if kind == "reminder" and view.unconfirmed:
        return "news.reminder_agreed"
    return f"news.{kind}"


def _gone(lang: str) -> Shown:
    t = words(lang)
    return page_card(Page(title=t("gone.title"), intro=[t("gone.text")]), lang)
