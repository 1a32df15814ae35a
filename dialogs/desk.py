"""What the conversation works with: the guideline, and the world outside through its ports."""

from dataclasses import dataclass

from casework.ports import AdviceCounts, Clock, Directory
from dialogs.book import Book


@dataclass(frozen=True, slots=True)
class Desk:
    """Handed to every handler."""

    book: Book
    counts: AdviceCounts
    directory: Directory
    clock: Clock
