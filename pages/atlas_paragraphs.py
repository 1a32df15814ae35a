"""The guideline in the report, paragraph by paragraph: all that renders each, and the owner's own text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guideline.atlas import Atlas, Covered
from guideline.check.entries import Placed
from guideline.model import LegalText, Notice, Question, Rule, Text

KINDS = {
    "questions.yaml": "question",
    "rules.yaml": "rule",
    "duties.yaml": "duty",
    "notices.yaml": "notice",
    "texts.yaml": "text",
    "topics.yaml": "topic",
}


@dataclass(frozen=True, slots=True)
class Rendering:
    """Something that renders a paragraph: what it is, its words, and where it stands in full."""

    kind: str
    name: str
    text: Text
    link: str | None


@dataclass(frozen=True, slots=True)
class Own:
    """The owner's own text of a paragraph; `text` is None where their file lacks it."""

    text: str | None
    lead_in: str | None
    """The text before a list to which the paragraph belongs."""


class ParagraphWords:
    """Tells of each paragraph what renders it."""

    def __init__(
        self, atlas: Atlas, t: Mapping[str, str], letters: str, source: Mapping[str, str] | None
    ) -> None:
        self._atlas, self._pack, self._t, self._letters = atlas, atlas.pack, t, letters
        self._source = source

    def own(self, covered: Covered) -> Own | None:
        """Return the owner's own text of a paragraph; None where they gave no file."""
        if self._source is None:
            return None
        name = covered.paragraph.id
        before = name.rpartition(".")[0]
        lead_in = (
            None if before in {it.paragraph.id for it in self._atlas.paragraphs} else self._source.get(before)
        )
        return Own(self._source.get(name), lead_in)

    def only_in_source(self) -> list[tuple[str, str]]:
        """Return the paragraphs of the owner's file that the pack does not have, not even in parts."""
        known = [it.paragraph.id for it in self._atlas.paragraphs]
        parts = {name.rpartition(".")[0] for name in known}
        return [
            (name, text)
            for name, text in (self._source or {}).items()
            if name not in known and name not in parts
        ]

    def renderings(self, covered: Covered) -> Iterator[Rendering]:
        """Return what renders a paragraph, each with its words."""
        for placed in covered.rendered_by:
            yield self._rendering(placed)

    def _rendering(self, placed: Placed) -> Rendering:
        match placed.entry:
            case Rule() as rule:
                letter = self._letters[self._pack.rules.rules.index(rule)]
                return Rendering(self._t["kind_rule"], letter, rule.headline, f"answer-{letter}")
            case Question() as it:
                return Rendering(self._t["kind_question"], "", it.ask or it.label, f"question-{it.fact}")
            case Notice() as it:
                return Rendering(self._t["kind_notice"], "", it.text, None)
            case LegalText() as it:
                text = it.text or it.lines[0]
                return Rendering(self._t["kind_text"], placed.name, text, f"text-{placed.name}")
        what, _, name = placed.name.rpartition(" ")
        kind = what or KINDS[placed.file]
        text = getattr(placed.entry, "title", None) or getattr(placed.entry, "text", {})
        link = {"ground": f"ground-{name}", "mark": f"mark-{name}", "topic": f"topic-{name}"}.get(kind)
        return Rendering(self._t[f"kind_{kind}"], "", text, link)

    def background(self) -> list[Covered]:
        """Return the paragraphs that nothing renders, each with its reason."""
        return [it for it in self._atlas.paragraphs if it.paragraph.background]
