"""The reasons for a no on paper: offered where they can be shown, made when accepted, with the same words."""

import asyncio
from dataclasses import replace

from cards.words import words
from casework.errors import NotYours, UserError
from casework.refusal.errors import NotNow
from casework.refusal.transitions import Role
from casework.workdays import local_day
from dialogs import file_cards
from dialogs.asked import Asked
from dialogs.desk import Desk
from dialogs.moments import say_day
from dialogs.page import Page, page_card
from dialogs.refusal.card import request_card
from dialogs.refusal.errors import problem_card
from dialogs.refusal.reasons import LANGUAGE, reasons, rests_on
from dialogs.refusal.requester_ways import REASONS_ON_PAPER, can_be_shown
from dialogs.refusal.showing import shown
from dialogs.refusal.telling import back
from dialogs.refusal.view import View, look
from dialogs.shown import Shown
from dialogs.turn import FileContent, FileOffer, Turn
from documents.docx import CONTENT_TYPE, Document, Paragraph, docx

USUAL_SIZE = 37 * 1024
"""Bytes of the document, about: the template is most of it."""

TYPE_SIZE = 14
"""Points: it is read in the middle of a meeting, perhaps by somebody who reads with difficulty."""

SHORT_ID = 8
"""Characters of a request's id in the file's name, which is nobody's name and no case's number."""


async def offer(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Offer the document to whoever asked for the refusal, in their own chat."""
    try:
        view = await _view(desk, asked, turn)
    except UserError as error:
        return problem_card(asked, error)
    if not can_be_shown(view):
        return _not_now(view)
    return _offered(view) if turn.personal else file_cards.elsewhere(view.lang)


async def content(desk: Desk, asked: Asked, turn: Turn) -> FileContent | Shown:
    """Make the document, where the no still holds: the offer can be older than what became of it."""
    try:
        view = await _view(desk, asked, turn)
    except UserError as error:
        return problem_card(asked, error)
    if not can_be_shown(view):
        return _not_now(view)
    view = await shown(desk, view, "paper")
    return FileContent(_name(view), CONTENT_TYPE, await asyncio.to_thread(docx, document_of(view)))


def document_of(view: View) -> Document:
    """Return the document. It belongs to the person: nothing of the case is in it but the reasons."""
    decided = view.refusal.decision
    made = decided.at if decided else view.refusal.created
    return Document(
        title=words(LANGUAGE)("reasons.title"),
        lang=LANGUAGE,
        blocks=tuple(Paragraph(text) for text in (*reasons(view), rests_on(view))),
        footer=f"{view.book.pack.manifest.municipality}, {say_day(local_day(made), LANGUAGE)}",
        created=made,
        type_size=TYPE_SIZE,
    )


async def _view(desk: Desk, asked: Asked, turn: Turn) -> View:
    """Return the request for whoever asked for it; to anybody else it is not theirs."""
    refusal = await desk.casework.store.queries.refusal(asked.name("refusal") or "")
    view = await look(desk.book, desk.casework, refusal, turn.person_id, asked.known.lang)
    if Role.STAFF not in view.roles:
        raise NotYours
    return view


def _not_now(view: View) -> Shown:
    return request_card(view, hint=view.t(NotNow.text))


def _offered(view: View) -> Shown:
    t = view.t
    page = Page(
        title=t("reasons_document.ready"),
        intro=[t("files.offered"), t("reasons_document.how")],
        tone="accent",
        ways=(back(view),),
    )
    offered = FileOffer(
        name=_name(view),
        description=t("reasons_document.description"),
        size=USUAL_SIZE,
        verb=REASONS_ON_PAPER,
        data={"refusal": view.refusal.id, "lang": view.lang},
    )
    return replace(page_card(page, view.lang), offer=offered)


def _name(view: View) -> str:
    return words(LANGUAGE)("reasons_document.name", id=view.refusal.id[:SHORT_ID])
