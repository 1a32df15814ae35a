"""What leaves the casework: a message says what happened, to whom and about what, never how it looks."""

from dataclasses import dataclass

from casework.about import About

HR_CHANNEL = "hr"
"""In place of a person's id: the HR/Jura channel."""

ALL_CARDS = "cards"
"""In place of a person's id: every card about it that is out, wherever it is."""

CARDS_CHANGED = "cards_changed"
CARDS_GONE = "cards_gone"
"""The request is no longer kept, so its cards can only say that."""

NOT_YOURS = "not_yours"
"""A card that is out shows what its reader may see no more, and can only say that."""

UNDELIVERED = "undelivered"
"""To whoever a message was sent for, when it cannot be delivered."""


@dataclass(frozen=True, slots=True)
class Message:
    """Something to deliver. One key is one message, however often it is put or sent."""

    kind: str
    to: str
    """A person's id, `HR_CHANNEL` or `ALL_CARDS`."""
    about: About
    key: str


def version_told(key: str) -> int | None:
    """Return the version that a message's key `<about>:<version>:…` tells of; None where it names none."""
    _, _, *rest = key.split(":")
    return int(rest[0]) if rest and rest[0].isascii() and rest[0].isdecimal() else None
