"""What several rounds came to.

Of several rounds the middle one counts, and of a share of the baseline the middle of the shares within a
round. On a machine that others use too, turns a second say little and a share says something.
"""

import statistics
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bench.edge.player import Played
from bench.edge.servers import BARE, BARE_CARD, OURS
from bench.measurement import Measurement


class Round(NamedTuple):
    """What one server did in one round."""

    played: Played
    cpu: float
    """Seconds of processor time for a thousand turns."""


Rounds = Mapping[str, Sequence[Round]]
"""The rounds of each server, by its name."""


def times(of: Sequence[float], beside: Sequence[float]) -> float:
    """Return how many times as much the one is as the other: the middle of what it is within a round."""
    return statistics.median(one / other for one, other in zip(of, beside, strict=True))


def told(what: str, rounds: Rounds) -> Iterator[Measurement]:
    """Return a line for each server."""
    for name, its in rounds.items():
        speed = statistics.median(_speeds(its))
        yield Measurement(
            f"{what}: {name}", speed, "turns/s", f"{_middle(its)}{_beside_others(name, rounds)}"
        )


def _middle(its: Sequence[Round]) -> str:
    p50 = statistics.median(round_.played.p50 for round_ in its)
    p99 = statistics.median(round_.played.p99 for round_ in its)
    cpu = statistics.median(round_.cpu for round_ in its)
    return f"p50 {p50:.1f} ms, p99 {p99:.1f} ms, {cpu:.3f} CPU s a thousand"


def _beside_others(name: str, rounds: Rounds) -> str:
    if name != OURS:
        return ""
    ours = rounds[OURS]
    peers = [other for other in rounds if other not in (BARE, BARE_CARD, OURS)]
    faster = "".join(f"; {times(_speeds(ours), _speeds(rounds[peer])):.1f} × {peer}" for peer in peers)
    shares = "".join(
        f"; {times(_speeds(ours), _speeds(its)):.2f} × {bare}, {times(_cpu(ours), _cpu(its)):.2f} × its CPU"
        for bare, its in rounds.items()
        if bare in (BARE, BARE_CARD)
    )
    return f"{faster}{shares}"


def _cpu(its: Sequence[Round]) -> list[float]:
    return [round_.cpu for round_ in its]


def _speeds(its: Sequence[Round]) -> list[float]:
    return [round_.played.a_second for round_ in its]
