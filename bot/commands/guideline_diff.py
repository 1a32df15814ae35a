"""`guideline diff`: what a change of pack changes, for a lawyer to read, in Danish or English."""

import sys
from collections.abc import Iterator, Sequence

from bot.commands.guideline_words import DANISH, Words
from bot.commands.matter_roles import changed_roles
from bot.commands.matter_texts import texts_of
from bot.commands.packs import pack_named
from bot.storage.database import Database
from bot.storage.facts_kept import kept_facts
from cards.words import words as button_words
from dialogs.edition import edition, own_hash, short
from guideline.diff import Changed, Part, compare, differences, reworded
from guideline.facts import domains, spelt
from guideline.fields import changed_fields
from guideline.model import Pack, Text, Value
from guideline.text_ids import SHORT, TextChange, changed_texts, half_changed
from guideline.ways import Way, merged

MOST_WAYS = 6
"""Ways to a change that are told; the rest is counted."""

MERGED_AT_MOST = 200
"""Interviews that are brought together to ways."""


def diff(old_name: str, new_name: str, lang: str = DANISH) -> int:
    """Write which situations change answer, which fields and texts differ, and which approvals.

    Raises:
        CommandError: one of the packs cannot be used.

    """
    old, new = (pack_named(name, lang=lang) for name in (old_name, new_name))
    telling = _Telling(old, new, Words("diff", lang))
    sys.stdout.write("\n".join(telling.everything()) + "\n")
    return 0


async def open_matters(database: Database, old: Pack, new: Pack, lang: str = DANISH) -> int:
    """Write which open requests and cases would be advised otherwise, then which only in other words.

    Returns how many would be advised otherwise.
    """
    t = Words("diff", lang)
    telling = _Telling(old, new, t)
    otherwise, in_other_words = [], []
    async for kept in kept_facts(database):
        if not kept.is_open:
            continue
        matter = f"{kept.about}\t{kept.state}"
        told = [*map(telling.part, differences(old, new, kept.facts)), *map(t, changed_roles(old, new, kept))]
        if told:
            otherwise.append(f"{matter}\t{'; '.join(told)}")
        elif names := reworded(old, new, kept.facts, {*texts_of(old, kept), *texts_of(new, kept)}):
            in_other_words.append(f"{matter}\t{t('reads_differently', names=', '.join(map(t.entry, names)))}")
    for found, counted in ((otherwise, "otherwise"), (in_other_words, "reworded")):
        sys.stdout.write("\n".join((*found, t.count(counted, len(found)))) + "\n")
    return len(otherwise)


def named(pack: Pack) -> str:
    """Return a pack with its version and hash."""
    return f"{pack.manifest.name} {pack.manifest.version} ({pack.hash[:SHORT]})"


