"""What a request must say before it exists, and what is turned away."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from casework.about import PackMark
from casework.errors import MissingFields, SentAlready, UnknownChoice
from casework.law import CaseLaw
from casework.refusal.errors import MeetingPassed, MeetingTooFar, MilderIsShort, WeighingIsShort
from casework.refusal.request import Ground, Refusal, parse_choices, parse_need
from casework.refusal.timing import is_under_way
from casework.texts import LONGEST_TEXT as LONGEST_TEXT
from casework.texts import checked_text as checked_text

FEW_WORDS = 5
"""A weighing with fewer words than this is asked about once."""

FEW_WORDS_OF_MILDER = 3
"""So are milder means with fewer words than this, such as "no", or a choice that nothing says why of."""

FARTHEST_MEETING = datetime.timedelta(days=366)

_NEEDED = ("ground", "municipal_interest", "recorder_need", "milder_means", "case_ref")


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalForm:
    """A filled-in form, and the advice it was opened from."""

    key: str
    facts: Mapping[str, str | bool]
    verdict: str
    grounds: tuple[str, ...]
    pack: PackMark
    ground: str = ""
    municipal_interest: str = ""
    recorder_need: str = ""
    """Ids of the guideline's choices separated by commas, or own words."""
    recorder_need_text: str = ""
    """Own words beside these ids."""
    milder_means: str = ""
    milder_choices: str = ""
    """Ids of the guideline's choices separated by commas, beside own words or instead of them."""
    deviation_reason: str = ""
    case_ref: str = ""
    meeting: datetime.datetime | None = None
    """None: now."""
    leader: str | None = None
    """None: the nearest leader by the directory."""
    agreed_by_phone: bool = False
    short_is_meant: bool = False
    """The weighing was asked about and is meant as it stands."""


def checked(form: RefusalForm, law: CaseLaw, now: datetime.datetime) -> RefusalForm:
    """Return the form with its texts trimmed, and with no other choices than the guideline has.

    Raises:
        FormError: what must change, with the fields concerned. `WeighingIsShort` comes last and only once:
            the same form with `short_is_meant` passes.

    """
    form = _chosen(_trimmed(form), law)
    missing = tuple(field for field in _NEEDED if _lacks(form, field))
    if missing:
        raise MissingFields(*missing)
    as_ground(form.ground, law.grounds)
    _check_meeting(form.meeting, now)
    if not form.short_is_meant:
        _question_what_is_short(form)
    return form


def sent_as(form: RefusalForm, first: Refusal, law: CaseLaw) -> Refusal:
    """Return the request that this form became, if it still says what it said then.

    Raises:
        SentAlready: it says something else now.

    """
    by_now = (
        *(form.ground, form.municipal_interest, form.milder_means, form.deviation_reason, form.case_ref),
        parse_need(form.recorder_need, form.recorder_need_text, law.needs),
        parse_choices(form.milder_choices, law.milder),
        form.agreed_by_phone,
    )
    by_then = (
        *(first.ground, first.municipal_interest, first.milder_means, first.deviation_reason),
        *(first.case_ref, first.recorder_need, first.milder_choices, first.agreed_by_phone),
    )
    trimmed = tuple(part.strip() if isinstance(part, str) else part for part in by_now)
    if trimmed != by_then or not _is_of_meeting(form, first) or not _asks_the_same(form, first):
        raise SentAlready(first.created)
    return first


def _is_of_meeting(form: RefusalForm, first: Refusal) -> bool:
    if first.meeting_is_now:
        return is_under_way(form.meeting, first.created)
    return form.meeting == first.meeting


def _asks_the_same(form: RefusalForm, first: Refusal) -> bool:
    """Whether it names nobody else: the request may be with another leader by now."""
    asked = (first.leader, first.nearest_leader, first.stands_in_for, *first.earlier_leaders)
    return form.leader is None or form.leader in asked


def _question_what_is_short(form: RefusalForm) -> None:
    milder = milder_is_short(form.milder_means)
    if weighing_is_short(form.municipal_interest):
        raise WeighingIsShort("municipal_interest", *(["milder_means"] if milder else []))
    if milder:
        raise MilderIsShort("milder_means")


def as_ground(given: str, grounds: Collection[str]) -> Ground:
    """Return the ground with this id.

    Raises:
        UnknownChoice: there is none.

    """
    if given not in grounds:
        raise UnknownChoice("ground")
    return given


def weighing_is_short(text: str) -> bool:
    """Whether a weighing is so short that it can hardly show a concrete assessment (FOB 05-578)."""
    return len(text.split()) < FEW_WORDS


def milder_is_short(text: str) -> bool:
    """Whether what is said of milder means is so short that it can hardly tell what was considered."""
    return len(text.split()) < FEW_WORDS_OF_MILDER


def _lacks(form: RefusalForm, field: str) -> bool:
    beside = {"recorder_need": form.recorder_need_text, "milder_means": form.milder_choices}
    return not (getattr(form, field) or beside.get(field))


def _trimmed(form: RefusalForm) -> RefusalForm:
    return replace(
        form,
        municipal_interest=checked_text("municipal_interest", form.municipal_interest),
        recorder_need=checked_text("recorder_need", form.recorder_need),
        recorder_need_text=checked_text("recorder_need_text", form.recorder_need_text),
        milder_means=checked_text("milder_means", form.milder_means),
        case_ref=checked_text("case_ref", form.case_ref),
        deviation_reason=checked_text("deviation_reason", form.deviation_reason),
    )


def _chosen(form: RefusalForm, law: CaseLaw) -> RefusalForm:
    """Return the form with choices that the guideline has; what is none of them is own words of the need."""
    need = parse_need(form.recorder_need, form.recorder_need_text, law.needs)
    return replace(
        form,
        recorder_need=",".join(need.choices),
        recorder_need_text=need.text,
        milder_choices=",".join(parse_choices(form.milder_choices, law.milder)),
    )


def _check_meeting(meeting: datetime.datetime | None, now: datetime.datetime) -> None:
    if meeting is None or is_under_way(meeting, now):
        return
    if meeting < now:
        raise MeetingPassed("meeting_date", "meeting_time")
    if meeting > now + FARTHEST_MEETING:
        raise MeetingTooFar("meeting_date", "meeting_time")
