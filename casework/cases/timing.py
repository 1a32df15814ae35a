"""Which deed time itself brings about on a case, and when; and which cases wait too long."""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from casework.cases.case import Case, State
from casework.cases.transitions import Deed
from casework.policy import Policy
from casework.workdays import HOURS_A_DAY, take_working_hours

UNCLAIMED_HOURS = HOURS_A_DAY
QUIET_HOURS = 5 * HOURS_A_DAY
"""Working hours without a claim, and without a next step, after which a case is overdue."""

POST_AGAIN_AFTER = datetime.timedelta(hours=1)
"""How long after an attempt the channel is tried again."""


class Overdue(NamedTuple):
    """What has waited since before these moments is overdue: new cases, and other open ones."""

    unclaimed_since: datetime.datetime
    quiet_since: datetime.datetime


def overdue(now: datetime.datetime) -> Overdue:
    """Return since when a case must wait to be overdue now."""
    return Overdue(take_working_hours(now, UNCLAIMED_HOURS), take_working_hours(now, QUIET_HOURS))


def is_overdue(case: Case, now: datetime.datetime) -> bool:
    """Whether a case waits too long for HR/Jura's next step."""
    since = overdue(now)
    new = case.state is State.NEW
    return case.is_open and case.waiting_since < (since.unclaimed_since if new else since.quiet_since)


def plan(case: Case) -> Mapping[Deed, datetime.datetime]:
    """Return when each deed of time falls due, if nothing else happens first."""
    if not case.is_open:
        return {Deed.PURGE: case.keep_until}
    if case.unposted and case.wake_at is not None:
        return {Deed.POST: case.wake_at}
    return {}


def scheduled(case: Case, at: datetime.datetime, policy: Policy) -> Case:
    """Return the case with its retention date and the moment at which time must look at it again."""
    keep_until = kept_until(case, policy)
    return replace(case, keep_until=keep_until, wake_at=_wake_at(replace(case, keep_until=keep_until), at))


def kept_until(case: Case, policy: Policy) -> datetime.datetime:
    """Return its retention date, which counts from the closing."""
    settled = case.closing.at if case.closing else case.created
    return settled + datetime.timedelta(days=policy.retention_days)


def may_be_purged(case: Case, now: datetime.datetime, policy: Policy) -> bool:
    """Whether it is closed and past its retention date, both as noted and as its closing says.

    The note alone says nothing: no event covers it, and whoever changed it could have evidence removed.
    """
    return not case.is_open and max(case.keep_until, kept_until(case, policy)) <= now


def _wake_at(case: Case, at: datetime.datetime) -> datetime.datetime | None:
    if not case.is_open:
        return case.keep_until
    if not case.unposted:
        return None
    later = at + POST_AGAIN_AFTER
    return min(case.wake_at or later, later)  # a deed in between delays nothing