class _Telling:
    """Puts the differences of two packs into words."""

    def __init__(self, old: Pack, new: Pack, t: Words) -> None:
        self._old, self._new, self._t = old, new, t

    def everything(self) -> Iterator[str]:
        yield f"{named(self._old)} -> {named(self._new)}"
        marks = {"old": short(edition(self._old)), "new": short(edition(self._new))}
        yield self._t("shown", **marks, own=own_hash())
        yield from self._answers()
        yield from self._fields()
        yield from self._texts()
        yield from self._approvals()

    def _answers(self) -> Iterator[str]:
        found, t = compare(self._old, self._new), self._t
        for only in found.vocabulary:
            yield t(f"only.{only.pack}.{only.what}", names=", ".join(only.names), of=only.of)
        if found.shares_nothing:
            yield t("nothing_shared")
            return
        changed, compared = sum(it.number for it in found.changed), found.compared
        kind = "combinations" if found.exhaustive else "interviews"
        yield t(kind, changed=t.number(changed), compared=t.number(compared))
        for number, change in enumerate(found.changed, 1):
            yield t("group", number=number, count=t.number(change.number))
            yield from (f"   {self.part(part)}" for part in change.parts)
            yield from (f"   {line}" for line in self._ways(change))

    def _ways(self, change: Changed) -> Iterator[str]:
        """Return the facts in plain words, as few lines as there can be."""
        ways = merged(change.interviews[:MERGED_AT_MOST])
        for way in ways[:MOST_WAYS]:
            yield self._t("when", facts=self._facts(way))
        if len(ways) > MOST_WAYS or len(change.interviews) > MERGED_AT_MOST:
            yield self._t("more")

    def _facts(self, way: Way) -> str:
        either = f" {self._t('or')} "
        said = [
            f"{self._label(fact)}: {either.join(self._values(fact, values))}"
            for fact, values in way.items()
            if not self._is_any(fact, values)
        ]
        return "; ".join(said) or self._t("nothing_known")

    def _is_any(self, fact: str, values: Sequence[Value | None]) -> bool:
        """Whether whatever was answered leads there, so that there is nothing to tell."""
        return all(set(values) >= set(domains(pack).get(fact, ())) for pack in (self._old, self._new))

    def _label(self, fact: str) -> str:
        packs = (self._new, self._old)
        return next((q.label[self._t.lang] for pack in packs for q in pack.questions if q.fact == fact), fact)

    def _values(self, fact: str, values: Sequence[Value | None]) -> Iterator[str]:
        """Return what was answered; several are told apart by quotation marks."""
        for value in values:
            words = self._value(fact, value)
            yield words if len(values) == 1 else self._t("quoted", words=words)

    def _value(self, fact: str, value: Value | None) -> str:
        if value is None:
            return self._t("not_said")
        questions = (q for pack in (self._new, self._old) for q in pack.questions if q.fact == fact)
        answers = (answer for question in questions for answer in question.answers)
        words = ((it.known or it.text)[self._t.lang] for it in answers if it.value == value)
        return next(words, spelt(value))

    def part(self, part: Part) -> str:
        """Return one difference with the words that people read: "Staff do: no longer …; now …"."""
        gone = [self._t("gone", entry=self._entry(self._old, part.name, it)) for it in part.old]
        come = [self._t("come", entry=self._entry(self._new, part.name, it)) for it in part.new]
        return f"{self._t(f'part.{part.name}')}: {'; '.join((*gone, *come))}"

    def _entry(self, pack: Pack, kind: str, name: str) -> str:
        if kind == "next":
            return f"{name} ({button_words(self._t.lang)(f'next.{name}')})"
        words = _words_of(pack, kind, name)
        return f"{name} ({words[self._t.lang].rstrip('.')})" if words else name

    def _fields(self) -> Iterator[str]:
        """Tell what differs that is neither a text nor an answer, such as how strongly a duty binds."""
        changes = changed_fields(self._old, self._new)
        none = self._t("none")
        for it in changes:
            yield f"{self._t.entry(it.entry)}: {it.field} {it.old or none} -> {it.new or none}"
        if changes:
            yield self._t.count("fields", len(changes))

    def _texts(self) -> Iterator[str]:
        changes = changed_texts(self._old, self._new)
        for change in changes:
            yield from self._text(change)
        for half in half_changed(self._old, self._new):
            languages = {"changed": ", ".join(half.changed), "same": ", ".join(half.same)}
            yield self._t("half", text=half.id, **languages)
        yield self._t.count("texts", len(changes))

    def _text(self, change: TextChange) -> Iterator[str]:
        what = "added" if change.old is None else "removed" if change.new is None else "changed"
        yield f"{self._t(what)} {change.id}"
        for sign, text in (("-", change.old), ("+", change.new)):
            if text:
                yield f"  {sign} {text.hash} {text.text}"

    def _approvals(self) -> Iterator[str]:
        """Tell which translations only one of the packs has the municipality's approval for."""
        before, after = _approved(self._old), _approved(self._new)
        for told, languages in (("approved", after - before), ("no_longer_approved", before - after)):
            if languages:
                yield self._t(told, languages=", ".join(sorted(languages)))


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


def _approved(pack: Pack) -> set[str]:
    return {it.language for it in pack.translations if it.approved}
