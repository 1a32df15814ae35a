"""Storing a deed on a case: state, register and outgoing messages, all in the unit at hand."""

from collections.abc import Collection

from casework.cases import timing
from casework.cases.case import Case
from casework.cases.procedure import Step
from casework.cases.record import details_of, record_of
from casework.cases.telling import told_of
from casework.desk import Desk
from casework.register import Entry
from casework.store import Unit


async def write(desk: Desk, unit: Unit, step: Step, told_already: Collection[str] = ()) -> Case:
    """Store a step and return the case as stored, or raise CaseMoved when another turn came first.

    `told_already` are persons whom the same unit tells of it otherwise.
    """
    after = timing.scheduled(step.after, desk.clock.now(), desk.policy)
    if step.before is None:
        await unit.cases.add(after)
    else:
        await unit.cases.save(after)
    await unit.register.record(_entry(desk, step))
    for message in told_of(step):
        if message.to not in told_already:
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
