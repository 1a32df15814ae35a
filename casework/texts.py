"""What anybody writes into a form, whatever it is about."""

from casework.errors import EnoughSaid, HoldsCpr, MissingFields, TooLong
from casework.privacy import holds_cpr

LONGEST_TEXT = 1000
"""Characters, so that a card with several texts stays below 24 KB."""

MOST_SAID = 50
"""Entries in one conversation; who needs more should talk to each other."""


def checked_text(field: str, text: str, *, needed: bool = False) -> str:
    """Return what somebody wrote, trimmed.

    Raises:
        MissingFields: it is needed and empty.
        TooLong: more than `LONGEST_TEXT` characters.
        HoldsCpr: it holds what looks like a CPR number.

    """
    trimmed = text.strip()
    if needed and not trimmed:
        raise MissingFields(field)
    if len(trimmed) > LONGEST_TEXT:
        raise TooLong(field)
    if holds_cpr(trimmed):
        raise HoldsCpr(field)
    return trimmed


def checked_entry(field: str, text: str, said: int) -> str:
    """Return what somebody adds to what was `said`, a number of entries, trimmed as any text.

    Raises:
        EnoughSaid: `MOST_SAID` entries are there.

    """
    checked = checked_text(field, text, needed=True)
    if said >= MOST_SAID:
        raise EnoughSaid(field)
    return checked
