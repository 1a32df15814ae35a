"""What people do to a request by a press or a word. Who acts is the turn's person, never what a card says."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from casework.cases import cases
from casework.errors import DirectoryUnavailable, FormError, MissingFields, NotYours, UserError
from casework.refusal import refusals
from casework.refusal.errors import AlreadyHandled, LeaderError, OwnRequest, UnknownRequest
from casework.refusal.request import Refusal, State
from casework.refusal.transitions import Role
from dialogs.asked import Asked
from dialogs.desk import Desk
from dialogs.inputs import page_in, text_in, version_in
from dialogs.refusal.card import request_card
from dialogs.refusal.errors import came_later, problem_card
from dialogs.refusal.people import leader_written
from dialogs.refusal.showing import as_shown
from dialogs.refusal.view import View, look
from dialogs.saying import sentence
from dialogs.shown import Shown
from dialogs.turn import Turn

WRITTEN = ("reason", "question", "answer", "leader", "belongings_outside")
NOTED = "noted"
"""The deed that needs no text, and whose second press is none too late."""

Deed = Callable[[str, int], Awaitable[Refusal]]


async def show(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Show a request as it stands, with the version that the reader has seen where the press names one."""
    part, ask = asked.name("part") or "", asked.name("ask") or ""
    try:
        view = await _view(desk, asked, turn, await _present(desk, asked), keep_version=True)
        view = await as_shown(desk, view, part)
    except UserError as error:
        return problem_card(asked, error)
    page, chosen = page_in(asked.data), asked.flag("chosen")
    return request_card(view, part=part, ask=ask, page=page, chosen=chosen, hint=asked.hint)


async def approve(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Approve as the leader, or confirm what was agreed by phone."""
    reason, outside = text_in(asked.data, "reason"), asked.flag("belongings_outside")
    return await _do(
        desk,
        asked,
        turn,
        "approve",
        lambda it, version: refusals.approve(
            desk.casework, it, version, turn.person_id, reason, belongings_outside=outside
        ),
    )


async def deny(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Deny as the leader, so that recording is allowed."""
    reason = text_in(asked.data, "reason")
    return await _do(
        desk,
        asked,
        turn,
        "deny",
        lambda it, version: refusals.deny(desk.casework, it, version, turn.person_id, reason),
    )


async def revoke(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Take an approval back as the leader."""
    reason = text_in(asked.data, "reason")
    return await _do(
        desk,
        asked,
        turn,
        "revoke",
        lambda it, version: refusals.revoke(desk.casework, it, version, turn.person_id, reason),
    )


async def ask_back(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Send the requester a question; without one, ask for it."""
    question = text_in(asked.data, "question")
    return await _do(
        desk,
        asked,
        turn,
        "return",
        lambda it, version: refusals.ask_back(desk.casework, it, version, turn.person_id, question),
    )


async def answer(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Answer the leader's question."""
    text = text_in(asked.data, "answer")
    return await _do(
        desk,
        asked,
        turn,
        "",
        lambda it, version: refusals.answer(desk.casework, it, version, turn.person_id, text),
    )


async def consult(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Ask HR/Jura; without a question, ask for it."""
    question = text_in(asked.data, "question")
    return await _do(
        desk,
        asked,
        turn,
        "consult",
        lambda it, version: cases.consult(desk.casework, it, version, turn.person_id, question),
    )


async def reassign(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Hand it to another leader, by id or by name; without one, ask for it."""

    async def hand(it: str, version: int) -> Refusal:
        leader = await leader_written(desk.directory, text_in(asked.data, "leader"))
        if leader is None:
            raise MissingFields("leader")
        return await refusals.reassign(desk.casework, it, version, turn.person_id, leader)

    return await _do(desk, asked, turn, "reassign", hand)


async def withdraw(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Take the request back."""
    return await _do(
        desk,
        asked,
        turn,
        "",
        lambda it, version: refusals.withdraw(desk.casework, it, version, turn.person_id),
    )


async def confirm_noted(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Say that the reasons are given and noted."""
    return await _do(
        desk,
        asked,
        turn,
        NOTED,
        lambda it, version: refusals.confirm_noted(desk.casework, it, version, turn.person_id),
    )


async def _do(desk: Desk, asked: Asked, turn: Turn, ask: str, deed: Deed) -> Shown:
    """Do it and show what holds now. `ask` names the form for what is missing."""
    refusal_id, version = asked.name("refusal") or "", version_in(asked.data)
    try:
        done = await deed(refusal_id, -1 if version is None else version)
        return request_card(await _view(desk, asked, turn, done))
    except AlreadyHandled as error:
        view = await _view(desk, asked, turn, error.present)
        if ask == NOTED and error.present.state is State.NOTED:
            return request_card(view, hint=view.t("errors.noted_already"), tone="good")
        return request_card(view, hint=came_later(error, view.names, asked.known.lang))
    except (FormError, LeaderError, DirectoryUnavailable, OwnRequest) as error:
        return await _again(desk, asked, turn, ask, error)
    except UserError as error:
        return problem_card(asked, error)


async def _again(desk: Desk, asked: Asked, turn: Turn, ask: str, error: UserError) -> Shown:
    """Show the card again with what was written; what was not written at all is simply asked for."""
    try:
        view = await _view(desk, asked, turn, await _present(desk, asked), keep_version=True)
    except UserError as other:
        return problem_card(asked, other)
    opened = isinstance(error, MissingFields) and ask not in ("approve", "deny", "") and not view.written
    return request_card(view, ask=ask, hint=None if opened else sentence(error, asked.known.lang))


async def _present(desk: Desk, asked: Asked) -> Refusal:
    refusal_id = asked.name("refusal")
    if not refusal_id:
        raise UnknownRequest
    return await desk.casework.store.queries.refusal(refusal_id)


async def _view(
    desk: Desk, asked: Asked, turn: Turn, refusal: Refusal, *, keep_version: bool = False
) -> View:
    """Return the request as the turn's person sees it, or raise NotYours for a stranger."""
    version = version_in(asked.data) if keep_version else None
    written = {name: text for name in WRITTEN if (text := text_in(asked.data, name))}
    view = await look(
        desk.book,
        desk.casework,
        refusal,
        turn.person_id,
        asked.known.lang,
        version=version,
        written=written,
    )
    if not view.roles:
        raise NotYours
    # Only a decision rests on what its reader has seen; whoever asked may act on what holds now.
    return replace(view, version=refusal.version) if Role.STAFF in view.roles else view
