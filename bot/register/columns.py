"""Events as rows of a table, and back. The columns are stable: scripts and archives rely on them."""

import datetime
import re
from collections.abc import Mapping, Sequence

from casework.about import About
from casework.register import Event, column_text, moment_text

COLUMNS = (
    "about",
    "seq",
    "at",
    "event",
    "actor",
    "pack_version",
    "pack_hash",
    "hash",
    "state",
    "record",
    "details",
    "previous",
)
"""New ones come after these."""

_TEXTS = tuple(column for column in COLUMNS if column not in ("about", "seq", "at"))
_NUMBER = re.compile("[1-9][0-9]{0,17}")
_NO_MOMENT = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class NotAnExportError(Exception):
    """A file is none of ours. Its text is a sentence that says why."""


def row_of(event: Event) -> list[str]:
    """Return the event's columns as texts, each as its hash covers it."""
    return [column_text(event, column) for column in COLUMNS]


def event_of(columns: Mapping[str, str]) -> Event:
    """Return the event of a row. What somebody damaged is read as something that cannot fit its hash."""
    texts = {name: columns.get(name) or "" for name in _TEXTS}
    return Event(
        about=about_of(columns["about"]), seq=number_of(columns["seq"]), at=_moment(columns["at"]), **texts
    )


def by_name(header: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    """Return a row's cells by their column; those that are missing are empty."""
    return {name: row[place] if place < len(row) else "" for place, name in enumerate(header)}


def check_header(header: Sequence[str]) -> None:
    """Raise NotAnExportError where a column is missing."""
    if not set(COLUMNS) <= set(header):
        raise NotAnExportError("The file is not an export of the register: a column is missing.")


def about_of(text: str) -> About:
    """Return what `refusal:<id>` is about."""
    kind, _, its_id = text.partition(":")
    return About(kind, its_id)


def number_of(text: str) -> int:
    """Return a number written as we write it; 0 stands for everything else."""
    return int(text) if _NUMBER.fullmatch(text) else 0


def _moment(text: str) -> datetime.datetime:
    try:
        moment = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=datetime.UTC)
    except ValueError:
        return _NO_MOMENT
    return moment if moment_text(moment) == text else _NO_MOMENT
