"""Paragraphs that nothing renders: each is covered, or is background for a reason that is given."""

from collections.abc import Iterator

from guideline.answers import spread
from guideline.check.entries import Placed, every_entry
from guideline.errors import PackError
from guideline.model import Interpretation, Pack, Rule

FILE = "paragraphs.yaml"


def rendering(pack: Pack) -> dict[str, list[Placed]]:
    """Return what renders each paragraph, in the order of the pack. An interpretation only speaks of it."""
    found: dict[str, list[Placed]] = {paragraph.id: [] for paragraph in pack.paragraphs}
    for placed in every_entry(pack):
        if not isinstance(placed.entry, Interpretation):
            for name in _references(pack, placed):
                found[name].append(placed)
    return found


def _references(pack: Pack, placed: Placed) -> tuple[str, ...]:
    if isinstance(placed.entry, Rule):
        return tuple(item.id for item in spread(pack, placed.entry.references))
    references: tuple[str, ...] = getattr(placed.entry, "references", ())
    return references


def faults(pack: Pack) -> Iterator[PackError]:
    """Find paragraphs that are neither rendered nor background, or both."""
    found = rendering(pack)
    for paragraph in pack.paragraphs:
        rendered = found[paragraph.id]
        if not rendered and not paragraph.background:
            remedy = (
                "give it to the rule, duty or text that says it, or write under background why nothing does"
            )
            yield PackError(FILE, paragraph.id, "is rendered by nothing", remedy)
        if rendered and paragraph.background:
            problem = f"is called background, but {rendered[0].file}, {rendered[0].name} renders it"
            yield PackError(FILE, paragraph.id, problem, "remove one of the two")
