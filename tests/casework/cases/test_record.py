"""What the register keeps of a case that is closed."""

from dataclasses import replace
from typing import Any

import pytest

from casework.about import PackMark
from casework.cases.case import Case, Closing
from casework.cases.record import details_of, record_of, standings_of
from tests.casework.case_store_suite import case
from tests.casework.town import PACK, at

EARLIER = "5fb5b78ab502935f080c663ed3ee68c6ab2a628ac2f102fc1056a34045be200f"
"""The digest of a case as it was made before it covered the unit and the guideline."""

BEFORE_OUTCOMES = "53849e57e3ebd5d11b7e3c8eb8c2d8f4ace72534426586894790f3a3ff52616d"
"""The digest of a closed case as it was made before a closing kept what it came to."""


def records(it: Case) -> list[str]:
    return [standing.record for standing in standings_of(it)]


def test_a_case_still_verifies_that_was_written_before_unit_and_guideline_were_covered() -> None:
    assert records(case()) == [record_of(case()), EARLIER]


@pytest.mark.parametrize(
    "changed", [{"unit": "Skole"}, {"pack": PackMark("0", "c0ffee")}, {"pack": PackMark(PACK.version, "0")}]
)
def test_unit_and_guideline_are_covered(changed: dict[str, Any]) -> None:
    assert record_of(case()) not in records(case(**changed))


def test_what_was_closed_before_outcomes_were_kept_still_verifies() -> None:
    closed = replace(case(), closing=Closing("hanne", at(2), "Før."))
    assert BEFORE_OUTCOMES in records(closed)
    assert "reported" not in details_of(closed)


def test_what_it_came_to_is_covered() -> None:
    closings = [Closing("hanne", at(2), "Før.", "yes", reported) for reported in ("", "yes", "no")]
    assert len({record_of(replace(case(), closing=one)) for one in closings}) == len(closings)
