"""Fisher's exact test of a two-by-two table: how often chance alone makes such a difference.

R. A. Fisher, "The Logic of Inductive Inference", Journal of the Royal Statistical Society 98 (1935).
Two-sided in the usual way: all tables with the same margins count that are no likelier than the one at hand.
Counted in whole numbers, so that nothing is rounded until the end.
"""

from fractions import Fraction
from math import comb


def fisher(refused: int, allowed: int, other_refused: int, other_allowed: int) -> float:
    """Return the two-sided p-value, from above 0 to 1; 1 where a row or a column is empty."""
    here, elsewhere = refused + allowed, other_refused + other_allowed
    all_refused = refused + other_refused
    low, high = max(0, all_refused - elsewhere), min(here, all_refused)
    ways = [comb(here, k) * comb(elsewhere, all_refused - k) for k in range(low, high + 1)]
    observed = ways[refused - low]
    return float(Fraction(sum(way for way in ways if way <= observed), sum(ways)))
