"""Where a stored row names people: by the names of its columns and fields, at any depth."""

from collections.abc import Callable, Iterator, Mapping

from casework.about import CLOCK
from casework.messages import ALL_CARDS, HR_CHANNEL

FIELDS = frozenset(
    {
        "actor",
        "asked_by",
        "by",
        "chosen_by",
        "deputy",
        "earlier_leaders",
        "escalated_to",
        "leader",
        "nearest_leader",
        "owner",
        "person",
        "person_id",
        "reported_by",
        "stands_in_for",
        "to",
    }
)
"""Columns and fields that hold a person's id, or several."""

NOBODY = frozenset({"", CLOCK, HR_CHANNEL, ALL_CARDS})
"""What stands in place of a person's id."""


def people_in(value: object) -> Iterator[str]:
    """Return the ids of everybody whom a row names, some more than once."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name in FIELDS:
                yield from (one for one in _ids(inner) if one not in NOBODY)
            yield from people_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from people_in(inner)


def renamed_row(row: Mapping[str, object], rename: Callable[[str], str]) -> dict[str, object]:
    """Return a row with each id of a person put through `rename`."""
    return {
        name: _renamed_id(value, rename) if name in FIELDS else _renamed(value, rename)
        for name, value in row.items()
    }


def _renamed(value: object, rename: Callable[[str], str]) -> object:
    if isinstance(value, Mapping):
        return renamed_row(value, rename)
    return [_renamed(inner, rename) for inner in value] if isinstance(value, list | tuple) else value


def _renamed_id(value: object, rename: Callable[[str], str]) -> object:
    if isinstance(value, str) and value not in NOBODY:
        return rename(value)
    return [_renamed_id(inner, rename) for inner in value] if isinstance(value, list | tuple) else value


def _ids(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        yield from (one for one in value if isinstance(one, str))
