"""What every kind of casework names alike: the matter, the guideline, and time as an actor."""

from dataclasses import dataclass
from typing import NamedTuple


class About(NamedTuple):
    """What an event or a message is about: `refusal:<id>` or `case:<id>`, or a date's news."""

    kind: str
    id: str

    def __str__(self) -> str:
        """Return it as the register and the outbox write it."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class PackMark:
    """Which guideline something rests on."""

    version: str
    hash: str


CLOCK = "clock"
"""Stands for a person's id where time itself acts."""
