"""What was filled in on the forms of a case, as the client sent it."""

import datetime
from collections.abc import Iterable, Mapping

from casework.cases.form import AssessmentForm, CaseForm
from casework.errors import FormError, UnknownChoice
from casework.workdays import local_day
from dialogs.desk import Desk
from dialogs.inputs import text_in
from dialogs.known import Known
from dialogs.matching import is_typed
from dialogs.moments import read_day

MISUSE = ("what_happened", "where", "seen_on", "case_ref")
"""The inputs of the form that reports a misuse, in order."""

SHEET = ("harmed", "passed_on", "private", "manipulated", "threats", "police_report", "text")
"""The inputs of the assessment sheet, in order."""

_YEAR_BACK, _WEEK_BACK = datetime.timedelta(days=364), datetime.timedelta(days=6)
"""From so long ago on, the first day with a name is the last one that is not to come."""


def texts_in(data: Mapping[str, object], names: Iterable[str]) -> dict[str, str]:
    """Return the inputs of these names that hold something."""
    read = {name: text_in(data, name) for name in names}
    return {name: text for name, text in read.items() if text.strip()}


def as_misuse(desk: Desk, known: Known, key: str, values: Mapping[str, str]) -> CaseForm:
    """Return the report as the casework takes it.

    Raises:
        UnknownChoice: the day cannot be read.

    """
    return CaseForm(
        key=key,
        kind="misuse",
        text=values.get("what_happened", ""),
        where=values.get("where", ""),
        seen_on=day_in(values.get("seen_on", ""), local_day(desk.clock.now())),
        case_ref=values.get("case_ref", ""),
        facts=known.facts,
        pack=desk.casework.pack,
    )


def as_question(desk: Desk, known: Known, key: str, question: str) -> CaseForm:
    """Return the legal question as the casework takes it."""
    return CaseForm(key=key, kind="legal", text=question, facts=known.facts, pack=desk.casework.pack)


def as_sheet(data: Mapping[str, object]) -> AssessmentForm:
    """Return the assessment sheet; an input that the card does not have leaves its answer as it was."""
    return AssessmentForm(**{name: text_in(data, name) for name in SHEET if name in data})


def day_in(text: str, today: datetime.date) -> datetime.date | None:
    """Return the day that is filled in or typed; None where there is none.

    Raises:
        UnknownChoice: it cannot be read.

    """
    if not text.strip():
        return None
    day = read_past_day(text, today)
    if day is None:
        raise UnknownChoice("seen_on")
    return day


def read_past_day(text: str, today: datetime.date) -> datetime.date | None:
    """Return the day that a text names, the last one that fits, as it is about what has been seen."""
    for command, days in (("typed.today", 0), ("typed.yesterday", -1), ("typed.tomorrow", 1)):
        if is_typed(command, text):
            return today + datetime.timedelta(days=days)
    is_date = any(sign.isdigit() for sign in text)
    return read_day(text, today - (_YEAR_BACK if is_date else _WEEK_BACK))


def in_inputs(error: FormError, written: str) -> FormError:
    """Return an error whose fields are inputs; the casework calls what was `written` simply its text."""
    error.fields = tuple(written if field == "text" else field for field in error.fields)
    return error
