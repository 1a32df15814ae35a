"""What was filled in on a form, as the client sent it. Nothing in it is trusted, and nothing in it raises."""

import datetime
from collections.abc import Mapping

from casework.about import PackMark
from casework.errors import MissingFields, UnknownChoice
from casework.ports import Clock
from casework.refusal.form import RefusalForm
from casework.workdays import local_day, local_moment
from dialogs.inputs import text_in
from dialogs.known import Known
from dialogs.matching import is_typed
from guideline.answers import Answer

OWN_WORDS = "recorder_need_text"
"""Beside the quick choices of `recorder_need`: the person's need in the requester's words."""

MILDER_CHOICES = "milder_choices"
"""Quick choices beside `milder_means`, which are the requester's words."""

INPUTS = (
    "ground",
    "municipal_interest",
    "recorder_need",
    OWN_WORDS,
    MILDER_CHOICES,
    "milder_means",
    "deviation_reason",
    "case_ref",
    "meeting_date",
    "meeting_time",
    "leader",
    "agreed_by_phone",
    "short_is_meant",
)


def filled_in(data: Mapping[str, object]) -> dict[str, str]:
    """Return every input of the form that holds something."""
    read = {name: text_in(data, name) for name in INPUTS}
    return {name: text for name, text in read.items() if text.strip()}


def as_form(
    key: str,
    known: Known,
    answer: Answer,
    values: Mapping[str, str],
    leader: str | None,
    clock: Clock,
) -> RefusalForm:
    """Return the form as the casework takes it.

    Raises:
        MissingFields: a time without a date that fits it, or a date without a time.
        UnknownChoice: a date or a time that cannot be read.

    """
    return RefusalForm(
        key=key,
        facts=known.facts,
        verdict=answer.verdict,
        grounds=answer.grounds,
        pack=PackMark(answer.pack_version, answer.pack_hash),
        ground=values.get("ground", ""),
        municipal_interest=values.get("municipal_interest", ""),
        recorder_need=values.get("recorder_need", ""),
        recorder_need_text=values.get(OWN_WORDS, ""),
        milder_means=values.get("milder_means", ""),
        milder_choices=values.get(MILDER_CHOICES, ""),
        deviation_reason=values.get("deviation_reason", ""),
        case_ref=values.get("case_ref", ""),
        meeting=meeting_in(values, clock.now()),
        leader=leader,
        agreed_by_phone=values.get("agreed_by_phone") == "true",
        short_is_meant=values.get("short_is_meant") == "true",
    )


def meeting_in(values: Mapping[str, str], now: datetime.datetime) -> datetime.datetime | None:
    """Return when the conversation is; None, and nothing filled in, means now."""
    date, time = values.get("meeting_date", "").strip(), values.get("meeting_time", "").strip()
    if is_typed("typed.now", time) and date in ("", local_day(now).isoformat()):
        return None
    if not date and not time:
        return None
    if date and not time:
        raise MissingFields("meeting_time")
    try:
        day = datetime.date.fromisoformat(date) if date else local_day(now)
        return local_moment(day, datetime.time.fromisoformat(time).replace(tzinfo=None))
    except (ValueError, OverflowError):
        raise UnknownChoice("meeting_date", "meeting_time") from None
