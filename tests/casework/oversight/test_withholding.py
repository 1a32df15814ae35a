"""Who is named in what somebody may see about themselves."""

import pytest

from casework.oversight.ports import Stored
from casework.oversight.withholding import without_names


def event(name: str, actor: str) -> Stored:
    return Stored("events", {"event": name, "actor": actor, "about": "case:c1"})


@pytest.mark.parametrize(
    "decided",
    ["refusal.approve", "refusal.deny", "refusal.confirm", "refusal.dispute", "refusal.revoke", "case.close"],
)
def test_who_decided_stays_named_and_who_only_worked_on_it_does_not(decided: str) -> None:
    events = [event("case.report", "anna"), event("case.claim", "hanne"), event(decided, "henrik")]
    found = without_names({"events": events}, "anna")
    assert [row.values["actor"] for row in found["events"]] == ["anna", "#1", "henrik"]
