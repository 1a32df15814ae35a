"""What may stand at a place of a pack's file, for whoever wrote something else there.

The decoder says what is wrong and where; its classes say what would be right.
"""

import types
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

UNKNOWN, INVALID, MISSING = "Object contains unknown field", "Invalid enum value", "Object missing required"
"""How the decoder's messages begin."""

NO_DAY = "Invalid RFC3339 encoded date"
"""The decoder's whole message."""


def remedy(kind: Any, problem: str, where: str) -> str:
    """Return what to write instead, as far as the classes say; empty where they do not.

    `kind` is what the file or entry is read into, `problem` and `where` are the decoder's (`$.when[...].id`).
    """
    if problem.startswith(MISSING):
        return "write it"
    if problem == NO_DAY:
        return "write it such as 2027-01-01"
    at = _at(kind, [part for part in where.strip("`$").replace("[", ".[").split(".") if part])
    if problem.startswith(UNKNOWN) and _is_entry(at):
        return f"remove it, or use one of {', '.join(_fields(at))}"
    if problem.startswith(INVALID):
        return f"write one of {', '.join(value for one in _choices(at) for value in get_args(one))}"
    return "write true or false" if at is bool else ""


def _at(kind: Any, path: list[str]) -> Any:
    """Return what stands at a place, None where the classes leave it open."""
    for part in path:
        inside = [_inside(one, part) for one in _choices(kind)]
        kind = next((one for one in inside if one is not None), None)
    entries = [one for one in _choices(kind) if _is_entry(one)]
    return entries[0] if entries else kind


def _inside(kind: Any, part: str) -> Any:
    if _is_entry(kind):
        return _fields(kind).get(part)
    within = get_args(kind)
    if not within or get_origin(kind) is Literal:
        return None
    return within[-1] if issubclass(get_origin(kind), Mapping) else within[0]


def _choices(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)


def _is_entry(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


@cache
def _fields(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)
