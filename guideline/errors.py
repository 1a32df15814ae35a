"""What can be wrong with what the law is given.

PackError   a pack's file cannot be used; whoever edits the pack mends it
FactsError  the facts of a conversation are not what the pack asks for; whoever sent them mends them
"""


class PackError(Exception):
    """A fault in a pack, told in one sentence: the file, the entry, what is wrong, and what mends it."""

    def __init__(self, file: str, entry: str, problem: str, remedy: str = "") -> None:
        """Keep the parts; `entry` is empty when the whole file is meant.

        `remedy` is what to do, in the imperative; empty where the problem already says what must be.
        """
        place = f"{file}, {entry}" if entry else file
        self.file = file
        self.entry = entry
        self.problem = problem
        self.remedy = remedy
        self.told = f"{problem}; {remedy}." if remedy else f"{problem}."
        super().__init__(f"{place}: {self.told}")


class FactsError(Exception):
    """Facts that the pack does not know. Tells what is allowed and never repeats a value that was given."""

    def __init__(self, problem: str, field: str | None = None) -> None:
        """Keep the problem as a sentence, and the fact it is about where it is about one."""
        super().__init__(problem)
        self.problem = problem
        self.field = field
