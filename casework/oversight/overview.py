"""A month in figures: advice, requests and what they came to, how long it took, and HR/Jura's cases.

Counts come from what is counted without persons; times from the register. Small numbers are shown: they are
for HR/Jura, who may see the requests themselves.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from casework.cases.case import KINDS, Kind
from casework.oversight.period import Month
from casework.oversight.ports import Happened, Oversight, UnitAdvice, UnitCount
from casework.workdays import working_hours_between

DECIDED = ("refusal.approve", "refusal.deny")
"""A leader decides what waited for it. What was agreed by phone had been decided before it was asked."""

ESCALATED = "refusal.escalate"
BEGUN = {"case.report": "misuse", "case.ask": "legal"}
"""The first event of a case says its kind."""

TAKEN = ("case.claim", "case.assign")
CLOSED = "case.close"
EVENTS = (*DECIDED, ESCALATED, *BEGUN)

_AT_ONCE = 200
"""Spans of time that are counted before others get their turn."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What requests came to. Asked and decided in different months count in different months."""

    asked: int = 0
    refused: int = 0
    allowed: int = 0
    lapsed: int = 0

    def __add__(self, other: "Outcomes") -> "Outcomes":
        """Return both together."""
        return Outcomes(
            self.asked + other.asked,
            self.refused + other.refused,
            self.allowed + other.allowed,
            self.lapsed + other.lapsed,
        )

    @property
    def settled(self) -> int:
        """How many came to an end: refused, allowed, or decided by nobody in time."""
        return self.refused + self.allowed + self.lapsed


@dataclass(frozen=True, slots=True)
class Times:
    """How long something took, in working hours. `hours` is the median; None where nothing was timed."""

    hours: float | None
    number: int


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """One unit's month."""

    unit: str
    """Empty where the directory did not say."""
    advised: int
    outcomes: Outcomes
    decided: Times


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """One kind of case. What is closed counts in the month of its last closing, while it stays closed."""

    reported: int
    closed: int
    should_be_reported: int
    """Of those closed, how many were found to be for the police."""
    should_not: int
    reported_to_police: int
    """How many of them are reported, as far as was said when they were closed."""
    claimed: Times
    """From the report until somebody had it for the first time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A month."""

    month: Month
    advised: Sequence[tuple[str, int]]
    """By verdict, the most frequent first."""
    outcomes: Outcomes
    by_ground: Sequence[tuple[str, Outcomes]]
    """Every ground of a request, by its id."""
    by_unit: Sequence[UnitFigures]
    """Those with most requests first, then those with most advice."""
    by_unit_and_ground: Sequence[tuple[str, str, Outcomes]]
    advice: Sequence[UnitAdvice]
    decided: Times
    escalated: int
    cases: Sequence[tuple[Kind, CaseFigures]]

    @property
    def advised_number(self) -> int:
        """All advice."""
        return sum(number for _, number in self.advised)


async def overview(oversight: Oversight, month: Month) -> Overview:
    """Return a month as it is known now."""
    advice = await oversight.advised(str(month))
    counts = await oversight.counted(str(month), str(month))
    events = await oversight.happened(EVENTS, month.start, month.end)
    taken = await oversight.happened(TAKEN, month.start, month.end, first=True)
    # Whatever follows a closing opens the case again: only what is still closed has come to something.
    closed = await oversight.happened((CLOSED,), month.start, month.end, last=True)
    decisions = [event for event in events if event.event in DECIDED]
    return Overview(
        month=month,
        advised=_by_verdict(advice),
        outcomes=_sum(counts),
        by_ground=_by_ground(counts),
        by_unit=await _by_unit(advice, counts, decisions),
        by_unit_and_ground=_by_unit_and_ground(counts),
        advice=sorted(advice, key=lambda one: (one.unit, one.verdict)),
        decided=await _times(decisions),
        escalated=sum(event.event == ESCALATED for event in events),
        cases=[(kind, await _case_figures(events, taken, closed, kind)) for kind in KINDS],
    )


def _by_verdict(advice: Iterable[UnitAdvice]) -> list[tuple[str, int]]:
    numbers: Counter[str] = Counter()
    for one in advice:
        numbers[one.verdict] += one.number
    return sorted(numbers.items(), key=lambda one: (-one[1], one[0]))


def _by_ground(counts: Sequence[UnitCount]) -> list[tuple[str, Outcomes]]:
    grounds = sorted({one.circumstances.ground for one in counts})
    return [(ground, _sum(c for c in counts if c.circumstances.ground == ground)) for ground in grounds]


def _sum(counts: Iterable[UnitCount]) -> Outcomes:
    total = Outcomes()
    for count in counts:
        total += replace(Outcomes(), **{count.outcome: count.number})
    return total


async def _by_unit(
    advice: Sequence[UnitAdvice], counts: Sequence[UnitCount], decisions: Sequence[Happened]
) -> list[UnitFigures]:
    units = {one.unit for one in advice} | {one.unit for one in counts}
    found = [
        UnitFigures(
            unit,
            sum(one.number for one in advice if one.unit == unit),
            _sum(one for one in counts if one.unit == unit),
            await _times([one for one in decisions if one.unit == unit]),
        )
        for unit in units
    ]
    return sorted(found, key=_biggest_first)


def _biggest_first(one: UnitFigures) -> tuple[int, int, int, str]:
    return -one.outcomes.asked, -one.outcomes.settled, -one.advised, one.unit


def _by_unit_and_ground(counts: Sequence[UnitCount]) -> list[tuple[str, str, Outcomes]]:
    pairs = sorted({(one.unit, one.circumstances.ground) for one in counts})
    return [
        (unit, ground, _sum(c for c in counts if (c.unit, c.circumstances.ground) == (unit, ground)))
        for unit, ground in pairs
    ]


async def _case_figures(
    events: Sequence[Happened], taken: Sequence[Happened], closed: Sequence[Happened], kind: Kind
) -> CaseFigures:
    came_to = [event.details for event in closed if BEGUN.get(event.first) == kind]
    return CaseFigures(
        reported=sum(BEGUN.get(event.event) == kind for event in events),
        closed=len(came_to),
        should_be_reported=sum(details.get("police_report") == "yes" for details in came_to),
        should_not=sum(details.get("police_report") == "no" for details in came_to),
        reported_to_police=sum(details.get("reported") == "yes" for details in came_to),
        claimed=await _times([event for event in taken if BEGUN.get(event.first) == kind]),
    )


async def _times(events: Sequence[Happened]) -> Times:
    hours: list[float] = []
    for place, event in enumerate(events, start=1):
        hours.append(working_hours_between(event.began, event.at))
        if place % _AT_ONCE == 0:
            await asyncio.sleep(0)
    return Times(median(hours) if hours else None, len(hours))
