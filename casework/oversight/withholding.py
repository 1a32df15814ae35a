"""Leaving employees' names out of the log (C-579/21). Who decided is no secret as such, and stays named."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from casework.oversight.people import people_in, renamed_row
from casework.oversight.ports import Stored

LOG = frozenset({"events", "outbox", "sent_cards", "places", "drafts"})
"""What tells who did, was told or saw what. Requests and cases themselves stay as they are."""

DECISIONS = frozenset(
    {
        "refusal.approve",
        "refusal.deny",
        "refusal.confirm",
        "refusal.dispute",
        "refusal.revoke",
        "case.close",
    }
)
"""Events whose actor decided something."""

_TELLTALE = frozenset({"key", "lane", "conversation_id", "chat_id", "activity_id", "leased_by"})
"""Columns of the log that name a person or a chat within other words, and tell nothing else."""


def without_names(stored: Mapping[str, Sequence[Stored]], subject: str) -> dict[str, list[Stored]]:
    """Return the same, with a number in place of each employee in the log.

    One employee has one number throughout. Whom it is about keeps their id, and so do those who decided.
    """
    named = {subject, *_deciders(stored.get("events", ()))}
    numbers: dict[str, str] = {}

    def rename(person: str) -> str:
        return person if person in named else numbers.setdefault(person, f"#{len(numbers) + 1}")

    return {
        table: [_without(row, rename) for row in rows] if table in LOG else list(rows)
        for table, rows in stored.items()
    }


def _deciders(events: Sequence[Stored]) -> set[str]:
    deciding = [row.values for row in events if row.values.get("event") in DECISIONS]
    return {person for values in deciding for person in people_in({"actor": values.get("actor")})}


def _without(row: Stored, rename: Callable[[str], str]) -> Stored:
    kept = {name: value for name, value in row.values.items() if name not in _TELLTALE}
    return replace(row, values=renamed_row(kept, rename))
