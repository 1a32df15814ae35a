"""The entries of a pack, with the file and the name by which a fault in them is told."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from guideline.errors import PackError
from guideline.model import Entry, Pack, Rule


class Placed(NamedTuple):
    """An entry at its place."""

    file: str
    name: str
    entry: Entry

    def fault(self, problem: str, remedy: str = "") -> PackError:
        """Return a fault in this entry."""
        return PackError(self.file, self.name, problem, remedy)


def rule_name(rule: Rule) -> str:
    """Return how a rule is called."""
    return f"rule {rule.verdict}/{rule.reason}" if rule.reason else f"rule {rule.verdict}"


def every_entry(pack: Pack) -> Iterator[Placed]:
    """Return all entries, file by file."""
    yield Placed("pack.yaml", "", pack.manifest)
    yield from (Placed("paragraphs.yaml", entry.id, entry) for entry in pack.paragraphs)
    yield from (Placed("questions.yaml", entry.fact, entry) for entry in pack.questions)
    yield from (Placed("starts.yaml", entry.id, entry) for entry in pack.starts)
    yield from (Placed("rules.yaml", f"ground {entry.id}", entry) for entry in pack.rules.grounds)
    yield from (Placed("rules.yaml", f"mark {entry.id}", entry) for entry in pack.rules.marks)
    yield from (Placed("rules.yaml", rule_name(entry), entry) for entry in pack.rules.rules)
    yield from (Placed("duties.yaml", entry.id, entry) for entry in pack.duties.values())
    yield from (Placed("notices.yaml", entry.id, entry) for entry in pack.notices.values())
    yield from (Placed("texts.yaml", name, entry) for name, entry in pack.texts.items())
    yield from (Placed("roles.yaml", entry.id, entry) for entry in pack.roles.ready_texts.situations)
    yield from (Placed("topics.yaml", entry.id, entry) for entry in pack.topics)
    yield from (Placed("interpretations.yaml", entry.id, entry) for entry in pack.interpretations)


def doubled(names: Iterable[str]) -> list[str]:
    """Return the names that stand more than once."""
    return [name for name, times in Counter(names).items() if times > 1]
