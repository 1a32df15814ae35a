"""What can be wrong with what the law is given.

PackError   a pack's file cannot be used; whoever edits the pack mends it
FactsError  the facts of a conversation are not what the pack asks for; whoever sent them mends them
"""


class PackError(Exception):
    """A fault in a pack, told in one sentence: the file, the entry in it, and what is wrong."""

    def __init__(self, file: str, entry: str, problem: str) -> None:
        """Keep the three parts; `entry` is empty when the whole file is meant."""
        place = f"{file}, {entry}" if entry else file
        super().__init__(f"{place}: {problem}.")
        self.file = file
        self.entry = entry
        self.problem = problem


class FactsError(Exception):
    """Facts that the pack does not know. Tells what is allowed and never repeats a value that was given."""

    def __init__(self, problem: str, field: str | None = None) -> None:
        """Keep the problem as a sentence, and the fact it is about where it is about one."""
        super().__init__(problem)
        self.problem = problem
        self.field = field
