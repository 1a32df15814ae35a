"""Which deed time itself brings about on a request, and when: a request and a policy in, moments out."""

import datetime
from collections.abc import Mapping
from dataclasses import replace

from casework import workdays
from casework.policy import Policy
from casework.refusal.request import ENDED, OPEN, Refusal, State
from casework.refusal.transitions import Deed

STILL_NOW = datetime.timedelta(minutes=15)
"""A meeting that began this short a while ago is one under way, not a slip of the pen."""

CONFIRM_WITHIN_HOURS = 5 * workdays.HOURS_A_DAY
"""Working hours to confirm what was agreed by phone; then the default stands, and HR/Jura is told."""


def expiry(
    created: datetime.datetime, held_until: datetime.datetime, *, agreed_by_phone: bool
) -> datetime.datetime:
    """Return when silence settles a request: at its meeting; some days on if the leader agreed by phone."""
    if agreed_by_phone:
        return workdays.add_working_hours(max(created, held_until), CONFIRM_WITHIN_HOURS)
    return held_until


def plan(refusal: Refusal, policy: Policy) -> Mapping[Deed, datetime.datetime]:
    """Return when each deed of time falls due, if nothing else happens first. Earlier entries go first."""
    if refusal.state in OPEN:
        return {Deed.EXPIRE: refusal.expires} | _nudges(refusal, policy)
    if refusal.state is State.APPROVED:
        return {Deed.ASK_NOTED: _next_asking(refusal)}
    return {Deed.PURGE: refusal.keep_until}


def due(refusal: Refusal, now: datetime.datetime, policy: Policy) -> tuple[Deed, ...]:
    """Return the deeds whose time has come. An expired request is not reminded of any more."""
    come = tuple(deed for deed, at in plan(refusal, policy).items() if at <= now)
    return (Deed.EXPIRE,) if Deed.EXPIRE in come else come


def scheduled(refusal: Refusal, policy: Policy) -> Refusal:
    """Return the request with its retention date and the moment at which time must look at it again."""
    dated = replace(refusal, keep_until=kept_until(refusal, policy))
    return replace(dated, wake_at=min(plan(dated, policy).values()))


def kept_until(refusal: Refusal, policy: Policy) -> datetime.datetime:
    """Return its retention date: from when it was settled, or from its meeting where that comes later."""
    settled = refusal.last_word.at if refusal.last_word else refusal.created
    return max(settled, refusal.held_until) + datetime.timedelta(days=policy.retention_days)


def may_be_purged(refusal: Refusal, now: datetime.datetime, policy: Policy) -> bool:
    """Whether it is noted in the case or closed, and past its retention date as noted and as decided.

    The note alone says nothing: no event covers it, and whoever changed it could have evidence removed.
    """
    return refusal.state in ENDED and max(refusal.keep_until, kept_until(refusal, policy)) <= now


def is_under_way(meeting: datetime.datetime | None, now: datetime.datetime) -> bool:
    """Whether a meeting counts as being now; none given means now."""
    return meeting is None or now - STILL_NOW <= meeting <= now


def _nudges(refusal: Refusal, policy: Policy) -> dict[Deed, datetime.datetime]:
    nudges = {Deed.REMIND: _next_reminder(refusal, policy)}
    if refusal.escalated is None and refusal.state is not State.ASKED:
        nudges[Deed.ESCALATE] = _sooner(refusal, policy.escalation_hours, share=0.5)
    return nudges


def _next_reminder(refusal: Refusal, policy: Policy) -> datetime.datetime:
    """Return when: the first sooner when the meeting is near, each later one after twice the wait."""
    if refusal.reminded is None:
        return _sooner(refusal, policy.reminder_hours, share=0.25)
    hours = policy.reminder_hours * 2 ** min(refusal.reminders, _MOST_DOUBLINGS)
    return workdays.add_working_hours(refusal.reminded, hours)


def _sooner(refusal: Refusal, hours: float, *, share: float) -> datetime.datetime:
    """Return when so many working hours, or this share of the time there is, have passed: the earlier.

    The share is of working time where there is any, so that a meeting at nine is not asked about at night.
    """
    since = refusal.waiting_since
    working = workdays.working_hours_between(since, min(refusal.expires, since + _HORIZON))
    if working > 0:
        return workdays.add_working_hours(since, min(hours, working * share))
    return since + max(refusal.expires - since, datetime.timedelta(0)) * share


_HORIZON = datetime.timedelta(days=60)
"""Beyond this a meeting is not near; keeps the counting of hours short."""

_MOST_DOUBLINGS = 6
"""Reminders are never further apart than this, about six weeks by default."""


def _next_asking(refusal: Refusal) -> datetime.datetime:
    asked = refusal.noted_asked or (refusal.decision.at if refusal.decision else refusal.created)
    return workdays.next_working_morning(asked)
