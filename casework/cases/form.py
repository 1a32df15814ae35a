"""What must be said before there is a case, and what its assessment sheet may say."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import unquote, urlsplit

from casework.about import PackMark
from casework.cases.case import KINDS, REPORTED, Answer, Case, Kind, Reported
from casework.cases.errors import LinkWithPassword, NoLink, SeenLater
from casework.errors import HoldsCpr, MissingFields, SentAlready, UnknownChoice
from casework.privacy import holds_cpr
from casework.texts import checked_text
from casework.workdays import local_day

LONG_AGO = datetime.timedelta(days=5 * 366)
"""Nothing is reported that was seen longer ago: such a date is a slip of the pen."""

ANSWERS: tuple[Answer, ...] = ("yes", "no", "unclear")

_NEEDED: Mapping[Kind, tuple[str, ...]] = {"misuse": ("text", "seen_on"), "legal": ("text",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseForm:
    """A filled-in form, and the advice it was opened from. Errors name its fields as they are named here."""

    key: str
    kind: Kind
    text: str
    """What happened, or the question."""
    facts: Mapping[str, str | bool]
    pack: PackMark
    where: str = ""
    seen_on: datetime.date | None = None
    case_ref: str = ""
    refusal: str | None = None
    """The request that a question is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentForm:
    """A part of the assessment sheet, or all of it. None leaves as it is what was saved before."""

    harmed: str | None = None
    passed_on: str | None = None
    private: str | None = None
    manipulated: str | None = None
    threats: str | None = None
    police_report: str | None = None
    text: str | None = None

    @property
    def given(self) -> dict[str, str]:
        """Return what it says anything about."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in said.items() if value is not None}


def checked(form: CaseForm, now: datetime.datetime) -> CaseForm:
    """Return the form with its texts trimmed.

    Raises:
        FormError: what must change, with the fields concerned.

    """
    if form.kind not in KINDS:
        raise UnknownChoice("kind")
    form = _trimmed(form)
    missing = tuple(field for field in _NEEDED[form.kind] if not getattr(form, field))
    if missing:
        raise MissingFields(*missing)
    return replace(form, seen_on=checked_day(form.seen_on, now))


def sent_as(form: CaseForm, first: Case) -> Case:
    """Return the case that this form became, if it still says what it said then.

    Raises:
        SentAlready: it says something else now.

    """
    by_now = (form.kind, form.text.strip(), form.where.strip(), form.seen_on, form.case_ref.strip())
    if by_now != (first.kind, first.text, first.where, first.seen_on, first.case_ref):
        raise SentAlready(first.created)
    return first


def checked_link(field: str, link: str) -> str:
    """Return an address on the web, trimmed; empty where there is none.

    Raises:
        NoLink: it is none that a browser opens.
        LinkWithPassword: it carries a user name or a password.
        TooLong, HoldsCpr: as for any text; a CPR number is found behind percent signs, too.

    """
    trimmed = checked_text(field, link)
    if trimmed and not _is_link(trimmed):
        raise NoLink(field)
    if trimmed and "@" in urlsplit(trimmed).netloc:
        raise LinkWithPassword(field)
    if holds_cpr(unquote(trimmed)):
        raise HoldsCpr(field)
    return trimmed


def checked_day(day: datetime.date | None, now: datetime.datetime) -> datetime.date | None:
    """Return the day on which something was seen; None where there is none.

    Raises:
        SeenLater: it has not come, or is long ago.

    """
    today = local_day(now)
    if day is not None and not today - LONG_AGO <= day <= today:
        raise SeenLater("seen_on")
    return day


def checked_sheet(sheet: AssessmentForm) -> AssessmentForm:
    """Return the sheet with its texts trimmed.

    Raises:
        FormError: what must change, with the field concerned.

    """
    for field in ("private", "manipulated", "threats"):
        _check_choice(field, getattr(sheet, field), ANSWERS)
    _check_choice("police_report", sheet.police_report, ("yes", "no"))
    texts = {name: value for name, value in sheet.given.items() if name in ("harmed", "passed_on", "text")}
    return replace(sheet, **{name: checked_text(name, value) for name, value in texts.items()})


def checked_report(reported: str, assessed: str) -> Reported:
    """Return whether a case is reported to the police, where that was found right; empty where it was not.

    Raises:
        UnknownChoice: it is no answer, or says that something is or will be reported which should not be.

    """
    known: Reported | None = next((one for one in ("", *REPORTED) if one == reported), None)
    if known is None or (known in ("yes", "later") and assessed != "yes"):
        raise UnknownChoice("reported")
    return known if assessed == "yes" else ""


def _trimmed(form: CaseForm) -> CaseForm:
    return replace(
        form,
        text=checked_text("text", form.text),
        where=checked_link("where", form.where),
        case_ref=checked_text("case_ref", form.case_ref),
    )


def _is_link(text: str) -> bool:
    if any(sign.isspace() or not sign.isprintable() for sign in text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a broken host or port
        return False


def _check_choice(field: str, given: str | None, choices: tuple[str, ...]) -> None:
    if given not in (None, "", *choices):
        raise UnknownChoice(field)
