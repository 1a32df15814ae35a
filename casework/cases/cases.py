"""What people do with cases: one transaction each, the directory asked before it opens."""

import datetime
from collections.abc import Callable

from casework.cases import consulting, procedure
from casework.cases.case import OWNED, Case
from casework.cases.channel import HrChannel
from casework.cases.errors import (
    AlreadyClaimed,
    CaseMoved,
    ChannelIsFixed,
    NotHr,
    OwnQuestion,
    UnknownOwner,
)
from casework.cases.form import AssessmentForm, CaseForm, checked, sent_as
from casework.cases.procedure import Step
from casework.cases.writing import write
from casework.desk import Desk
from casework.errors import DirectoryUnavailable, KeyTaken
from casework.hr import is_of_hr
from casework.hr_channel import WAITS_FOR_IT
from casework.messages import HR_CHANNEL
from casework.refusal.request import Refusal


async def report(desk: Desk, form: CaseForm, by: str) -> Case:
    """Report a misuse, or ask HR/Jura. The same form sent twice makes one case.

    Raises:
        SentAlready: the form was sent, and said something else then.
        FormError: what must change first; nothing is stored then.

    """
    if (first := await desk.store.queries.case_by_key(by, form.key)) is not None:
        return sent_as(form, first)
    form = checked(form, desk.clock.now())
    step = procedure.report(form, desk.new_id(), by, await unit_of(desk, by), desk.clock.now())
    try:
        async with desk.store.unit() as unit:
            return await write(desk, unit, step)
    except KeyTaken:
        first = await desk.store.queries.case_by_key(by, form.key)
        return sent_as(form, first) if first else step.after


async def consult(desk: Desk, refusal_id: str, version: int, by: str, question: str) -> Refusal:
    """Ask HR/Jura about a request, as its requester or its leader: a question there, and a case here."""
    unit_of_asker = await unit_of(desk, by)
    return await consulting.ask(desk, refusal_id, version, by, question, unit_of_asker)


async def claim(desk: Desk, case_id: str, version: int, by: str) -> Case:
    """Take a case, as HR/Jura; also from an owner who has left HR/Jura."""
    hr, left = await is_hr(desk, by), None
    if hr:
        await _check_own_request(desk, case_id, by, by)
        seen = await desk.store.queries.case(case_id)
        left = (
            seen.owner if seen.state in OWNED and seen.owner and not await is_hr(desk, seen.owner) else None
        )
    try:
        return await _act(
            desk, case_id, version, lambda it, now: procedure.claim(it, by, now, hr=hr, left=left)
        )
    except CaseMoved as moved:  # of two presses at once the slower sees who has it
        if moved.present.is_open and moved.present.owner:
            raise AlreadyClaimed(moved.present) from None
        raise


async def assign(desk: Desk, case_id: str, version: int, by: str, owner: str) -> Case:
    """Give a case to somebody of HR/Jura, as HR/Jura."""
    hr = await _hr_for(desk, case_id, by, owner)
    return await _act(desk, case_id, version, lambda it, now: procedure.assign(it, by, owner, now, hr=hr))


async def release(desk: Desk, case_id: str, version: int, by: str) -> Case:
    """Give a case back, as its owner."""
    hr = await is_hr(desk, by)
    return await _act(desk, case_id, version, lambda it, now: procedure.release(it, by, now, hr=hr))


async def assess(desk: Desk, case_id: str, version: int, by: str, sheet: AssessmentForm) -> Case:
    """Save the assessment sheet, or a part of it, as the owner."""
    hr = await is_hr(desk, by)
    return await _act(desk, case_id, version, lambda it, now: procedure.assess(it, by, sheet, now, hr=hr))


async def reply(desk: Desk, case_id: str, version: int, by: str, text: str) -> Case:
    """Answer the reporter, as the owner. Of a question about a request, the request knows it as well."""
    hr = await is_hr(desk, by)
    return await consulting.reply(desk, case_id, version, by, text, hr=hr)


