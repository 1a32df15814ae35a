"""CPR numbers, which the product turns away before anything is stored."""

import re
import unicodedata

_DASH = r"\s{0,3}[-‐-―−⁃﹘﹣－]\s{0,3}"
_ALONE = r"(?<!\d)"
"""Outside any longer run of digits."""

_NO_LATER_PAIR = r"(?<!\d\d\s)"
"""No later part of a telephone number that is written in pairs."""

_NO_TIME = r"(?!(?:[01]\d|2[0-3])[0-5]\d)"
_NO_YEAR = r"(?!(?:19|20)\d\d)"
_LONG_AGO = r"(?:19\d\d|200\d)"
"""A year in which somebody was born. Of later ones, eight digits and four are a journal's number as well."""

_WRITTEN = tuple(
    # A lookahead, so that digits that are none hide no number which begins among them.
    re.compile(rf"{_ALONE}(?={way}(?!\d))")
    for way in (
        # 0101901234, 010190-1234, 010190 - 1234, 010190 1234
        rf"(?P<day>\d\d)(?P<month>\d\d)\d\d(?:{_DASH}|\s{{0,3}})\d{{4}}",
        # 01 01 90-1234, 0101 90-1234
        rf"{_NO_LATER_PAIR}(?P<day>\d\d)\s?(?P<month>\d\d)\s?\d\d{_DASH}\d{{4}}",
        # 01 01 90 1234, 0101 90 1234; with more digits behind it is a telephone number
        rf"{_NO_LATER_PAIR}(?P<day>\d\d)\s?(?P<month>\d\d)\s?\d\d\s\d{{4}}(?!\s\d)",
        # 01.01.90-1234, 01/01/90-1234, 01-01-90-1234
        rf"(?P<day>\d\d)(?P<sign>[./-])(?P<month>\d\d)(?P=sign)\d\d{_DASH}\d{{4}}",
        # 01.01.90 5678; a date may be followed by a time, as 01.01.26 1030, or by a telephone number
        rf"(?P<day>\d\d)(?P<sign>[./-])(?P<month>\d\d)(?P=sign)\d\d\s{_NO_TIME}\d{{4}}(?!\s\d)",
        # 01.01.1990-1234, 01011990-1234; a date may be followed by a time or the year in which a period ends
        rf"(?P<day>\d\d)(?P<sign>[./-]?)(?P<month>\d\d)(?P=sign)(?:19|20)\d\d{_DASH}{_NO_TIME}{_NO_YEAR}\d{{4}}",
        rf"(?P<day>\d\d)(?P<sign>[./-]?)(?P<month>\d\d)(?P=sign){_LONG_AGO}{_DASH}{_NO_YEAR}\d{{4}}",
        # 19900101-1234, 1990-01-01-1234
        rf"{_LONG_AGO}(?P<sign>-?)(?P<month>\d\d)(?P=sign)(?P<day>\d\d){_DASH}\d{{4}}",
    )
)
"""The ways in which people write day, month, year and four digits."""

FEWEST_CHARACTERS = 10
"""Nothing shorter holds one: most of what a card carries is a short word."""

_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""February has 29, since two digits do not tell the century of the year."""


def holds_cpr(text: str) -> bool:
    """Whether a text holds what reads as a CPR number: ten digits that begin with a possible date.

    Also one with the century in it, in wide digits, or with signs in it that nobody sees.
    """
    if len(text) < FEWEST_CHARACTERS:
        return False
    plain = text if text.isascii() else _plain(text)
    return any(
        _possible_date(int(found["day"]), int(found["month"]))
        for way in _WRITTEN
        for found in way.finditer(plain)
    )


def _plain(text: str) -> str:
    """Return a text without what nobody sees, such as a soft hyphen."""
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def _possible_date(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= _DAYS_IN_MONTH[month - 1]
