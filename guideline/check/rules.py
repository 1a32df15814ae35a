"""Rules, conclusions and shared lists that name what there is not, or that nobody names."""

from collections.abc import Iterable, Iterator

from guideline.check.conditions import Conditions
from guideline.check.entries import Placed, doubled, rule_name
from guideline.errors import PackError
from guideline.model import Item, ListEntry, Pack

FILES = {
    "references": "paragraphs.yaml",
    "duties": "duties.yaml",
    "if_refusing": "duties.yaml",
    "notices": "notices.yaml",
}
"""The lists of a rule, each with the file where its ids stand."""


def faults(pack: Pack) -> Iterator[PackError]:
    """Find faults in rules.yaml, and duties and notices that no rule names."""
    conditions = Conditions(pack)
    whole = Placed("rules.yaml", "", pack.manifest)
    yield from conditions.over_facts(whole, "needs_nothing", pack.rules.needs_nothing)
    yield from _nested_lists(pack)
    yield from _conclusions(pack, conditions)
    for rule in pack.rules.rules:
        placed = Placed("rules.yaml", rule_name(rule), rule)
        yield from conditions.in_rules(placed, "when", rule.when)
        yield from conditions.in_rules(placed, "say", (part.given for part in rule.say))
        for field in FILES:
            yield from _list(pack, conditions, placed, field)
    yield from _unused(pack)


def _nested_lists(pack: Pack) -> Iterator[PackError]:
    lists = pack.rules.lists
    for name, entries in lists.items():
        for entry in entries:
            if isinstance(entry, str) and entry in lists:
                yield PackError(
                    "rules.yaml",
                    f"list {name}",
                    f'names another list, "{entry}"',
                    "write out what that one holds",
                )


def _conclusions(pack: Pack, conditions: Conditions) -> Iterator[PackError]:
    grounds = [Placed("rules.yaml", f"ground {ground.id}", ground) for ground in pack.rules.grounds]
    marks = [Placed("rules.yaml", f"mark {mark.id}", mark) for mark in pack.rules.marks]
    for placed, conclusion in zip(grounds + marks, pack.rules.grounds + pack.rules.marks, strict=True):
        if not conclusion.when:
            yield placed.fault("when: is empty, so it can never hold", "write when it holds")
        yield from conditions.over_facts(placed, "when", conclusion.when)


def _list(pack: Pack, conditions: Conditions, placed: Placed, field: str) -> Iterator[PackError]:
    known = _known(pack)[FILES[field]]
    items = list(_items(pack, getattr(placed.entry, field)))
    for item in items:
        if item.id not in known:
            yield placed.fault(
                f'{field}: "{item.id}" is neither in {FILES[field]} nor a shared list',
                "add it there, or mend its name",
            )
        yield from conditions.in_rules(placed, f"{field}: {item.id}", [item.given])
    for name in doubled(item.id for item in items):
        yield placed.fault(f'{field}: "{name}" stands twice', "keep one")


def _known(pack: Pack) -> dict[str, set[str]]:
    return {
        "paragraphs.yaml": {paragraph.id for paragraph in pack.paragraphs},
        "duties.yaml": set(pack.duties),
        "notices.yaml": set(pack.notices),
    }


def _items(pack: Pack, entries: Iterable[ListEntry]) -> Iterator[Item]:
    """Return a list's entries with shared lists spread out, one level deep: deeper ones are a fault."""
    for entry in entries:
        shared = pack.rules.lists.get(entry) if isinstance(entry, str) else None
        for part in (entry,) if shared is None else shared:
            yield part if isinstance(part, Item) else Item(id=part, given={})


def _unused(pack: Pack) -> Iterator[PackError]:
    named = {
        entry
        for rule in pack.rules.rules
        for field in FILES
        for entry in getattr(rule, field)
        if isinstance(entry, str)
    }
    for name in pack.rules.lists:
        if name not in named:
            yield PackError(
                "rules.yaml", f"list {name}", "is used by no rule", "remove it, or let a rule name it"
            )
    used = {
        (FILES[field], item.id)
        for rule in pack.rules.rules
        for field in FILES
        for item in _items(pack, getattr(rule, field))
    }
    for file, ids in (("duties.yaml", pack.duties), ("notices.yaml", pack.notices)):
        yield from (
            PackError(file, id_, "is used by no rule", "remove it, or let a rule name it")
            for id_ in ids
            if (file, id_) not in used
        )
