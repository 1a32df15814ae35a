"""Fisher's exact test against tables whose p-values are known."""

import itertools
from math import comb

import pytest

from casework.oversight.fisher import fisher

KNOWN = {
    # Fisher's tea (The Design of Experiments, 1935): one table of each kind, both sides counted.
    (3, 1, 1, 3): 34 / 70,
    (4, 0, 0, 4): 2 / 70,
    # Fisher's convicts and their twins (1935), as R's help page of fisher.test has it: 0.0005367.
    (2, 15, 10, 3): 0.0005367241,
    # The whales and sharks of SciPy's page of fisher_exact, and two more by the same function.
    (8, 2, 1, 5): 0.0349650350,
    (1, 9, 11, 3): 0.0027594562,
    (0, 5, 5, 0): 2 / 252,
}


@pytest.mark.parametrize(("table", "expected"), KNOWN.items())
def test_known_tables(table: tuple[int, int, int, int], expected: float) -> None:
    assert fisher(*table) == pytest.approx(expected, rel=1e-6)


def test_an_empty_row_or_column_tells_nothing() -> None:
    assert fisher(0, 0, 4, 7) == 1
    assert fisher(3, 0, 5, 0) == 1
    assert fisher(0, 3, 0, 5) == 1


def test_it_is_the_same_from_either_side() -> None:
    for a, b, c, d in itertools.product(range(5), repeat=4):
        assert fisher(a, b, c, d) == fisher(c, d, a, b) == fisher(b, a, d, c)
        assert 0 < fisher(a, b, c, d) <= 1


def test_it_counts_every_table_that_is_no_likelier() -> None:
    """One unit refused 2 of 3, the others 1 of 9: all tables with these margins, written out."""
    ways = {k: comb(3, k) * comb(9, 3 - k) for k in range(4)}
    assert ways == {0: 84, 1: 108, 2: 27, 3: 1}
    assert fisher(2, 1, 1, 8) == pytest.approx((27 + 1) / 220)


def test_many_decisions_are_counted_exactly() -> None:
    assert fisher(400, 100, 400, 100) == 1
    assert fisher(450, 50, 300, 200) < 1e-20
