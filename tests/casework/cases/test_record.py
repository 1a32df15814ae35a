"""What the register keeps of a case that is closed."""

from dataclasses import replace

from casework.cases.case import Closing
from casework.cases.record import details_of, record_of
from tests.casework.case_store_suite import case
from tests.casework.town import at

BEFORE_OUTCOMES = "53849e57e3ebd5d11b7e3c8eb8c2d8f4ace72534426586894790f3a3ff52616d"
"""The digest of a closed case as it was made before a closing kept what it came to."""


def test_what_was_closed_before_outcomes_were_kept_still_verifies() -> None:
    closed = replace(case(), closing=Closing("hanne", at(2), "Før."))
    assert record_of(closed) == BEFORE_OUTCOMES
    assert "reported" not in details_of(closed)


def test_what_it_came_to_is_covered() -> None:
    closings = [Closing("hanne", at(2), "Før.", "yes", reported) for reported in ("", "yes", "no")]
    assert len({record_of(replace(case(), closing=one)) for one in closings}) == len(closings)