async def add(desk: Desk, case_id: str, version: int, by: str, text: str) -> Case:
    """Add to a case, as its reporter, from a card of any age. The same text again changes nothing."""
    async with desk.store.unit() as unit:
        case = await unit.cases.get(case_id)
        if version <= case.version and procedure.has_just_said(case, by, text):
            return case
        return await write(desk, unit, procedure.add(case, by, text, desk.clock.now()))


async def close(desk: Desk, case_id: str, version: int, by: str, reason: str, reported: str = "") -> Case:
    """Close a case, as its owner. `reported`: whether it is reported to the police, where it should be."""
    hr = await is_hr(desk, by)

    def deed(it: Case, now: datetime.datetime) -> Step:
        return procedure.close(it, by, reason, now, hr=hr, reported=reported)

    return await _act(desk, case_id, version, deed)


async def reopen(desk: Desk, case_id: str, version: int, by: str, owner: str | None = None) -> Case:
    """Open a case again, as HR/Jura, for somebody of HR/Jura or for oneself."""
    new = owner or by
    hr = await _hr_for(desk, case_id, by, new)
    return await _act(desk, case_id, version, lambda it, now: procedure.reopen(it, by, new, now, hr=hr))


async def choose_channel(desk: Desk, by: str, conversation_id: str) -> HrChannel:
    """Make a channel HR/Jura's, as HR/Jura; what could not be posted is posted there.

    Raises:
        NotHr: not of HR/Jura.
        ChannelIsFixed: an administrator named it.

    """
    if not await is_hr(desk, by):
        raise NotHr
    if desk.fixed_channel:
        raise ChannelIsFixed
    now = desk.clock.now()
    channel = HrChannel(conversation_id.split(";")[0], by, now)
    async with desk.store.unit() as unit:
        await unit.channel.put(channel)
        await unit.cases.wake_unposted(now)
        await unit.outbox.queue_again(HR_CHANNEL, WAITS_FOR_IT)
    return channel


async def channel_is_there(desk: Desk) -> bool:
    """Whether there is a channel of HR/Jura's to post in, as far as is known."""
    if desk.fixed_channel:
        return not await desk.store.queries.channel_is_gone(desk.fixed_channel)
    return await desk.store.queries.hr_channel() is not None


async def is_hr(desk: Desk, person: str) -> bool:
    """Whether the directory says that somebody is of HR/Jura; raises DirectoryUnavailable where it cannot."""
    return is_of_hr(await desk.directory.find(person))


async def _check_own_request(desk: Desk, case_id: str, by: str, owner: str) -> None:
    """Keep a question about a request from whoever made that request."""
    if await consulting.is_own_request(desk, case_id, owner):
        raise OwnQuestion if owner == by else UnknownOwner


async def _hr_for(desk: Desk, case_id: str, by: str, owner: str) -> bool:
    """Return whether who acts is of HR/Jura. Only then it matters whether the owner they chose is."""
    hr = await is_hr(desk, by)
    if hr and owner != by and not await is_hr(desk, owner):
        raise UnknownOwner
    if hr:
        await _check_own_request(desk, case_id, by, owner)
    return hr


async def unit_of(desk: Desk, person: str) -> str:
    """Return where somebody works. A directory that does not answer holds nothing up."""
    try:
        found = await desk.directory.find(person)
    except DirectoryUnavailable:
        return ""
    return found.unit if found else ""


async def _act(
    desk: Desk, case_id: str, version: int, deed: Callable[[Case, datetime.datetime], Step]
) -> Case:
    """Do a deed on the case as it stands. A stranger is turned away before an old card learns more."""
    async with desk.store.unit() as unit:
        case = await unit.cases.get(case_id)
        step = deed(case, desk.clock.now())
        procedure.require_fresh(case, version)
        return await write(desk, unit, step)
