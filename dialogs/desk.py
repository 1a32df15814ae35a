"""What the conversation works with: the guideline, and the world outside through its ports."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casework.ports import AdviceCounts, Clock, Directory, Drafts
from dialogs.book import Book

if TYPE_CHECKING:  # the cards of an answer are drawn without a desk, also where no time zones are installed
    from casework.desk import Desk as CaseworkDesk
    from casework.oversight.ports import Oversight


@dataclass(frozen=True, slots=True)
class Desk:
    """Handed to every handler."""

    book: Book
    counts: AdviceCounts
    casework: "CaseworkDesk"
    drafts: Drafts
    public_url: str | None = None
    """Where the public reads the pages; None where nobody has said."""

    @property
    def directory(self) -> Directory:
        """Who works where, for whom."""
        return self.casework.directory

    @property
    def oversight(self) -> "Oversight":
        """Look-ups across all cases, for HR/Jura."""
        return self.casework.store.oversight

    @property
    def clock(self) -> Clock:
        """The time of reminders and expiry."""
        return self.casework.clock
