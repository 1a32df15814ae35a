"""How long a text of a pack may be, by what kind of text it is: a card holds only so much.

A card must stay below 28 KB in Teams, and shows many texts at once. What is longer is no text for a card
but a paste that went wrong, or a page that belongs elsewhere. `check` and the schemas tell it by these
numbers.
"""

from collections.abc import Mapping

from guideline.model import (
    AnswerChoice,
    Conclusion,
    Entry,
    Help,
    Interpretation,
    Paragraph,
    Question,
    QuickChoice,
    Rule,
    Start,
    Topic,
)
from guideline.roles import Situation

A_FEW_WORDS = 80
"""Characters of what stands on a button, in a list or as a label."""

A_SENTENCE_OR_TWO = 300
"""Characters of any other text."""

A_PARAGRAPH = 600
"""Characters of what explains: the only text of its kind on a card, or one of few."""

FEW_WORDS: Mapping[type[Entry], tuple[str, ...]] = {
    AnswerChoice: ("text", "self_text", "known"),
    Question: ("label", "self_label"),
    Start: ("text",),
    Conclusion: ("short", "weighs"),
    Rule: ("short",),
    QuickChoice: ("text",),
    Situation: ("title",),
    Topic: ("title",),
    Interpretation: ("title",),
}
PARAGRAPHS: Mapping[type[Entry], tuple[str, ...]] = {
    Paragraph: ("gist",),
    Help: ("explain", "if_open"),
    Topic: ("text",),
}


def longest(kind: type[Entry], field: str) -> int:
    """Return how many characters a text may have, in each of its languages."""
    if field in FEW_WORDS.get(kind, ()):
        return A_FEW_WORDS
    return A_PARAGRAPH if field in PARAGRAPHS.get(kind, ()) else A_SENTENCE_OR_TWO
