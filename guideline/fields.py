"""What a pack says besides its texts, field by field: force, references, roles and all else, compared."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeGuard

from guideline.base import Entry
from guideline.check.entries import every_entry
from guideline.check.texts import is_text
from guideline.facts import spelt
from guideline.model import AnswerChoice, Item, Pack

ENTRY = {
    "pack.yaml": "pack",
    "paragraphs.yaml": "paragraph",
    "questions.yaml": "question",
    "starts.yaml": "start",
    "rules.yaml": "",
    "duties.yaml": "duty",
    "notices.yaml": "notice",
    "texts.yaml": "text",
    "topics.yaml": "topic",
    "interpretations.yaml": "interpretation",
}
"""What an entry of a file is called; those of `rules.yaml` bring their kind with their name."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs between two packs; `old` or `new` is empty where one of them does not have it."""

    entry: str
    """What it is and how it is called, as in `duty give_reasons`."""
    field: str
    old: str
    new: str


def changed_fields(old: Pack, new: Pack) -> list[FieldChange]:
    """Return the fields that differ, in the order of the new pack; those that it lacks come last."""
    before, after = dict(_fields(old)), dict(_fields(new))
    return [
        FieldChange(*name, before.get(name, ""), after.get(name, ""))
        for name in {**after, **before}
        if before.get(name, "") != after.get(name, "")
    ]


Field = tuple[tuple[str, str], str]


def _fields(pack: Pack) -> Iterator[Field]:
    orders: dict[str, list[str]] = {}
    for placed in every_entry(pack):
        if placed.file in ENTRY:
            orders.setdefault(placed.file, []).append(placed.name)
            called = f"{ENTRY[placed.file]} {placed.name}".strip()
            yield from (((called, name), value) for name, value in _of(placed.entry))
    for file, names in orders.items():
        yield (file, "order"), ", ".join(names)
    yield from ((("roles", name), value) for name, value in _of(pack.roles))
    yield ("rules", "needs_nothing"), _spelt(pack.rules.needs_nothing)
    yield from ((("list", name), _spelt(entries)) for name, entries in pack.rules.lists.items())


def _of(entry: Entry, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Return the fields of an entry and of the entries in it, each by its path."""
    for name in entry.__struct_fields__:
        value, path = getattr(entry, name), f"{prefix}{name}"
        if is_text(type(entry), name):
            continue
        if isinstance(value, Entry):
            yield from _of(value, f"{path}.")
        elif _holds_entries(value):
            for number, part in enumerate(value, 1):
                yield from _of(part, f"{path}[{_called(part, number)}].")
        elif _is_nested(value):
            yield from ((f"{path}.{key}", _spelt(it)) for key, it in value.items())
        else:
            yield path, _spelt(value)


def _is_nested(value: object) -> TypeGuard[Mapping[str, object]]:
    """Whether this is a mapping of facts or lists, whose entries are compared one by one."""
    return isinstance(value, Mapping) and any(isinstance(it, Mapping | tuple) for it in value.values())


def _holds_entries(value: object) -> bool:
    if not isinstance(value, tuple):
        return False
    return bool(value) and all(isinstance(it, Entry) and not isinstance(it, Item) for it in value)


def _called(part: Entry, number: int) -> str:
    if isinstance(part, AnswerChoice):
        return spelt(part.value)
    return getattr(part, "id", str(number))


def _spelt(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Item):
        return f"{value.id} when {_spelt(value.given)}"
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_spelt(it)}" for name, it in value.items()) or "(always)"
    if isinstance(value, tuple | list):
        return ", ".join(_spelt(it) for it in value)
    return spelt(value) if isinstance(value, bool | str) else str(value)
