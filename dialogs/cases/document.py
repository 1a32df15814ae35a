"""The assessment of a case as a document to file: offered on the case's card, made when accepted."""

import asyncio
from dataclasses import replace

from casework.cases import cases
from casework.cases.errors import NotHr, OwnCase
from casework.errors import UserError
from dialogs import file_cards
from dialogs.asked import Asked
from dialogs.cases.document_parts import parts
from dialogs.cases.errors import problem_card
from dialogs.cases.telling import short_id
from dialogs.cases.view import CaseView, look
from dialogs.cases.ways import back_way
from dialogs.desk import Desk
from dialogs.page import Page, page_card
from dialogs.shown import Shown
from dialogs.turn import FileContent, FileOffer, Turn
from documents.docx import CONTENT_TYPE, Document, docx

VERB = "case.document"
USUAL_SIZE = 38 * 1024
"""Bytes of a case's document, about: the template is most of it."""


async def offer(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Offer the document to somebody of HR/Jura, in their own chat."""
    try:
        view = await _view(desk, asked, turn)
    except UserError as error:
        return problem_card(asked, error)
    return _offered(view) if turn.personal else file_cards.elsewhere(view.lang)


async def content(desk: Desk, asked: Asked, turn: Turn) -> FileContent | Shown:
    """Make the document as the case stands now, for somebody who is of HR/Jura now."""
    try:
        view = await _view(desk, asked, turn)
    except UserError as error:
        return problem_card(asked, error)
    return FileContent(_name(view), CONTENT_TYPE, await asyncio.to_thread(docx, document_of(view)))


def document_of(view: CaseView) -> Document:
    """Return the document. The same state of a case gives the same one."""
    case, t = view.case, view.t
    said = (entry.at for entry in case.thread)
    parts_ = (case.assessment, case.closing, *case.earlier_assessments, *case.earlier_closings)
    settled = (part.at for part in parts_ if part)
    return Document(
        title=t(f"document.{case.kind}"),
        lang=view.lang,
        blocks=tuple(parts(view)),
        footer=t("document.footer", id=case.id),
        created=max([case.created, *said, *settled]),
    )


async def _view(desk: Desk, asked: Asked, turn: Turn) -> CaseView:
    """Return the case for HR/Jura alone; who else asks does not learn whether there is one."""
    if not await cases.is_hr(desk.casework, turn.person_id):
        raise NotHr
    case = await desk.casework.store.queries.case(asked.name("case") or "")
    if case.reported_by == turn.person_id:
        raise OwnCase
    return await look(desk.book, desk.casework, case, turn.person_id, asked.known.lang)


def _offered(view: CaseView) -> Shown:
    t = view.t
    page = Page(
        title=t("document.ready"),
        intro=[t("files.offered"), t("document.private")],
        tone="accent",
        ways=(back_way(view),),
    )
    offered = FileOffer(
        name=_name(view),
        description=t("document.description", id=short_id(view.case)),
        size=USUAL_SIZE,
        verb=VERB,
        data={"case": view.case.id, "lang": view.lang},
    )
    return replace(page_card(page, view.lang), offer=offered)


def _name(view: CaseView) -> str:
    return view.t(f"document.{view.case.kind}.name", id=short_id(view.case))
