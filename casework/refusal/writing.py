"""Storing a deed: state, register, counts and outgoing messages, all in the unit at hand."""

from dataclasses import replace

from casework.desk import Desk
from casework.refusal import equal_treatment, timing
from casework.refusal.procedure import Step
from casework.refusal.record import details_of, record_of
from casework.refusal.request import Refusal
from casework.refusal.telling import told_of
from casework.register import Entry
from casework.store import Unit


async def write(desk: Desk, unit: Unit, step: Step) -> Refusal:
    """Store a step and return the request as stored, or raise AlreadyHandled when another turn came first."""
    after = timing.scheduled(step.after, desk.policy)
    if step.before is None:
        await unit.refusals.add(after)
    else:
        await unit.refusals.save(after)
    await unit.register.record(_entry(desk, replace(step, after=after)))
    for counted in equal_treatment.counted(desk.law.alike, step.before, after):
        await unit.counts.add(counted)
    for message in told_of(step):
        await unit.outbox.put(message)
    return after


def _entry(desk: Desk, step: Step) -> Entry:
    return Entry(
        about=step.after.about,
        event=f"{step.after.about.kind}.{step.deed}",
        actor=step.by,
        at=desk.clock.now(),
        pack=desk.pack,
        state=step.after.state,
        record=record_of(step.after),
        details=details_of(step.after),
    )
