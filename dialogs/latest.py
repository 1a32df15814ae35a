"""What people have said to each other on a card: the latest of it, since a card holds only so much."""

from collections.abc import Sequence

from cards.words import words
from dialogs.sheet import Block, Quote, Small

MOST_SHOWN = 6
"""Entries on a card; more would leave no room for what each of them says."""


def latest(said: Sequence[Quote], lang: str, *, in_document: bool = False) -> list[Block]:
    """Return the last entries, below a line that says how many came before them.

    `in_document`: whoever reads it finds all of them in the document.
    """
    earlier = len(said) - MOST_SHOWN
    if earlier <= 0:
        return list(said)
    where = "thread.earlier_in_document" if in_document else "thread.earlier"
    return [Small(words(lang)(where, number=str(earlier))), *said[-MOST_SHOWN:]]
