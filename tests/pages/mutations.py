"""Every field of a pack, changed one at a time into something else that is sound."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from guideline.check import faults
from guideline.check.texts import is_text
from guideline.facts import domains
from guideline.model import Entry, ListEntry, Pack
from guideline.translations import PUBLIC_TEXTS

TRIED_AT_MOST = 400
"""Changes of one field that are tried until one of them is sound."""


def changed_packs(pack: Pack) -> Iterator[tuple[str, Pack]]:
    """Return each field that is no text, by its class and name, with the pack in which it differs.

    A field of which no change is sound, such as a name that others refer to, is not returned.
    """
    tried: dict[str, int] = {}
    done: set[str] = set()
    others = list(_ids(pack))
    for part in (it for it in pack.__struct_fields__ if it != "hash"):
        for field, value in _changes(getattr(pack, part), get_type_hints(Pack)[part], f"Pack.{part}", others):
            if field in done or tried.get(field, 0) > TRIED_AT_MOST:
                continue
            tried[field] = tried.get(field, 0) + 1
            changed = msgspec.structs.replace(pack, **{part: value})
            if _is_sound(changed):
                done.add(field)
                yield field, changed


def every_field(kind: Any = Pack, name: str = "") -> Iterator[str]:
    """Return each field that a pack can have and that is no text, as `changed_packs` calls it."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        for field, inner in get_type_hints(kind).items():
            if not (issubclass(kind, Entry) and is_text(kind, field)):
                yield from every_field(inner, f"{kind.__name__}.{field}")
        return
    entries = [inner for inner in _arguments(kind) if any(True for _ in _structs(inner))]
    if entries and "Literal" not in str(get_origin(kind)):
        for inner in entries:
            yield from every_field(inner, name)
        if get_origin(kind) is tuple:
            yield name
    elif name and not name.startswith("Pack."):
        yield name


def _structs(kind: Any) -> Iterator[type]:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield kind
    for inner in get_args(kind):
        yield from _structs(inner)


def _arguments(kind: Any) -> tuple[Any, ...]:
    return tuple(it for it in get_args(kind) if it not in (type(None), Ellipsis))


def _is_sound(pack: Pack) -> bool:
    try:
        return pack.texts.keys() >= set(PUBLIC_TEXTS) and not any(True for _ in faults(pack))
    except (KeyError, StopIteration):  # a name that something else still refers to
        return False


def _changes(value: Any, kind: Any, name: str, others: list[Any]) -> Iterator[tuple[str, Any]]:
    """Return what a value could be instead, each with the field that differs."""
    if isinstance(value, msgspec.Struct):
        yield from _of_entry(value, others)
    elif isinstance(value, Mapping):
        yield from _of_mapping(value, kind, name, others)
    elif isinstance(value, tuple):
        yield from _of_list(value, kind, name, others)
    else:
        yield from ((name, it) for it in _instead(value, kind, others))


def _of_entry(entry: msgspec.Struct, others: list[Any]) -> Iterator[tuple[str, Any]]:
    kinds = get_type_hints(type(entry))
    for field in entry.__struct_fields__:
        if isinstance(entry, Entry) and is_text(type(entry), field):
            continue
        value, name = getattr(entry, field), f"{type(entry).__name__}.{field}"
        for changed, instead in _changes(value, kinds[field], name, others):
            yield changed, msgspec.structs.replace(entry, **{field: instead})


def _of_mapping(
    values: Mapping[str, Any], kind: Any, name: str, others: list[Any]
) -> Iterator[tuple[str, Any]]:
    inner = _arguments(kind)[-1] if _arguments(kind) else None
    for key, value in values.items():
        for changed, instead in _changes(value, inner, name, others):
            yield changed, {**values, key: instead}
    if values:
        yield name, dict(list(values.items())[:-1])


def _of_list(values: tuple[Any, ...], kind: Any, name: str, others: list[Any]) -> Iterator[tuple[str, Any]]:
    inner = _arguments(kind)[0] if _arguments(kind) else None
    for at in range(len(values)):
        yield name, (*values[:at], *values[at + 1 :])
    if inner is str or inner == ListEntry:
        yield from ((name, (*values, it)) for it in others if it not in values)
    for at, value in enumerate(values):
        for changed, instead in _changes(value, inner, name, others):
            yield changed, (*values[:at], instead, *values[at + 1 :])


def _instead(value: Any, kind: Any, others: list[Any]) -> Iterator[Any]:
    if isinstance(value, bool):
        yield not value
    choices = [it for one in (kind, *get_args(kind)) for it in get_args(one) if isinstance(it, str)]
    yield from (it for it in choices if it != value)
    if isinstance(value, datetime.date) or (value is None and "date" in str(kind)):
        yield (value or datetime.date(2026, 1, 1)) + datetime.timedelta(days=1)
    elif isinstance(value, str) and not choices:
        yield f"{value[:-1]}e" if value.startswith("#") else f"{value}1"
        yield from (it for it in others if isinstance(it, str) and it != value)
    elif value is None and not choices and "str" in str(kind):
        yield from others
    if value is not None and type(None) in get_args(kind):
        yield None


def _ids(pack: Pack) -> Iterator[Any]:
    """Return the names that a pack knows, to be put in the place of others."""
    known = domains(pack)
    yield from (*pack.duties, *pack.notices)
    yield from known
    yield from {value for values in known.values() for value in values if isinstance(value, str)}
    yield from (it.id for it in pack.paragraphs)
    yield from (it.id for it in pack.rules.grounds + pack.rules.marks)
    yield from dict.fromkeys(rule.verdict for rule in pack.rules.rules)
