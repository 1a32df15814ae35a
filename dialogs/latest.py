"""What people have said to each other on a card: the latest of it, since a card holds only so much."""

from collections.abc import Sequence

from cards.words import words
from dialogs.sheet import Block, Quote, Thread
from dialogs.shown import Way

MOST_SHOWN = 6
"""Entries on a card; more would leave no room for what each of them says."""


def latest(
    said: Sequence[Quote], lang: str, *, in_document: bool = False, all_of_it: Way | None = None
) -> list[Block]:
    """Return the last entries, below a line that says how many came before them.

    `in_document`: whoever reads it finds all of them in the document. `all_of_it`: the press that shows them.
    """
    where = "thread.earlier_in_document" if in_document else "thread.earlier"
    return [Thread(said, words(lang)(where), MOST_SHOWN, all_of_it)] if said else []
