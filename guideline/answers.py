"""The answers of one rule, put together from its lists."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

import msgspec

from guideline.conditions import ALWAYS, Alternatives, Vocabulary, any_holds
from guideline.model import Facts, Item, ListEntry, Pack, Rule

Entries: TypeAlias = tuple[tuple[str, int | None], ...]
"""Ids, each with the switch that it hangs on, or None when it always counts."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What the guideline says. All lists are in the pack's order."""

    verdict: str
    reason: str | None
    grounds: tuple[str, ...]
    marks: Mapping[str, bool]
    """Every mark of the pack, whether it holds or not."""
    duties: tuple[str, ...]
    if_refusing: tuple[str, ...]
    """What holds only if they choose to refuse; never something to do otherwise."""
    notices: tuple[str, ...]
    references: tuple[str, ...]
    next: tuple[str, ...]
    pack_version: str
    pack_hash: str


def spread(pack: Pack, entries: Iterable[ListEntry]) -> list[Item]:
    """Return a rule's list with the shared lists put in place of their names."""
    items: list[Item] = []
    for entry in entries:
        if isinstance(entry, Item):
            items.append(entry)
        elif entry in pack.rules.lists:
            items.extend(spread(pack, pack.rules.lists[entry]))
        else:
            items.append(Item(id=entry, given={}))
    return items


class Row:
    """A rule, ready. What can differ between its answers hangs on switches, each a condition over facts."""

    def __init__(self, pack: Pack, rule: Rule, vocabulary: Vocabulary) -> None:
        self.rule = rule
        self.when = vocabulary.expand_all(rule.when)
        self.switches: list[Alternatives] = []
        self._pack = pack
        self._expand = vocabulary.expand if rule.concludes else vocabulary.without_conclusions
        concluded = pack.rules.grounds + pack.rules.marks if rule.concludes else ()
        self._concluded = {c.id: self._switch(vocabulary.meaning(c.id)) for c in concluded}
        self._duties = self._entries(rule.duties)
        self._if_refusing = self._entries(rule.if_refusing)
        self._notices = self._entries(rule.notices)
        self._references = self._entries(rule.references)
        self.say = tuple((part.text, self._expand(part.given)) for part in rule.say)

    def settle(self, facts: Facts) -> tuple[bool, ...]:
        """Return which switches are on. Two sets of facts with the same switches have the same answer."""
        return tuple([any_holds(switch, facts) for switch in self.switches])

    def answer(self, on: tuple[bool, ...]) -> Answer:
        """Put the answer together for these switches."""
        duties, if_refusing, notices = (
            _chosen(entries, on) for entries in (self._duties, self._if_refusing, self._notices)
        )
        return Answer(
            verdict=self.rule.verdict,
            reason=self.rule.reason,
            grounds=tuple(ground.id for ground in self._pack.rules.grounds if self._holds(ground.id, on)),
            marks={mark.id: self._holds(mark.id, on) for mark in self._pack.rules.marks},
            duties=duties,
            if_refusing=if_refusing,
            notices=notices,
            references=self._cited(duties + if_refusing, notices, _chosen(self._references, on)),
            next=self.rule.next,
            pack_version=self._pack.manifest.version,
            pack_hash=self._pack.hash,
        )

    def own_references(self, on: tuple[bool, ...]) -> tuple[str, ...]:
        """Return the paragraphs of the verdict itself, in the guideline's order."""
        return self._cited((), (), _chosen(self._references, on))

    def _switch(self, alternatives: Alternatives) -> int | None:
        if alternatives == ALWAYS:
            return None
        if alternatives not in self.switches:
            self.switches.append(alternatives)
        return self.switches.index(alternatives)

    def _entries(self, entries: Iterable[ListEntry]) -> Entries:
        items = spread(self._pack, entries)
        return tuple((item.id, self._switch(self._expand(item.given))) for item in items)

    def _holds(self, conclusion: str, on: tuple[bool, ...]) -> bool:
        if conclusion not in self._concluded:
            return False
        switch = self._concluded[conclusion]
        return switch is None or on[switch]

    def _cited(self, duties: Iterable[str], notices: Iterable[str], own: Iterable[str]) -> tuple[str, ...]:
        """Return the paragraphs of the verdict and of all it brings, each once, in the guideline's order."""
        cited = set(own)
        cited.update(*(self._pack.duties[duty].references for duty in duties))
        cited.update(*(self._pack.notices[notice].references for notice in notices))
        return tuple(paragraph.id for paragraph in self._pack.paragraphs if paragraph.id in cited)


def _chosen(entries: Entries, on: tuple[bool, ...]) -> tuple[str, ...]:
    return tuple(id_ for id_, switch in entries if switch is None or on[switch])
