"""The words by which the public's languages order, allow and ask, for `notices.py` to judge notices by.

`crime` is a flat "it is punishable": whether it is, only a court says of what somebody did. What is said of
no crime ("it is not punishable") is none. Whoever adds a language adds a table; without one it is not judged.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """How one language speaks to the person who records."""

    order: re.Pattern[str]
    may: re.Pattern[str]
    ask: re.Pattern[str]
    crime: re.Pattern[str]


def _words(order: str, may: str, ask: str, crime: str) -> NoticeWords:
    return NoticeWords(*(re.compile(f"(?i){pattern}") for pattern in (order, may, ask, crime)))


_DANISH = _words(
    order=r"\bdu (?:skal\b(?! ikke\b)|har pligt\b)|\bskal du\b|\bmå (?:\w+ )?(?:ikke|aldrig)\b"
    r"|\bforbudt\b|\bikke tilladt\b",
    may=r"\b(?:kan|må|måske|muligvis)\b",
    ask=r"\b(?:gerne|beder|venligst|opfordrer)\b",
    crime=r"\b(?:er|bliver) (?:(?:også|altid|jo|helt|klart) )?(?:strafbar|ulovlig|kriminel)\w*"
    r"|\b(?:er|bliver) en forbrydelse\b",
)
WORDS: Mapping[str, NoticeWords] = {
    "da": _DANISH,
    "da-simple": _DANISH,
    "en": _words(
        order=r"\byou (?:must|shall|have to|are required)\b|\b(?:must|may|shall) (?:not|never)\b"
        r"|\bforbidden\b|\bprohibited\b|\bnot allowed\b",
        may=r"\b(?:may|can|might|could|perhaps)\b",
        ask=r"\b(?:please|ask you|feel free|encourage)\b",
        crime=r"\b(?:is|are) (?!not\b)(?:\w+ly )?"
        r"(?:punishable|illegal|unlawful|criminal|against the law|an? (?:crime|offence|criminal offence))\b",
    ),
    "de": _words(
        order=r"\bsie müssen\b|\bmüssen sie\b|\bdürfen (?:\w+ ){0,5}nicht\b|\bverboten\b|\bnicht erlaubt\b",
        may=r"\b(?:kann|können|könnte\w*|darf|dürfen|vielleicht|möglicherweise)\b",
        ask=r"\b(?:bitte|bitten|gern|gerne)\b",
        crime=r"\b(?:ist|sind) (?!nicht\b)(?:\w+ )?(?:strafbar|illegal|gesetzwidrig|eine straftat)\b",
    ),
    "pl": _words(
        order=r"\bmus(?:isz|i|zą|imy)\b|\bnie wolno\b|\b(?:zabronion|zakazan)\w*|\bnie możesz\b",
        may=r"\bmo(?:że|gą|żesz|żna|żliwe)\b",
        ask=r"\bpros(?:zę|imy)\b",
        crime=r"(?<!nie )\bjest (?:\w+ )?(?:karaln|nielegaln|przestępstw)\w*",
    ),
    "uk": _words(
        order=r"\b(?:повинн|зобов|заборонен)\w*|\bмусите\b|\bне можна\b|\bне можете\b",
        may=r"\b(?:може|можуть|можете|можна|можливо)\b",
        ask=r"\bласка\b|\bпросимо\b",
        crime=r"(?<!не )\b(?:є|це) (?:\w+ )?(?:карн|караним|незаконн|злочин)\w*|(?<!не )\bкарається\b",
    ),
    "tr": _words(
        order=r"\bzorunda\w*|\byasak\w*|\bmecbur\w*|\b\w+m[ae]l[ıi]s[ıi]n[ıi]z\b",
        may=r"\w+[ae]bil(?:ir|eceğ)\w*|\bbelki\b",
        ask=r"\blütfen\b|\brica\b",
        crime=r"\bsuçtur\b|\byasa dışıdır\b|\bcezayı gerektirir\b",
    ),
    "ar": _words(
        order=r"يجب|ممنوع|محظور|لا يجوز|لا يُسمح|لا يمكنك",
        may=r"\bقد\b|يمكن|ربما",
        ask=r"فضلك|نرجو|رجاء",
        crime=r"^(?!.*\b(?:قد|ربما|ليس|لا)\b).*(?:يعاقب عليه|جريمة|غير قانوني)",
    ),
}
