"""An invented guideline says on every card that it is one."""

from cards.render import marked
from cards.words import words
from guideline.model import Pack

_ENGLISH = b'"lang":"en","body":['


def told_apart(pack: Pack, card: bytes) -> bytes:
    """Return a card as it is shown: marked, in its own language, where the guideline is an example."""
    if not pack.manifest.example:
        return card
    return marked(card, words("en" if _ENGLISH in card else "da")("page.example"))
