"""`guideline diff`: what a change of pack changes, for a lawyer to read."""

import sys
from collections.abc import Iterator

from bot.commands.packs import pack_named
from bot.storage.database import Database
from bot.storage.facts_kept import kept_facts
from dialogs.edition import edition, own_hash, short
from guideline.diff import Changed, Part, compare, differences, reworded
from guideline.facts import spelt
from guideline.fields import changed_fields
from guideline.model import Pack, Text, Value
from guideline.text_ids import SHORT, TextChange, changed_texts
from guideline.ways import Way, merged

MOST_WAYS = 6
"""Ways to a change that are told; the rest is counted."""

MERGED_AT_MOST = 200
"""Interviews that are brought together to ways."""

HEADINGS = {
    "answer": "Answer",
    "asks": "Question",
    "grounds": "Grounds",
    "marks": "Marks",
    "duties": "Staff do",
    "if_refusing": "Only if you refuse",
    "notices": "The recorder is told",
    "references": "Paragraphs",
    "next": "Ways on",
}


def diff(old_name: str, new_name: str) -> int:
    """Write which situations change answer, which fields and texts differ, and which approvals.

    Raises:
        CommandError: one of the packs cannot be used.

    """
    old, new = pack_named(old_name), pack_named(new_name)
    head = [f"{named(old)} -> {named(new)}", _shown(old, new)]
    lines = [*head, *_rules(old, new), *_besides(old, new), *_texts(old, new), *_approvals(old, new)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


async def open_matters(database: Database, old: Pack, new: Pack) -> int:
    """Write which open requests and cases would be advised otherwise, then which only in other words.

    Returns how many would be advised otherwise.
    """
    otherwise, in_other_words = [], []
    async for kept in kept_facts(database):
        if not kept.is_open:
            continue
        if parts := differences(old, new, kept.facts):
            told = "; ".join(_part(old, new, part) for part in parts)
            otherwise.append(f"{kept.about}\t{kept.state}\t{told}")
        elif names := reworded(old, new, kept.facts):
            in_other_words.append(f"{kept.about}\t{kept.state}\treads differently: {', '.join(names)}")
    for found, would in (
        (otherwise, "would be advised otherwise"),
        (in_other_words, "would get the same advice in other words"),
    ):
        found.append(f"{_count(len(found), 'open matter', 'open matters')} {would}.")
        sys.stdout.write("\n".join(found) + "\n")
    return len(otherwise) - 1


def named(pack: Pack) -> str:
    """Return a pack with its version and hash."""
    return f"{pack.manifest.name} {pack.manifest.version} ({pack.hash[:SHORT]})"


def _shown(old: Pack, new: Pack) -> str:
    """Tell the edition that cards, pages and paper name, and the hash of the program's own words in it."""
    marks = f"{short(edition(old))} -> {short(edition(new))}"
    return f"shown to the public as: {marks}, with the program's own words {own_hash()}"


def _rules(old: Pack, new: Pack) -> Iterator[str]:
    found = compare(old, new)
    yield from found.vocabulary
    what = "combinations of facts" if found.exhaustive else "interviews of the two"
    changed = sum(it.number for it in found.changed)
    yield f"{changed:,} of {found.compared:,} {what} are answered otherwise."
    for number, change in enumerate(found.changed, 1):
        yield f"{number}. {change.number:,} of them:"
        yield from (f"   {_part(old, new, part)}" for part in change.parts)
        yield from _ways(old, new, change)


def _ways(old: Pack, new: Pack, change: Changed) -> Iterator[str]:
    """Return the facts in plain words, as few lines as there can be."""
    ways = merged(change.interviews[:MERGED_AT_MOST])
    for way in ways[:MOST_WAYS]:
        yield f"   when {_facts(old, new, way)}"
    if len(ways) > MOST_WAYS or len(change.interviews) > MERGED_AT_MOST:
        yield "   and more"


def _facts(old: Pack, new: Pack, way: Way) -> str:
    said = [
        f"{_label(old, new, fact)}: {' or '.join(_value(old, new, fact, value) for value in values)}"
        for fact, values in way.items()
    ]
    return "; ".join(said) or "nothing is known"


def _label(old: Pack, new: Pack, fact: str) -> str:
    return next((q.label["en"] for pack in (new, old) for q in pack.questions if q.fact == fact), fact)


def _value(old: Pack, new: Pack, fact: str, value: Value | None) -> str:
    if value is None:
        return "not said"
    answers = (a for pack in (new, old) for q in pack.questions if q.fact == fact for a in q.answers)
    return next(((a.known or a.text)["en"] for a in answers if a.value == value), spelt(value))


def _part(old: Pack, new: Pack, part: Part) -> str:
    """Return one difference with the words that people read: "Staff do: no longer …; now …"."""
    gone = [f"no longer {_entry(old, part.name, it)}" for it in part.old]
    come = [f"now {_entry(new, part.name, it)}" for it in part.new]
    return f"{HEADINGS[part.name]}: {'; '.join((*gone, *come))}"


def _entry(pack: Pack, kind: str, name: str) -> str:
    words = _words_of(pack, kind, name)
    return f"{name} ({words['en'].rstrip('.')})" if words else name


def _words_of(pack: Pack, kind: str, name: str) -> Text | None:
    if kind in ("duties", "if_refusing"):
        return pack.duties[name].text
    if kind == "notices":
        return pack.notices[name].short
    if kind == "asks":
        return next((q.ask for q in pack.questions if q.fact == name), None)
    if kind == "answer":
        verdict, _, reason = name.partition("/")
        rules = (it for it in pack.rules.rules if (it.verdict, it.reason or "") == (verdict, reason))
        return next((it.headline for it in rules), None)
    conclusions = {it.id: it.text for it in pack.rules.grounds + pack.rules.marks}
    return conclusions.get(name) if kind in ("grounds", "marks") else None


def _besides(old: Pack, new: Pack) -> Iterator[str]:
    """Tell what differs that is neither a text nor an answer, such as how strongly a duty binds."""
    changes = changed_fields(old, new)
    yield from map(str, changes)
    if changes:
        yield f"{_count(len(changes), 'field differs', 'fields differ')}."


def _texts(old: Pack, new: Pack) -> Iterator[str]:
    changes = changed_texts(old, new)
    for change in changes:
        yield from _told(change)
    yield f"{_count(len(changes), 'text differs', 'texts differ')}."


def _told(change: TextChange) -> list[str]:
    what = "added" if change.old is None else "removed" if change.new is None else "changed"
    lines = [f"{what} {change.id}"]
    for sign, text in (("-", change.old), ("+", change.new)):
        if text:
            lines.append(f"  {sign} {text.hash} {text.text}")
    return lines


def _approvals(old: Pack, new: Pack) -> Iterator[str]:
    """Tell which translations only one of the packs has the municipality's approval for."""
    before, after = _approved(old), _approved(new)
    for told, languages in (("approved", after - before), ("no longer approved", before - after)):
        if languages:
            yield f"{told}: {', '.join(sorted(languages))}"


def _approved(pack: Pack) -> set[str]:
    return {it.language for it in pack.translations if it.approved}


def _count(number: int, one: str, many: str) -> str:
    return f"{number or 'No'} {one if number <= 1 else many}"
