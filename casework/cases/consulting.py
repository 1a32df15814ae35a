"""A question to HR/Jura about a request: what is asked and answered stands with both, in one unit."""

from collections.abc import Collection

from casework.cases import procedure
from casework.cases.case import Case
from casework.cases.form import CaseForm
from casework.cases.writing import write
from casework.desk import Desk
from casework.refusal import procedure as refusal_procedure
from casework.refusal.errors import AlreadyHandled, UnknownRequest
from casework.refusal.request import Refusal
from casework.refusal.telling import ADVISED, told_of
from casework.refusal.writing import write as write_refusal
from casework.store import Unit

_TRIES = 4
"""Somebody may act on the request at the very same moment; hardly so often in a row."""


async def ask(
    desk: Desk, refusal_id: str, version: int, by: str, question: str, unit_of_asker: str
) -> Refusal:
    """Put a question to HR/Jura, as the request's requester or leader."""
    now = desk.clock.now()
    async with desk.store.unit() as unit:
        refusal = await unit.refusals.get(refusal_id)
        asked = refusal_procedure.consult(refusal, by, question, now)
        refusal_procedure.require_fresh(refusal, version)
        stored = await write_refusal(desk, unit, asked)
        form = CaseForm(
            key=f"{stored.about}:{stored.version}",
            kind="legal",
            text=stored.consulted[-1].text,
            case_ref=stored.case_ref,
            refusal=stored.id,
            facts=stored.facts,
            pack=desk.pack,
        )
        await write(desk, unit, procedure.report(form, desk.new_id(), by, unit_of_asker, now))
    return stored


async def is_own_request(desk: Desk, case_id: str, person: str) -> bool:
    """Whether a question is about the request that somebody made: then others of HR/Jura answer it."""
    case = await desk.store.queries.case(case_id)
    if case.refusal is None:
        return False
    try:
        return (await desk.store.queries.refusal(case.refusal)).asked_by == person
    except UnknownRequest:
        return False  # no longer kept


async def reply(desk: Desk, case_id: str, version: int, by: str, text: str, *, hr: bool) -> Case:
    """Answer a case, as its owner, and the request that it is about, as long as that is open."""
    for _ in range(_TRIES):
        try:
            return await _reply(desk, case_id, version, by, text, hr=hr)
        except AlreadyHandled:
            continue  # somebody acted on the request meanwhile; look at it anew
    return await _reply(desk, case_id, version, by, text, hr=hr)


async def _reply(desk: Desk, case_id: str, version: int, by: str, text: str, *, hr: bool) -> Case:
    async with desk.store.unit() as unit:
        case = await unit.cases.get(case_id)
        step = procedure.reply(case, by, text, desk.clock.now(), hr=hr)
        procedure.require_fresh(case, version)
        told = await _advise(desk, unit, step.after)
        return await write(desk, unit, step, told_already=told)


async def _advise(desk: Desk, unit: Unit, case: Case) -> Collection[str]:
    """Write the last reply to the request, if there is one that is open; return who is told of it there."""
    if case.refusal is None:
        return ()
    said = case.thread[-1]
    try:
        refusal = await unit.refusals.get(case.refusal)
        step = refusal_procedure.advise(refusal, said.by, said.text, said.at, hr=True)
    except (UnknownRequest, AlreadyHandled):
        return ()  # decided, or no longer kept
    await write_refusal(desk, unit, step)
    return {message.to for message in told_of(step) if message.kind == ADVISED}
