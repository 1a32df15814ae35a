"""Events of the register as rows, and back."""

from typing import Any

from sqlalchemy import Row

from bot.storage.tables import events
from casework.about import About
from casework.register import Event

_COLUMNS = tuple(column.name for column in events.c if column.name not in ("about", "seq"))


def row_of(event: Event) -> dict[str, Any]:
    """Return the event's columns."""
    return {"about": str(event.about), "seq": event.seq, **{name: getattr(event, name) for name in _COLUMNS}}


def event_of(row: Row[*tuple[Any, ...]]) -> Event:
    """Return the event that a row holds, whatever somebody made of it by hand."""
    values = {name: getattr(row, name) for name in _COLUMNS}
    return Event(about=about_of(row.about), seq=whole(row.seq), **values)


def about_of(text: str) -> About:
    """Return what `refusal:<id>` is about; a kind never has a colon."""
    kind, _, its_id = str(text).partition(":")
    return About(kind, its_id)


def whole(value: object) -> int:
    """Return a whole number; SQLite also keeps other things in such a column, and they count as 0."""
    return value if isinstance(value, int) else 0
