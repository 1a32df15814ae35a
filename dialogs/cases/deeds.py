"""What people do to a case by a press or a word. Who acts is the turn's person, never what a card says."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from casework.cases import cases
from casework.cases.case import Case
from casework.cases.errors import CaseMoved, NotAssessed, NotTheOwner, UnknownOwner
from casework.errors import DirectoryUnavailable, FormError, MissingFields, UserError
from dialogs.asked import Asked
from dialogs.cases.card import case_card
from dialogs.cases.channel import channel_sheet
from dialogs.cases.errors import came_later, problem_card, told
from dialogs.cases.people import SeveralOwnersError, owner_written
from dialogs.cases.seeing import present, seen
from dialogs.cases.view import CaseView
from dialogs.desk import Desk
from dialogs.inputs import text_in, version_in
from dialogs.sheet import sheet_card
from dialogs.shown import Shown
from dialogs.turn import Turn

Deed = Callable[[str, int], Awaitable[Case]]


async def show(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Show a case as it stands, with the version that the reader has seen where the press names one."""
    try:
        view = await seen(desk, asked, turn, await present(desk, asked), keep_version=True)
    except UserError as error:
        return problem_card(asked, error)
    return case_card(view, ask=asked.name("ask") or "", hint=asked.hint)


async def claim(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Take a case, as HR/Jura."""
    return await do(desk, asked, turn, "", lambda it, v: cases.claim(desk.casework, it, v, turn.person_id))


async def assign(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Give a case to somebody of HR/Jura, by id or by name; without one, ask for it."""

    async def give(it: str, version: int) -> Case:
        owner = await owner_written(desk.directory, text_in(asked.data, "owner"))
        return await cases.assign(desk.casework, it, version, turn.person_id, owner)

    return await do(desk, asked, turn, "assign", give)


async def release(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Give a case back, as its owner."""
    return await do(desk, asked, turn, "", lambda it, v: cases.release(desk.casework, it, v, turn.person_id))


async def reply(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Answer the reporter, as the owner; without a text, ask for it."""
    text = text_in(asked.data, "text")
    return await do(
        desk, asked, turn, "reply", lambda it, v: cases.reply(desk.casework, it, v, turn.person_id, text)
    )


async def add(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Add to a case, as its reporter; without a text, ask for it."""
    text = text_in(asked.data, "text")
    return await do(
        desk, asked, turn, "add", lambda it, v: cases.add(desk.casework, it, v, turn.person_id, text)
    )


async def close(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Close a case, as its owner; without a reason, ask for it."""
    reason, reported = text_in(asked.data, "reason"), text_in(asked.data, "reported")

    async def end(it: str, version: int) -> Case:
        return await cases.close(desk.casework, it, version, turn.person_id, reason, reported)

    return await do(desk, asked, turn, "close", end)


async def reopen(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Open a case again, as HR/Jura, for whoever is named, or for oneself."""

    async def again(it: str, version: int) -> Case:
        written = text_in(asked.data, "owner").strip()
        owner = await owner_written(desk.directory, written) if written else None
        return await cases.reopen(desk.casework, it, version, turn.person_id, owner)

    return await do(desk, asked, turn, "", again)


async def do(
    desk: Desk,
    asked: Asked,
    turn: Turn,
    ask: str,
    deed: Deed,
    form: Callable[[CaseView, str | None], Shown] | None = None,
) -> Shown:
    """Do it and show what holds now. `ask` names the form for what is missing, `form` draws another."""
    case_id, version = asked.name("case") or "", version_in(asked.data)
    try:
        done = await deed(case_id, -1 if version is None else version)
        return _answer(await seen(desk, asked, turn, done), turn)
    except CaseMoved as error:
        view = await seen(desk, asked, turn, error.present)
        return _answer(view, turn, came_later(error, view))
    except (FormError, UnknownOwner, DirectoryUnavailable, NotTheOwner) as error:
        return await _again(desk, asked, turn, error, form or (lambda view, hint: _asked(view, ask, hint)))
    except UserError as error:
        return problem_card(asked, error)


def _answer(view: CaseView, turn: Turn, hint: str | None = None) -> Shown:
    """Return the case after a deed; in the channel the card that all its members will see there."""
    if turn.personal:
        return case_card(view, hint=hint)
    return sheet_card(channel_sheet(view), view.lang, hint or view.t("case.done"), "accent")


def _asked(view: CaseView, ask: str, hint: str | None) -> Shown:
    return case_card(view, ask=ask, hint=hint)


async def _again(
    desk: Desk,
    asked: Asked,
    turn: Turn,
    error: UserError,
    form: Callable[[CaseView, str | None], Shown],
) -> Shown:
    """Show the form again with what was written; what was not written at all is simply asked for."""
    try:
        view = await seen(desk, asked, turn, await present(desk, asked), keep_version=True)
    except UserError as other:
        return problem_card(asked, other)
    if isinstance(error, NotTheOwner):
        return case_card(view, hint=told(error, view))
    if isinstance(error, SeveralOwnersError):
        view = replace(view, candidates=error.people)
    opened = isinstance(error, MissingFields | NotAssessed) and not view.written
    return form(view, None if opened else told(error, view))
