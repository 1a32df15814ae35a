"""What people do with requests for a refusal: one transaction each, the directory asked before it opens."""

import datetime
from collections.abc import Callable, Mapping

from casework.about import PackMark
from casework.desk import Desk
from casework.errors import KeyTaken, NotAllowed
from casework.hr import is_of_hr
from casework.refusal import equal_treatment, leaders, procedure
from casework.refusal.equal_treatment import Figures
from casework.refusal.errors import MustSayWhatDiffers
from casework.refusal.form import RefusalForm, checked, sent_as
from casework.refusal.procedure import Step
from casework.refusal.request import Refusal, ShownHow
from casework.refusal.writing import write
from casework.workdays import local_day


async def earlier_decisions(desk: Desk, ground: str, facts: Mapping[str, str | bool]) -> Figures:
    """Return how the like was decided in the past 24 months, for the form and the leader's card."""
    since = equal_treatment.first_month(local_day(desk.clock.now()))
    alike = equal_treatment.circumstances(desk.law.alike, ground, facts)
    counts = await desk.store.queries.decisions(ground, since)
    advised = await desk.store.queries.advised(since)
    return equal_treatment.figures(alike, counts, advised, since, unnamed=desk.law.unnamed)


async def submit(desk: Desk, form: RefusalForm, by: str) -> Refusal:
    """Ask for a refusal. The same form sent twice makes one request, and returns the first.

    Raises:
        SentAlready: the form was sent, and said something else then.
        FormError, LeaderError, OwnRequest: what must change first; nothing is stored then.

    """
    if (first := await desk.store.queries.by_key(by, form.key)) is not None:
        return sent_as(form, first, desk.law)
    form = checked(form, desk.law, desk.clock.now())
    shown = await earlier_decisions(desk, form.ground, form.facts)
    if equal_treatment.must_say_what_differs(shown) and not form.deviation_reason:
        raise MustSayWhatDiffers("deviation_reason")
    asked = await leaders.whom_to_ask(desk, by, form.leader)
    step = procedure.submit(form, desk.new_id(), by, asked, desk.clock.now())
    try:
        async with desk.store.unit() as unit:
            return await write(desk, unit, step)
    except KeyTaken:
        first = await desk.store.queries.by_key(by, form.key)
        return sent_as(form, first, desk.law) if first else step.after


async def approve(
    desk: Desk, refusal_id: str, version: int, by: str, reason: str, *, belongings_outside: bool = False
) -> Refusal:
    """Approve a refusal as its leader, or confirm what was agreed by phone."""

    def approved(it: Refusal, now: datetime.datetime) -> Step:
        outside = belongings_outside and it.ground in desk.law.belongings
        return procedure.approve(it, by, reason, now, belongings_outside=outside)

    return await _act(desk, refusal_id, version, approved)


async def deny(desk: Desk, refusal_id: str, version: int, by: str, reason: str) -> Refusal:
    """Deny a refusal as its leader, so that recording is allowed; or dispute an agreement by phone."""
    return await _act(desk, refusal_id, version, lambda it, now: procedure.deny(it, by, reason, now))


async def revoke(desk: Desk, refusal_id: str, version: int, by: str, reason: str) -> Refusal:
    """Take an approval back as the leader, until the meeting."""
    return await _act(desk, refusal_id, version, lambda it, now: procedure.revoke(it, by, reason, now))


async def ask_back(desk: Desk, refusal_id: str, version: int, by: str, question: str) -> Refusal:
    """Send a request back with a question, as its leader."""
    return await _act(desk, refusal_id, version, lambda it, now: procedure.ask_back(it, by, question, now))


async def answer(desk: Desk, refusal_id: str, version: int, by: str, text: str) -> Refusal:
    """Answer the leader's question, as the requester."""
    return await _act(desk, refusal_id, version, lambda it, now: procedure.answer(it, by, text, now))


async def reassign(desk: Desk, refusal_id: str, version: int, by: str, leader: str) -> Refusal:
    """Hand a request to another leader, or to the deputy of one who is away.

    Whoever has a part in it needs not be of HR/Jura: only who has none is told that nobody can say so now.
    """
    seen = await desk.store.queries.refusal(refusal_id)
    actor = await desk.directory.find(by)
    asked = await leaders.whom_to_ask(desk, seen.asked_by, leader)

    def deed(it: Refusal, now: datetime.datetime) -> Step:
        try:
            return procedure.reassign(it, by, asked, now, hr=bool(actor and actor.hr))
        except NotAllowed:
            is_of_hr(actor)  # raises where it cannot be known
            raise

    return await _act(desk, refusal_id, version, deed)


async def withdraw(desk: Desk, refusal_id: str, version: int, by: str) -> Refusal:
    """Take a request back, as its requester."""
    return await _act(desk, refusal_id, version, lambda it, now: procedure.withdraw(it, by, now))


async def show(desk: Desk, refusal_id: str, by: str, how: ShownHow, text: PackMark) -> Refusal:
    """Note that the person gets the reasons, and in which edition; the same again changes nothing.

    No version is asked for: a showing rests on what holds now, and that is read here.
    """
    async with desk.store.unit() as unit:
        refusal = await unit.refusals.get(refusal_id)
        step = procedure.show(refusal, by, how, text, desk.clock.now())
        return refusal if refusal.was_shown(how, text) else await write(desk, unit, step)


async def confirm_noted(desk: Desk, refusal_id: str, version: int, by: str) -> Refusal:
    """Say that reasons are given and noted in the case, as the requester."""
    return await _act(desk, refusal_id, version, lambda it, now: procedure.confirm_noted(it, by, now))


async def _act(
    desk: Desk, refusal_id: str, version: int, deed: Callable[[Refusal, datetime.datetime], Step]
) -> Refusal:
    """Do a deed on the request as it stands. A stranger is turned away before an old card learns more."""
    async with desk.store.unit() as unit:
        refusal = await unit.refusals.get(refusal_id)
        step = deed(refusal, desk.clock.now())
        procedure.require_fresh(refusal, version)
        return await write(desk, unit, step)
