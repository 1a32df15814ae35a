"""Ids that are not plain or mean two things, and references to paragraphs that are missing."""

import re
from collections.abc import Iterator

from guideline.check.entries import doubled, every_entry
from guideline.errors import PackError
from guideline.model import Pack, Rule

ID = re.compile(r"[A-Za-z][A-Za-z0-9_.]*")
"""Ids stand in cards and addresses; they are plain there."""


def faults(pack: Pack) -> Iterator[PackError]:
    """Find faults in ids and references."""
    facts = [question.fact for question in pack.questions]
    concluded = [c.id for c in pack.rules.grounds + pack.rules.marks]
    listed = {paragraph.id for paragraph in pack.paragraphs} | set(pack.duties) | set(pack.notices)
    for name in sorted({*facts, *concluded, *listed, *pack.texts}):
        if not ID.fullmatch(name):
            yield PackError("the pack", name, "is not a plain id of letters, digits, _ and .", "rename it")
    for name in doubled(facts + concluded):
        yield PackError("rules.yaml", name, "is more than one of a fact, a ground and a mark", "rename one")
    for name in sorted(listed & set(pack.rules.lists)):
        yield PackError(
            "rules.yaml", f"list {name}", "has the name of a paragraph, duty or notice", "rename it"
        )
    yield from _references(pack)


def _references(pack: Pack) -> Iterator[PackError]:
    paragraphs = [paragraph.id for paragraph in pack.paragraphs]
    for placed in every_entry(pack):
        references = getattr(placed.entry, "references", None)
        if references is None:
            continue
        if not references:
            yield placed.fault("has no reference to a paragraph", "name those it renders")
        if isinstance(placed.entry, Rule):  # may name shared lists
            continue
        for name in references:
            if name not in paragraphs:
                yield placed.fault(
                    f'the paragraph "{name}" is not in paragraphs.yaml', "add it there, or mend its name"
                )
        ordered = [name for name in paragraphs if name in references]
        if len(ordered) == len(references) and list(references) != ordered:
            yield placed.fault(f"must name its paragraphs in their order: {', '.join(ordered)}")
