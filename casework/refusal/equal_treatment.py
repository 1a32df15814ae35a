"""Equal treatment: earlier decisions in like circumstances, as counts and dates, never as persons.

Where the like was allowed once, the like must be allowed again, so staff say what differs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from casework.law import OTHER, AlikeBy, holds
from casework.refusal.request import REFUSED, Refusal, State
from casework.workdays import local_day

MONTHS = 24
"""How far back earlier decisions count."""

FEW = 5
"""With fewer decisions than this, the figures say so themselves."""

Outcome = Literal["asked", "refused", "allowed", "lapsed"]
"""`asked`: a request was made. `lapsed`: nobody decided in time, so that the default stood."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What makes cases alike here. Only the municipality's own words can say whether they really are."""

    ground: str
    recorder: str
    medium: str
    others: bool
    """Others' personal matters are discussed."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One to add to the counts, or to take back when a refusal is revoked."""

    circumstances: Circumstances
    unit: str
    outcome: Outcome
    on: date
    number: Literal[1, -1] = 1


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many there were in a month, and the date of the latest."""

    circumstances: Circumstances
    month: str
    """As `2026-11`, in Danish time."""
    outcome: Outcome
    number: int
    latest: date


@dataclass(frozen=True, slots=True)
class Advised:
    """How often advice of one kind was given."""

    verdict: str
    grounds: tuple[str, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Tally:
    """A number, and when it last happened."""

    number: int = 0
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What the form and the leader's card show."""

    since: str
    """The first month counted."""
    refused: Tally
    allowed: Tally
    lapsed: Tally
    advised: int
    """How often advice bore this ground."""
    permitted: int
    """How many of those led to no request for a refusal: plain permission."""
    cannot_tell: tuple[str, ...]
    """Ids of the sentences that say what these figures cannot tell."""


def circumstances_of(by: AlikeBy, refusal: Refusal) -> Circumstances:
    """Return the circumstances of a request."""
    return circumstances(by, refusal.ground, refusal.facts)


def circumstances(by: AlikeBy, ground: str, facts: Mapping[str, str | bool]) -> Circumstances:
    """Return the circumstances of a ground and an advice's facts."""
    recorder, medium = str(facts.get(by.recorder, "")), str(facts.get(by.medium, ""))
    return Circumstances(ground, recorder, medium, others=holds(by.others, facts))


def first_month(today: date) -> str:
    """Return the month from which earlier decisions count."""
    return f"{today.year - MONTHS // 12:04}-{today.month:02}"


def month_of(day: date) -> str:
    """Return the month that a day is counted in."""
    return f"{day.year:04}-{day.month:02}"


def figures(
    alike: Circumstances,
    counts: Iterable[MonthCount],
    advised: Iterable[Advised],
    since: str,
    *,
    unnamed: str,
) -> Figures:
    """Return the figures for these circumstances, of counts from the month `since` on.

    `unnamed` is the verdict in which a ground that the guideline does not name can arise.
    """
    recent = [
        count for count in counts if count.month >= since and count.circumstances.ground == alike.ground
    ]
    like = [count for count in recent if count.circumstances == alike]
    refused, allowed, lapsed = (_tally(like, outcome) for outcome in ("refused", "allowed", "lapsed"))
    given = sum(advice.number for advice in advised if _bears(advice, alike.ground, unnamed))
    asked = _tally(recent, "asked").number
    return Figures(
        since=since,
        refused=refused,
        allowed=allowed,
        lapsed=lapsed,
        advised=given,
        permitted=max(0, given - asked),
        cannot_tell=_cannot_tell(refused.number + allowed.number),
    )


def must_say_what_differs(shown: Figures) -> bool:
    """Whether the like was allowed, so that a refusal must say what differs."""
    return shown.allowed.number > 0


def counted(by: AlikeBy, before: Refusal | None, after: Refusal) -> tuple[Counted, ...]:
    """Return what a deed adds to the counts, or moves from refused to allowed."""
    was, now = outcome_of(before), outcome_of(after)
    changes: list[tuple[Outcome, Literal[1, -1]]] = []
    if before is None:
        changes.append(("asked", 1))
    if was != now:
        # An approval is counted on the day it was given; so it is taken back from that day's month.
        changes.extend([(was, -1)] if was else [])
        changes.extend([(now, 1)] if now else [])
    return tuple(_one(by, after, outcome, number) for outcome, number in changes)


_OUTCOMES: dict[State, Outcome] = {
    **dict.fromkeys(REFUSED, "refused"),
    State.DENIED: "allowed",
    State.REVOKED: "allowed",
    State.EXPIRED: "lapsed",
}


def outcome_of(refusal: Refusal | None) -> Outcome | None:
    """Return what a request came to; None while it is open, and where it was withdrawn or disputed."""
    return _OUTCOMES.get(refusal.state) if refusal else None


def _one(by: AlikeBy, refusal: Refusal, outcome: Outcome, number: Literal[1, -1]) -> Counted:
    settled = refusal.revocation if outcome == "allowed" and refusal.revocation else refusal.decision
    moment = refusal.created if outcome == "asked" or settled is None else settled.at
    return Counted(circumstances_of(by, refusal), refusal.unit, outcome, local_day(moment), number)


def _tally(counts: Sequence[MonthCount], outcome: str) -> Tally:
    these = [count for count in counts if count.outcome == outcome and count.number > 0]
    return Tally(sum(count.number for count in these), max((count.latest for count in these), default=None))


def _bears(advice: Advised, ground: str, unnamed: str) -> bool:
    """Whether an advice bore the ground; one outside the named ones arises with one verdict."""
    return ground in advice.grounds if ground != OTHER else advice.verdict == unnamed


def _cannot_tell(decided: int) -> tuple[str, ...]:
    always = ("equal.not_the_circumstances", "equal.advice_is_no_meeting", "equal.only_through_here")
    return (*always, "equal.few") if decided < FEW else always
