"""A case of HR/Jura, as plain, frozen data."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Literal, NamedTuple

from casework.about import About, PackMark

Kind = Literal["misuse", "legal"]
"""A recording that is misused, or a question before a refusal."""

KINDS: tuple[Kind, ...] = ("misuse", "legal")

Answer = Literal["", "yes", "no", "unclear"]
"""To a question of the assessment sheet; empty while nobody has answered it."""

Reported = Literal["", "yes", "no", "later"]
"""Whether a case is reported to the police; empty where nobody has said so."""

REPORTED: tuple[Reported, ...] = ("yes", "no", "later")


SHORT_ID = 8
"""Signs of a case's id by which people tell it from others."""


class State(StrEnum):
    """Where a case stands."""

    NEW = "new"
    CLAIMED = "claimed"
    ASSESSING = "assessing"
    ANSWERED = "answered"
    ADDED = "added"
    """Answered, and whoever reported it has written more since: it waits for HR/Jura again."""
    CLOSED = "closed"
    REOPENED = "reopened"


OPEN = frozenset(State) - {State.CLOSED}
OWNED = OPEN - {State.NEW}
"""Somebody has it: every open state but the first."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something written in a case: HR/Jura's reply, or what the reporter adds."""

    what: Literal["reply", "addition"]
    by: str
    at: datetime.datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The sheet on which HR/Jura assess a police report. Saved as often as needed."""

    harmed: str = ""
    """Who could be harmed."""
    passed_on: str = ""
    """What was passed on, and to whom."""
    private: Answer = ""
    """Whether it concerns somebody's purely private matters."""
    manipulated: Answer = ""
    """Whether the recording seems changed."""
    threats: Answer = ""
    """Whether somebody is threatened or harassed."""
    police_report: Literal["", "yes", "no"] = ""
    text: str = ""
    """The reasons."""
    by: str
    at: datetime.datetime

    def goes_on_from(self, earlier: "Assessment") -> bool:
        """Whether the same person only filled in what was open: then nothing said earlier is lost."""
        said = {field.name: getattr(earlier, field.name) for field in fields(earlier) if field.name != "at"}
        return all(getattr(self, name) == value for name, value in said.items() if value)


@dataclass(frozen=True, slots=True)
class Closing:
    """Who closed it, when and why, and what it came to."""

    by: str
    at: datetime.datetime
    reason: str
    police_report: Literal["", "yes", "no"] = ""
    """Whether it should be reported to the police, as assessed then; empty for a legal question."""
    reported: Reported = ""
    """Whether it is reported to the police."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case. All moments are UTC; all persons are ids; texts are what people wrote."""

    id: str
    version: int
    oldest_card: int
    """The oldest version whose card may still act."""
    key: str
    """Made when the form was drawn; one key and one reporter make one case."""
    kind: Kind
    state: State

    reported_by: str
    unit: str
    """Where the reporter works; empty where the directory does not say."""
    owner: str | None = None
    """Who of HR/Jura has it; nobody while it is new, or free again."""

    text: str
    """What happened, or the question."""
    where: str = ""
    """A link to where it can be seen; empty where there is none."""
    seen_on: datetime.date | None = None
    """The Danish date on which it was seen."""
    case_ref: str = ""
    refusal: str | None = None
    """The request that a legal question is about."""
    facts: Mapping[str, str | bool]
    """The facts of the advice it was opened from; empty where there were none."""
    pack: PackMark
    digest: str
    """SHA-256 of the report as handed in, for the chain of custody; see `record.digest_of`."""

    created: datetime.datetime
    keep_until: datetime.datetime
    wake_at: datetime.datetime | None = None
    """When time next has something to do here."""
    waiting_since: datetime.datetime
    """Since when it waits for HR/Jura's next step: overdue cases go by it."""

    assessment: Assessment | None = None
    closing: Closing | None = None
    """The last one; None once the case is open again."""
    earlier_assessments: tuple[Assessment, ...] = ()
    """What the sheet said before somebody said otherwise, the oldest first."""
    earlier_closings: tuple[Closing, ...] = ()
    """What it had come to whenever it was opened again, the oldest first."""
    thread: tuple[Said, ...] = ()
    unposted: bool = False
    """No card about it stands in the channel, since there was none that could be reached."""

    @property
    def about(self) -> About:
        """How the register and the outbox name it."""
        return About("case", self.id)

    @property
    def was_taken(self) -> bool:
        """Whether somebody has it or had it: taking it makes the cards old that were drawn before."""
        return self.oldest_card > 1

    @property
    def is_open(self) -> bool:
        """Whether it is still to be closed."""
        return self.state in OPEN


def reference_key(case_ref: str) -> str:
    """Return a case reference as it is looked up, however its letters and spaces are written."""
    return " ".join(case_ref.split()).casefold()


class CasePlace(NamedTuple):
    """A place in the list of open cases: how long the case there waits, and its id."""

    waiting_since: datetime.datetime
    id: str
