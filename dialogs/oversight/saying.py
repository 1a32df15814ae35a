"""How months, working hours, units and circumstances are said."""

from collections.abc import Sequence

from cards.words import words
from casework.oversight.overview import Outcomes, Times
from casework.oversight.period import Month, read_month
from casework.refusal.equal_treatment import Circumstances
from dialogs.book import Book, known_of
from dialogs.matching import plain
from dialogs.moments import MONTHS
from dialogs.refusal.telling import ground_text
from dialogs.sheet import Part

LONGEST_UNIT = 60
"""Characters of a unit's name on a card."""

_SHORTEST = 3
"""Letters of a month's name that are enough."""


def say_month(month: Month, lang: str) -> str:
    """Return a month as people say it: "november 2026"."""
    return f"{MONTHS[lang][month.number - 1]} {month.year}"


def read_said_month(text: str, present: Month) -> Month | None:
    """Return the month that somebody wrote; one without a year is the last that has begun."""
    written = read_month(text.strip())
    if written:
        return written
    name, _, year = plain(text).partition(" ")
    number = _number(name)
    if number is None or (year and not (year.isdecimal() and read_month(f"{year}-{number:02}"))):
        return None
    month = Month(int(year) if year else present.year, number)
    return month if year or month <= present else month.later(-12)


def _number(name: str) -> int | None:
    for names in MONTHS.values():
        for number, month in enumerate(names, start=1):
            if len(name) >= _SHORTEST and plain(month).startswith(name):
                return number
    return None


def say_hours(times: Times, lang: str) -> str:
    """Return a median as people say it: "3,5 timer"."""
    t = words(lang)
    hours = f"{times.hours or 0:.1f}".removesuffix(".0")
    said = hours.replace(".", ",") if lang == "da" else hours
    return t("oversight.hour") if said == "1" else t("oversight.hours", number=said)


def say_unit(unit: str, lang: str) -> str:
    """Return a unit's name, as far as a card has room for it."""
    name = unit or words(lang)("oversight.no_unit")
    return name if len(name) <= LONGEST_UNIT else f"{name[: LONGEST_UNIT - 1]}…"


def say_ground(book: Book, ground: str, lang: str) -> str:
    """Return a ground in a few words."""
    named = book.grounds.get(ground)
    if named is None:
        return words(lang)("oversight.ground.other")
    return (named.short or named.text)[lang]


def in_order(book: Book, by_ground: Sequence[tuple[str, Outcomes]]) -> list[tuple[str, Outcomes]]:
    """Return figures by ground in the guideline's order; what it does not name comes last."""
    order = {ground: place for place, ground in enumerate(book.law.grounds)}
    return sorted(by_ground, key=lambda one: order.get(one[0], len(order)))


def say_circumstances(book: Book, alike: Circumstances, lang: str) -> tuple[str, str]:
    """Return what makes cases alike: the ground as a sentence, and the rest."""
    t = words(lang)
    recorder = _answer(book, book.roles.alike.recorder, alike.recorder, lang)
    medium = _answer(book, book.roles.alike.medium, alike.medium, lang)
    # The ground that others are present says so itself.
    key = "radar.detail_others" if alike.others and not _says_others(book, alike.ground) else "radar.detail"
    return ground_text(book, alike.ground, lang), t(key, recorder=recorder, medium=medium)


def _says_others(book: Book, ground: str) -> bool:
    """Whether a ground is that others are discussed."""
    named = book.grounds.get(ground)
    return named is not None and book.roles.alike.others in named.when


def outcome_parts(outcomes: Outcomes, lang: str) -> list[Part]:
    """Return what requests came to as the parts of a bar; those that came to nothing are left out."""
    t = words(lang)
    parts = [
        Part(t("oversight.refused", number=outcomes.refused), outcomes.refused, "accent"),
        Part(t("oversight.allowed", number=outcomes.allowed), outcomes.allowed, "good"),
        Part(t("oversight.lapsed", number=outcomes.lapsed), outcomes.lapsed, "warning"),
    ]
    return [part for part in parts if part.number > 0]


def _answer(book: Book, fact: str, value: str, lang: str) -> str:
    known = known_of(book, {fact: value}, lang)
    if fact not in known.facts:
        return words(lang)("oversight.not_said")
    return book.answer_text(known, fact, value)
