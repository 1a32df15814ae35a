"""Whether a process stays as large as it is: what is sampled, and when it counts as flat."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import psutil

MOST_GROWTH = 10.0
"""KiB of memory for 1,000 turns, as the slope of a straight line through the second half of the samples.

Ten would be 2 MiB in 200,000 turns: less than one card of 8 KiB, kept by every eight-hundredth turn.
"""

MOST_NEW_HANDLES = 2
"""Handles by which the last quarter may exceed the second, each by its smallest sample.

How many connections are open at one moment is chance, up to what the pools allow; what nobody closes is open
at every moment, also at the quietest.
"""


class Sample(NamedTuple):
    """What a process held after so many turns."""

    turns: int
    kib: float
    """Resident memory."""
    handles: int
    threads: int


@dataclass(frozen=True)
class Verdict:
    """How the second half of a soak compares with the first."""

    growth: float
    """KiB of memory for 1,000 turns."""
    handles_before: int
    handles_after: int
    """How many were open at the quietest moment of the second and of the last quarter."""

    @property
    def is_flat(self) -> bool:
        """Whether neither memory nor handles grow."""
        return self.growth < MOST_GROWTH and self.handles_after <= self.handles_before + MOST_NEW_HANDLES


def sample(pid: int, turns: int) -> Sample:
    """Look at a process."""
    process = psutil.Process(pid)
    with process.oneshot():
        return Sample(turns, process.memory_info().rss / 1024, process.num_fds(), process.num_threads())


def judge(samples: Sequence[Sample]) -> Verdict:
    """Compare the halves; the first one is the warm-up, in which caches fill."""
    half, quarter = len(samples) // 2, len(samples) // 4
    return Verdict(
        growth=_slope([(it.turns / 1000, it.kib) for it in samples[half:]]),
        handles_before=min(it.handles for it in samples[quarter:half]),
        handles_after=min(it.handles for it in samples[-quarter:]),
    )


def _slope(points: Sequence[tuple[float, float]]) -> float:
    """Return the slope of the straight line with the least squares."""
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread
