"""Names that lead nowhere: unknown, missing, doubled or unused ids, and values that a fact cannot have."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from guideline.check.entries import Placed, every_entry
from guideline.errors import PackError
from guideline.facts import domains
from guideline.model import (
    AnswerChoice,
    Conclusion,
    Condition,
    Item,
    ListEntry,
    Pack,
    Question,
    Rule,
    Start,
)

ID = re.compile(r"[A-Za-z][A-Za-z0-9_.]*")
"""Ids stand in cards and addresses; they are plain there."""


def faults(pack: Pack) -> Iterator[PackError]:
    """Find names that lead nowhere."""
    return _Names(pack).faults()


class _Names:
    """What may be named where."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._domains = domains(pack)
        self._paragraphs = {paragraph.id for paragraph in pack.paragraphs}
        self._conclusions = {c.id for c in pack.rules.grounds + pack.rules.marks}
        self._only_said = {question.fact for question in pack.questions if question.ask is None}
        self._lists = {
            "references": ("paragraphs.yaml", self._paragraphs),
            "duties": ("duties.yaml", set(pack.duties)),
            "if_refusing": ("duties.yaml", set(pack.duties)),
            "notices": ("notices.yaml", set(pack.notices)),
        }

    def faults(self) -> Iterator[PackError]:
        for placed in every_entry(self._pack):
            yield from self._of_entry(placed)
        yield from self._clashes()
        yield from self._of_rules_file()
        yield from self._unused()

    def _of_entry(self, placed: Placed) -> Iterator[PackError]:
        entry = placed.entry
        yield from self._of_references(placed, getattr(entry, "references", None))
        if isinstance(entry, Question):
            yield from self._of_question(placed, entry)
        elif isinstance(entry, Conclusion):
            if not entry.when:
                yield placed.fault("when: is empty, so it can never hold")
            yield from self._of_conditions(placed, "when", entry.when, concluded=False)
        elif isinstance(entry, Rule):
            yield from self._of_rule(placed, entry)
        elif isinstance(entry, Start):
            yield from self._of_conditions(placed, "facts", [entry.facts], concluded=False)

    def _of_references(self, placed: Placed, references: Collection[ListEntry] | None) -> Iterator[PackError]:
        if references is not None and not references:
            yield placed.fault("has no reference to a paragraph")
        if references is not None and not isinstance(placed.entry, Rule):
            for paragraph in references:
                if paragraph not in self._paragraphs:
                    yield placed.fault(f'the paragraph "{paragraph}" is not in paragraphs.yaml')

    def _of_question(self, placed: Placed, question: Question) -> Iterator[PackError]:
        yield from _of_answers(placed, question)
        for name in ("when", "unless", "done_after"):
            yield from self._of_conditions(placed, name, getattr(question, name), concluded=False)
        later = list(self._domains)[list(self._domains).index(question.fact) + 1 :]
        if question.together_with is not None and question.together_with not in later:
            yield placed.fault(f'together_with: "{question.together_with}" is not a later question')

    def _of_conditions(
        self, placed: Placed, where: str, conditions: Iterable[Condition], *, concluded: bool
    ) -> Iterator[PackError]:
        for name, value in chain.from_iterable(condition.items() for condition in conditions):
            problem = self._problem(name, value, concluded=concluded)
            if problem:
                yield placed.fault(f"{where}: {problem}")

    def _problem(self, name: str, value: object, *, concluded: bool) -> str | None:
        if concluded and name in self._conclusions:
            return None if value is True else f'"{name}" can only be required to be true'
        if name not in self._domains:
            return f'"{name}" is no fact' + (" and no ground or mark" if concluded else "")
        if not any(
            value is allowed or (value == allowed and value is not True) for allowed in self._domains[name]
        ):
            return f'"{value}" is no value of the fact "{name}"'
        if value is False and name in self._only_said:
            return f'"{name}" is never answered with false, so this can never hold'
        return None

    def _of_rule(self, placed: Placed, rule: Rule) -> Iterator[PackError]:
        yield from self._of_conditions(placed, "when", rule.when, concluded=True)
        yield from self._of_conditions(placed, "say", [part.given for part in rule.say], concluded=True)
        for field, (file, known) in self._lists.items():
            ids = []
            for item in self._items(getattr(rule, field)):
                ids.append(item.id)
                if item.id not in known:
                    yield placed.fault(f'{field}: "{item.id}" is neither in {file} nor a shared list')
                yield from self._of_conditions(placed, f"{field}: {item.id}", [item.given], concluded=True)
            yield from (placed.fault(f'{field}: "{id_}" stands twice') for id_ in _doubled(ids))

    def _items(self, entries: Iterable[ListEntry]) -> Iterator[Item]:
        """Return a list's entries with shared lists spread out, one level deep."""
        for entry in entries:
            shared = self._pack.rules.lists.get(entry) if isinstance(entry, str) else None
            for part in (entry,) if shared is None else shared:
                yield part if isinstance(part, Item) else Item(id=part, given={})

    def _of_rules_file(self) -> Iterator[PackError]:
        rules = Placed("rules.yaml", "", self._pack.manifest)
        yield from self._of_conditions(
            rules, "needs_nothing", self._pack.rules.needs_nothing, concluded=False
        )
        for name, entries in self._pack.rules.lists.items():
            for entry in entries:
                if isinstance(entry, str) and entry in self._pack.rules.lists:
                    yield PackError("rules.yaml", f"list {name}", f'names another list, "{entry}"')

    def _clashes(self) -> Iterator[PackError]:
        """Find ids that are not plain, and names that could mean two things."""
        pack = self._pack
        concluded = [c.id for c in pack.rules.grounds + pack.rules.marks]
        for name in _doubled([*self._domains, *concluded]):
            yield PackError("rules.yaml", name, "is more than one of a fact, a ground and a mark")
        listed = self._paragraphs | set(pack.duties) | set(pack.notices)
        for name in sorted(listed & set(pack.rules.lists)):
            yield PackError("rules.yaml", f"list {name}", "has the name of a paragraph, duty or notice")
        for name in sorted({*self._domains, *concluded, *listed, *pack.texts}):
            if not ID.fullmatch(name):
                yield PackError("the pack", name, "is not a plain id of letters, digits, _ and .")

    def _unused(self) -> Iterator[PackError]:
        rules = self._pack.rules.rules
        named = {
            entry
            for rule in rules
            for field in self._lists
            for entry in getattr(rule, field)
            if isinstance(entry, str)
        }
        used = {
            item.id
            for rule in rules
            for field in ("duties", "if_refusing", "notices")
            for item in self._items(getattr(rule, field))
        }
        yield from (
            PackError("rules.yaml", f"list {name}", "is used by no rule")
            for name in self._pack.rules.lists
            if name not in named
        )
        yield from (
            PackError("duties.yaml", duty, "is used by no rule")
            for duty in self._pack.duties
            if duty not in used
        )
        yield from (
            PackError("notices.yaml", notice, "is used by no rule")
            for notice in self._pack.notices
            if notice not in used
        )


def _of_answers(placed: Placed, question: Question) -> Iterator[PackError]:
    values = [answer.value for answer in question.answers]
    kinds = {type(value) for value in values}
    if kinds != {bool} and question.ask is None:
        yield placed.fault("is never asked about, so its answers must be true and false")
    elif kinds == {bool} and sorted(values) != [False, True]:
        yield placed.fault("must have the answers true and false, each once")
    elif len(kinds) != 1 or len(values) < 2 or len(set(values)) < len(values):
        yield placed.fault("must have two answers or more, all different and of one kind")
    yield from _of_words(placed, question.answers)


def _of_words(placed: Placed, answers: Iterable[AnswerChoice]) -> Iterator[PackError]:
    """Find words that would give two answers."""
    words = Counter(
        (language, word.casefold())
        for answer in answers
        for language, typed in answer.words.items()
        for word in set(typed)
    )
    for (language, word), times in words.items():
        if not word.strip():
            yield placed.fault(f'words in "{language}" has an empty one')
        elif times > 1:
            yield placed.fault(f'the word "{word}" in "{language}" stands for two answers')


def _doubled(names: Iterable[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]
