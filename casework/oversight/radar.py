"""The equal-treatment radar: like circumstances that come to different outcomes across units.

Each unit is compared with all others together, wherever both outcomes occur. Figures show where to look,
never why: only the municipality's own words can say whether cases really are alike.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from casework.oversight.fisher import fisher
from casework.oversight.ports import UnitCount
from casework.refusal.equal_treatment import FEW, Circumstances, outcome_of
from casework.refusal.request import Refusal
from casework.workdays import local_day

UNLIKELY = 0.05
"""Below this, chance alone makes such a difference less often than once in twenty comparisons."""

_PAIR = 2

Sure = Literal["hardly_chance", "perhaps_chance", "easily_chance"]
"""How sure one can be: unlikely by chance among all comparisons made, in this one alone, or not at all."""

SURE: tuple[Sure, ...] = ("hardly_chance", "perhaps_chance", "easily_chance")


@dataclass(frozen=True, slots=True)
class Split:
    """How many decisions refused a recording, and how many allowed it."""

    refused: int = 0
    allowed: int = 0

    @property
    def number(self) -> int:
        """All decisions."""
        return self.refused + self.allowed

    @property
    def share(self) -> float:
        """The part that refused, from 0 to 1; 0 without decisions."""
        return self.refused / self.number if self.number else 0.0

    def __add__(self, other: "Split") -> "Split":
        """Return both together."""
        return Split(self.refused + other.refused, self.allowed + other.allowed)

    def __sub__(self, other: "Split") -> "Split":
        """Return this without the other."""
        return Split(self.refused - other.refused, self.allowed - other.allowed)


@dataclass(frozen=True, slots=True)
class Difference:
    """One unit beside all others in the same circumstances."""

    circumstances: Circumstances
    unit: str
    here: Split
    elsewhere: Split
    chance: float
    """How often chance alone makes at least such a difference: the p-value of Fisher's exact test."""
    sure: Sure

    @property
    def size(self) -> float:
        """How much the parts that refused differ, from 0 to 1."""
        return abs(self.here.share - self.elsewhere.share)

    @property
    def is_few(self) -> bool:
        """Whether one of the two sides has few decisions."""
        return min(self.here.number, self.elsewhere.number) < FEW


@dataclass(frozen=True, slots=True)
class Radar:
    """Every comparison that could be made."""

    since: str
    """The first month counted, as `2024-11`."""
    differences: Sequence[Difference]
    """What chance hardly explains first; of the like surety, what differs most. Those alike are left out."""
    compared: int
    """How many comparisons were made."""

    @property
    def by_chance(self) -> float:
        """How many comparisons would seem unlikely if there were no difference anywhere."""
        return self.compared * UNLIKELY


@dataclass(frozen=True, slots=True)
class Behind:
    """A decision behind a figure, without any person."""

    refusal: str
    on: datetime.date
    unit: str
    refused: bool
    case_ref: str


def radar(counts: Iterable[UnitCount], since: str) -> Radar:
    """Return the units that differ from the others, of counts from the month `since` on."""
    found = [
        (alike, unit, here, elsewhere)
        for alike, units in _split(counts).items()
        for unit, here, elsewhere in _comparisons(units)
    ]
    measured = [_difference(*one, compared=len(found)) for one in found]
    differing = [one for one in measured if one.size > 0]
    return Radar(since, sorted(differing, key=_order), len(found))


def behind(refusals: Iterable[Refusal], since: str) -> list[Behind]:
    """Return the decisions that the figures from a month on rest on, in the order given."""
    found = [_behind(refusal) for refusal in refusals]
    return [one for one in found if one is not None and f"{one.on:%Y-%m}" >= since]


def _split(counts: Iterable[UnitCount]) -> Mapping[Circumstances, Mapping[str, Split]]:
    units: dict[Circumstances, dict[str, Split]] = defaultdict(dict)
    for count in counts:
        if count.outcome in ("refused", "allowed") and count.number > 0:
            known = units[count.circumstances]
            known[count.unit] = known.get(count.unit, Split()) + Split(**{count.outcome: count.number})
    return units


def _comparisons(units: Mapping[str, Split]) -> list[tuple[str, Split, Split]]:
    """Return each unit beside the others, if both outcomes occur; of two units, one says it all."""
    every = sum(units.values(), Split())
    if len(units) < _PAIR or not (every.refused and every.allowed):
        return []
    compared = [(unit, here, every - here) for unit, here in sorted(units.items())]
    return [max(compared, key=lambda one: one[1].share)] if len(units) == _PAIR else compared


def _difference(
    alike: Circumstances, unit: str, here: Split, elsewhere: Split, *, compared: int
) -> Difference:
    chance = fisher(here.refused, here.allowed, elsewhere.refused, elsewhere.allowed)
    return Difference(alike, unit, here, elsewhere, chance, _sure(chance, compared))


def _sure(chance: float, compared: int) -> Sure:
    # Bonferroni's correction: of many comparisons, each must be as much less likely.
    if chance * compared < UNLIKELY:
        return "hardly_chance"
    return "perhaps_chance" if chance < UNLIKELY else "easily_chance"


def _order(one: Difference) -> tuple[int, float, float, str]:
    return SURE.index(one.sure), -one.size, one.chance, one.unit


def _behind(refusal: Refusal) -> Behind | None:
    outcome, last = outcome_of(refusal), refusal.last_word
    if outcome not in ("refused", "allowed") or last is None:
        return None
    on = local_day(last.at)
    return Behind(refusal.id, on, refusal.unit, outcome == "refused", refusal.case_ref)
