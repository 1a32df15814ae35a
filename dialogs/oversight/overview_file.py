"""A month in figures as a workbook: everything that the card has no room for."""

import datetime

from cards.words import words
from casework.cases.case import Kind
from casework.oversight.overview import CaseFigures, Outcomes, Overview, Times
from casework.workdays import DENMARK
from dialogs.book import Book
from dialogs.oversight.overview_card import say_verdict
from dialogs.oversight.saying import say_ground, say_month
from documents.xlsx import Cell, Table, xlsx

_CAME_TO = ("should", "should_not", "to_police")
_OUTCOMES = ("asked", "refused", "allowed", "lapsed")


def workbook(book: Book, seen: Overview, lang: str, now: datetime.datetime) -> bytes:
    """Return the workbook, whose sheets are units, grounds, advice, cases, and what the numbers mean."""
    return xlsx(
        [
            _units(seen, lang),
            _grounds(book, seen, lang),
            _advice(book, seen, lang),
            _cases(seen, lang),
            _about(seen, lang, now),
        ]
    )


def _units(seen: Overview, lang: str) -> Table:
    rows: list[list[Cell]] = [
        [_unit(one.unit, lang), one.advised, *_numbers(one.outcomes), *_times(one.decided)]
        for one in seen.by_unit
    ]
    total: list[Cell] = [words(lang)("sheet.all"), seen.advised_number]
    rows.append([*total, *_numbers(seen.outcomes), *_times(seen.decided)])
    return _table("requests", ("unit", "advised", *_OUTCOMES, "answers", "hours"), rows, lang)


def _grounds(book: Book, seen: Overview, lang: str) -> Table:
    rows: list[list[Cell]] = [
        [_unit(unit, lang), say_ground(book, ground, lang), *_numbers(outcomes)]
        for unit, ground, outcomes in seen.by_unit_and_ground
    ]
    return _table("grounds", ("unit", "ground", *_OUTCOMES), rows, lang)


def _advice(book: Book, seen: Overview, lang: str) -> Table:
    rows: list[list[Cell]] = [
        [_unit(one.unit, lang), say_verdict(book, one.verdict, lang), one.number] for one in seen.advice
    ]
    return _table("advice", ("unit", "verdict", "number"), rows, lang)


def _cases(seen: Overview, lang: str) -> Table:
    t = words(lang)
    rows: list[list[Cell]] = [
        [
            t(f"overview.case.{kind}"),
            figures.reported,
            figures.closed,
            *_came_to(kind, figures),
            *_times(figures.claimed),
        ]
        for kind, figures in seen.cases
    ]
    columns = ("kind", "reported", "closed", *_CAME_TO, "claimed", "claim_hours")
    return _table("cases", columns, rows, lang)


def _came_to(kind: Kind, figures: CaseFigures) -> list[Cell]:
    """Return what a misuse came to; a question is not assessed for the police."""
    if kind != "misuse":
        return [None] * len(_CAME_TO)
    return [figures.should_be_reported, figures.should_not, figures.reported_to_police]


def _about(seen: Overview, lang: str, now: datetime.datetime) -> Table:
    t = words(lang)
    rows: list[list[Cell]] = [
        [t("sheet.month"), say_month(seen.month, lang)],
        [t("sheet.made"), f"{now.astimezone(DENMARK):%Y-%m-%d %H:%M}"],
        [t("sheet.escalated"), seen.escalated],
        [t("sheet.about"), t("overview.how")],
    ]
    return _table("about", ("what", "value"), rows, lang)


def _table(name: str, columns: tuple[str, ...], rows: list[list[Cell]], lang: str) -> Table:
    t = words(lang)
    return Table(t(f"sheet.{name}"), [t(f"sheet.{column}") for column in columns], rows)


def _unit(unit: str, lang: str) -> str:
    return unit or words(lang)("oversight.no_unit")


def _numbers(outcomes: Outcomes) -> list[Cell]:
    return [outcomes.asked, outcomes.refused, outcomes.allowed, outcomes.lapsed]


def _times(times: Times) -> list[Cell]:
    return [times.number, None if times.hours is None else round(times.hours, 1)]
