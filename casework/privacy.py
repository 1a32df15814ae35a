"""CPR numbers, which the product turns away before anything is stored."""

import re

_CPR = re.compile(r"(?<!\d)(\d{2})(\d{2})\d{2}(?:[-‐-―−]|\s)?\d{4}(?!\d)")
"""Day, month, year and four digits, with or without a hyphen or a space, outside any longer run of digits."""

_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""February has 29, since two digits do not tell the century of the year."""


def holds_cpr(text: str) -> bool:
    """Whether a text holds what reads as a CPR number: ten digits that begin with a possible date."""
    return any(_possible_date(int(found[1]), int(found[2])) for found in _CPR.finditer(text))


def _possible_date(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= _DAYS_IN_MONTH[month - 1]
