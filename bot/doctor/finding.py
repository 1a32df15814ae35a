"""What a look at one thing gave."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How it is. `SKIPPED`: it cannot be said while something else is wrong, or plays no part here."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, how it is, and what to do where that is not well."""

    about: str
    state: State
    says: str
    do: str = ""


def ok(about: str, says: str) -> Finding:
    """Return that all is well."""
    return Finding(about, State.OK, says)


def warning(about: str, says: str, do: str) -> Finding:
    """Return that the bot works, and something is to be seen to."""
    return Finding(about, State.WARNING, says, do)


def fault(about: str, says: str, do: str) -> Finding:
    """Return that something does not work."""
    return Finding(about, State.FAULT, says, do)


def skipped(about: str, says: str) -> Finding:
    """Return why nothing was looked at."""
    return Finding(about, State.SKIPPED, says)
