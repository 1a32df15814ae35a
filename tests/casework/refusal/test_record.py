"""What the register keeps of a request covers every column of its row."""

import datetime
from dataclasses import fields, replace
from typing import Any

import pytest

from casework.about import PackMark
from casework.refusal.record import standings_of
from casework.refusal.request import Decision, Need, Refusal, Said, Showing, State
from tests.casework.store_suite import request

LATER = datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)
SAID = (Said("question", "bo", LATER, "Hvorfor?"),)
CHANGED: dict[str, Any] = {
    "state": State.DENIED,
    "pack": PackMark("9", "9"),
    "facts": {"recorder": "employee"},
    "recorder_need": Need((), "Andet"),
    "decision": Decision("bo", LATER, "Ja."),
    "revocation": Decision("bo", LATER, "Ja."),
    "thread": SAID,
    "shown": (Showing("paper", LATER, PackMark("1", "1")),),
    "consulted": SAID,
    **dict.fromkeys(("grounds", "milder_choices", "earlier_leaders"), ("pause",)),
    **dict.fromkeys(("version", "oldest_card", "reminders"), 9),
    **dict.fromkeys(("created", "expires", "meeting", "waiting_since"), LATER),
    **dict.fromkeys(("reminded", "escalated", "noted", "noted_asked"), LATER),
}
FOLLOW = {"keep_until", "wake_at"}
"""Worked out of the others: nothing is removed on the word of these alone."""


@pytest.mark.parametrize("name", [f.name for f in fields(Refusal) if f.name not in FOLLOW])
def test_a_change_of_any_column_is_seen(name: str) -> None:
    it = request()
    now = getattr(it, name)
    other = CHANGED.get(name, not now if isinstance(now, bool) else "bo")
    assert other != now
    kept = standings_of(it)[0]
    assert kept not in standings_of(replace(it, **{name: other}))
