"""How well texts are understood, measured on texts whose topic or facts are known."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dialogs.understanding.engine import understand
from guideline.model import Value

_UNSEEN = Path(__file__).parent / "material" / "unseen"
UNSEEN_TOPICS, UNSEEN_FACTS = _UNSEEN / "topics.tsv", _UNSEEN / "facts.jsonl"
"""Texts of our own that were kept from training and from the writing of rules."""
UNSEEN_NEIGHBOURS = _UNSEEN / "neighbours.tsv"
"""Questions from neighbouring work, about no recording, kept from training likewise: all out of scope."""

_LEVELS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass(frozen=True, slots=True)
class Judged:
    """A text's known topic, the topics that were guessed, best first, and how sure the guess was."""

    topic: str
    guessed: tuple[str, ...]
    likelihood: float
    confident: bool
    because: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether the first guess is right."""
        return self.guessed[0] == self.topic


@dataclass(slots=True)
class FactCounts:
    """For each fact: how often found and right, found but wrong, and stated but not found so."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    texts: int = 0
    texts_right: int = 0

    def add(self, stated: Mapping[str, Value], found: Mapping[str, Value]) -> None:
        """Count one text."""
        same = {fact for fact in found if stated.get(fact) == found[fact]}
        self.right.update(same)
        self.wrong.update(set(found) - same)
        self.missed.update(set(stated) - same)
        self.texts += 1
        self.texts_right += dict(stated) == dict(found)


def judge_topics(rows: Iterable[tuple[str, str]]) -> list[Judged]:
    """Return the judgement of each (topic, text)."""
    judged = []
    for topic, text in rows:
        meant = understand(text)
        judged.append(Judged(topic, meant.alternatives, meant.likelihood, meant.confident, meant.because))
    return judged


def judge_facts(rows: Iterable[tuple[str, Mapping[str, Value]]]) -> FactCounts:
    """Return the counts over each (text, facts)."""
    counts = FactCounts()
    for text, stated in rows:
        counts.add(stated, understand(text).facts)
    return counts


def topics_report(judged: Sequence[Judged]) -> str:
    """Return accuracy by label, the confusion table, the calibration and the errors, in plain lines."""
    return "\n".join(
        [
            *_summary(judged),
            "",
            *_by_topic(judged),
            "",
            *_confusions(judged),
            "",
            *_calibration(judged),
            "",
            *_errors(judged),
        ]
    )


def facts_report(counts: FactCounts) -> str:
    """Return precision and recall, in all and by fact, in plain lines."""
    right, wrong, missed = (kind.total() for kind in (counts.right, counts.wrong, counts.missed))
    lines = [
        f"facts: {counts.texts} texts, {counts.texts_right} wholly right",
        f"  right of those found (precision)   {_share(right, right + wrong)}",
        f"  found of those stated (recall)     {_share(right, right + missed)}",
        "",
        f"  {'fact':<22}{'right':>7}{'wrong':>7}{'missed':>8}",
    ]
    lines.extend(
        f"  {fact:<22}{counts.right[fact]:>7}{counts.wrong[fact]:>7}{counts.missed[fact]:>8}"
        for fact in sorted(counts.right | counts.wrong | counts.missed)
    )
    return "\n".join(lines)


def _summary(judged: Sequence[Judged]) -> list[str]:
    texts = len(judged)
    confident = [one for one in judged if one.confident]
    wrong = sum(not one.right for one in confident)
    return [
        f"topics: {texts} texts",
        f"  right at first          {_share(sum(one.right for one in judged), texts)}",
        f"  right among three       {_share(sum(one.topic in one.guessed for one in judged), texts)}",
        f"  answered straight away  {_share(len(confident), texts)}",
        f"  confident but wrong     {_share(wrong, texts)}",
    ]


def _by_topic(judged: Sequence[Judged]) -> list[str]:
    lines = [f"  {'label':<20}{'texts':>6}{'right':>7}{'among 3':>9}{'confident':>11}{'of these wrong':>16}"]
    for topic in sorted({one.topic for one in judged}):
        own = [one for one in judged if one.topic == topic]
        sure = [one for one in own if one.confident]
        among = sum(topic in one.guessed for one in own)
        lines.append(
            f"  {topic:<20}{len(own):>6}{sum(one.right for one in own):>7}{among:>9}{len(sure):>11}"
            f"{sum(not one.right for one in sure):>16}"
        )
    return lines


def _confusions(judged: Sequence[Judged]) -> list[str]:
    """Return the confusion table with a number for each label, so that it fits a screen."""
    topics = sorted({one.topic for one in judged} | {one.guessed[0] for one in judged})
    counted = Counter((one.topic, one.guessed[0]) for one in judged)
    lines = [
        "  rows: known, columns: guessed",
        "  " + " " * 23 + "".join(f"{n:>4}" for n in range(1, len(topics) + 1)),
    ]
    for number, known in enumerate(topics, 1):
        cells = "".join(f"{counted[known, guessed] or '.':>4}" for guessed in topics)
        lines.append(f"  {number:>2} {known:<20}{cells}")
    return lines


def _calibration(judged: Sequence[Judged]) -> list[str]:
    """Return how often guesses of each likelihood are right."""
    lines = [f"  {'likelihood':<14}{'texts':>6}{'right':>7}"]
    below = 0.0
    for level in _LEVELS:
        own = [one for one in judged if below <= one.likelihood < level]
        name = f"{below:.2f} - {min(level, 1):.2f}"
        lines.append(f"  {name:<14}{len(own):>6}{sum(one.right for one in own):>7}")
        below = level
    return lines


def _errors(judged: Sequence[Judged]) -> list[str]:
    """Return each wrong first guess by the number of its line, and the words that pointed to it."""
    wrong = [(number, one) for number, one in enumerate(judged, 1) if not one.right]
    return [
        "  wrong at first",
        *(
            f"  line {number}: {one.topic}, taken for {one.guessed[0]}"
            f"{' (confident)' if one.confident else ''} because of: {', '.join(one.because) or '-'}"
            for number, one in wrong
        ),
    ]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:7.1%}  ({part} of {whole})" if whole else "      -"
