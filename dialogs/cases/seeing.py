"""Which case a press means, and how the one who pressed sees it."""

from dataclasses import replace

from casework.cases.case import Case
from casework.cases.errors import NotHr, UnknownCase
from casework.cases.transitions import Role
from dialogs.asked import Asked
from dialogs.cases.filled import SHEET, texts_in
from dialogs.cases.view import CaseView, look
from dialogs.desk import Desk
from dialogs.inputs import version_in
from dialogs.turn import Turn

WRITTEN = ("text", "owner", "reason", "reported")


async def present(desk: Desk, asked: Asked) -> Case:
    """Return the case as it stands, or raise UnknownCase."""
    case_id = asked.name("case")
    if not case_id:
        raise UnknownCase
    return await desk.casework.store.queries.case(case_id)


async def seen(desk: Desk, asked: Asked, turn: Turn, case: Case, *, keep_version: bool = False) -> CaseView:
    """Return the case as the turn's person sees it, or raise NotHr for a stranger.

    `keep_version`: the press brings the version that its reader has seen, which typed words go on to mean.
    """
    view = await look(
        desk.book,
        desk.casework,
        case,
        turn.person_id,
        asked.known.lang,
        version=version_in(asked.data) if keep_version else None,
        chosen=asked.flag("chosen"),
        written=texts_in(asked.data, (*WRITTEN, *SHEET)),
    )
    if not view.roles:
        raise NotHr
    # Only what HR/Jura decide rests on what they have seen; the reporter may add to whatever holds now.
    return replace(view, version=case.version) if Role.REPORTER in view.roles else view
