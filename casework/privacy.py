"""CPR numbers, which the product turns away before anything is stored."""

import re

_DASH = r"\s{0,3}[-‐-―−]\s{0,3}"
_ALONE = r"(?<!\d)(?<!\d{4}-)"
"""Outside any longer run of digits, and no later part of a case number `2026-…`."""

_NO_LATER_PAIR = r"(?<!\d\d\s)"
"""No later part of a telephone number that is written in pairs."""

_NO_TIME = r"(?!(?:[01]\d|2[0-3])[0-5]\d)"
_WRITTEN = tuple(
    # A lookahead, so that digits that are none hide no number which begins among them.
    re.compile(rf"{_ALONE}(?={way}(?!\d))")
    for way in (
        # 0101901234, 010190-1234, 010190 - 1234, 010190 1234
        rf"(?P<day>\d\d)(?P<month>\d\d)\d\d(?:{_DASH}|\s)?\d{{4}}",
        # 01 01 90-1234, 0101 90-1234
        rf"{_NO_LATER_PAIR}(?P<day>\d\d)\s?(?P<month>\d\d)\s?\d\d{_DASH}\d{{4}}",
        # 01 01 90 1234, 0101 90 1234; with more digits behind it is a telephone number
        rf"{_NO_LATER_PAIR}(?P<day>\d\d)\s?(?P<month>\d\d)\s?\d\d\s\d{{4}}(?!\s\d)",
        # 01.01.90-1234, 01/01/90-1234, 01-01-90-1234
        rf"(?P<day>\d\d)(?P<sign>[./-])(?P<month>\d\d)(?P=sign)\d\d{_DASH}\d{{4}}",
        # 01.01.90 5678; a date may be followed by a time, as 01.01.26 1030, or by a telephone number
        rf"(?P<day>\d\d)(?P<sign>[./-])(?P<month>\d\d)(?P=sign)\d\d\s{_NO_TIME}\d{{4}}(?!\s\d)",
    )
)
"""The ways in which people write day, month, year and four digits."""

FEWEST_CHARACTERS = 10
"""Nothing shorter holds one: most of what a card carries is a short word."""

_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""February has 29, since two digits do not tell the century of the year."""


def holds_cpr(text: str) -> bool:
    """Whether a text holds what reads as a CPR number: ten digits that begin with a possible date."""
    return len(text) >= FEWEST_CHARACTERS and any(
        _possible_date(int(found["day"]), int(found["month"]))
        for way in _WRITTEN
        for found in way.finditer(text)
    )


def _possible_date(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= _DAYS_IN_MONTH[month - 1]
