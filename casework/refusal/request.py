"""A request to refuse a recording, as plain, frozen data."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

from casework.about import About, PackMark

Ground: TypeAlias = str
"""One that the guideline names, or `casework.law.OTHER`."""

NOT_STATED = "not_stated"
"""The quick choice of a need, where a guideline has it, that gives way to whatever else is said of it."""

ShownHow = Literal["screen", "paper", "aloud"]
"""How a person gets the reasons: on a screen turned towards them, as a document, or read from a card."""

NOW_LASTS = datetime.timedelta(hours=1)
"""How long a conversation that is already under way counts as under way."""


class State(StrEnum):
    """Where a request stands."""

    WAITING = "waiting"
    ASKED = "asked"
    UNCONFIRMED = "unconfirmed"
    APPROVED = "approved"
    NOTED = "noted"
    DENIED = "denied"
    DISPUTED = "disputed"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


OPEN = frozenset({State.WAITING, State.ASKED, State.UNCONFIRMED})
"""Not decided yet: the person may record until it is, unless the leader agreed by phone (`UNCONFIRMED`)."""

REFUSED = frozenset({State.APPROVED, State.NOTED})
"""The recording is refused."""

ENDED = frozenset(State) - OPEN - {State.APPROVED}
"""Nothing is left to do: noted in the case, or closed. Only these are ever purged."""


@dataclass(frozen=True, slots=True)
class Need:
    """The person's need to record, as far as they told it: ids of the guideline's choices, and own words."""

    choices: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Something written about a request by one of those who work on it."""

    what: Literal["question", "answer"]
    by: str
    at: datetime.datetime
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Who settled it, when and why. The id is `CLOCK` where time did."""

    by: str
    at: datetime.datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Showing:
    """The reasons brought to the person: how, and which edition of the words they got."""

    how: ShownHow
    at: datetime.datetime
    text: PackMark


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked, and how that came about."""

    unit: str
    """Where the requester works; empty where the directory does not say."""
    leader: str
    nearest: str | None
    stands_in_for: str | None = None
    away: bool = False
    """The leader is away, and nobody but the requester would stand in for them."""
    own_meeting: bool = False
    """The requester leads others, and the guideline lets them decide about their own meetings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One request. All moments are UTC; all persons are ids; texts are what staff wrote."""

    id: str
    version: int
    oldest_card: int
    """The oldest version whose card may still act: a reminder changes nothing that a decision rests on."""
    key: str
    """Made when the form was drawn; one key and one requester make one request."""
    state: State

    asked_by: str
    unit: str
    leader: str
    """Who is asked to decide."""
    nearest_leader: str | None
    """The nearest leader by the directory: not `leader` where staff chose another, or a deputy acts."""
    stands_in_for: str | None = None
    """The absent leader for whom `leader` is the deputy."""
    escalated_to: str | None = None
    """The leader's leader, who may decide as well after silence."""
    earlier_leaders: tuple[str, ...] = ()
    """Those it was taken from; they see what became of it."""
    leader_unreachable: bool = False

    facts: Mapping[str, str | bool]
    verdict: str
    grounds: tuple[str, ...]
    """The named grounds that hold by these facts."""
    pack: PackMark

    ground: Ground
    municipal_interest: str
    recorder_need: Need
    milder_means: str
    """In the requester's words."""
    milder_choices: tuple[str, ...] = ()
    """Ids of the guideline's choices."""
    deviation_reason: str
    """What differs from earlier cases in which recording was allowed."""
    case_ref: str
    meeting: datetime.datetime
    meeting_is_now: bool
    agreed_by_phone: bool

    created: datetime.datetime
    expires: datetime.datetime
    """When silence settles it: the default stands."""
    keep_until: datetime.datetime
    wake_at: datetime.datetime | None = None
    """When time next has something to do here."""

    decision: Decision | None = None
    revocation: Decision | None = None
    belongings_outside: bool = False
    """The leader chose that jackets, bags and phones stay out of the room."""
    thread: tuple[Said, ...] = ()
    consulted: tuple[Said, ...] = ()
    """Questions to HR/Jura, and their answers."""
    shown: tuple[Showing, ...] = ()
    """How the reasons were brought to the person: each way and edition once, the first first."""

    waiting_since: datetime.datetime
    reminders: int = 0
    reminded: datetime.datetime | None = None
    escalated: datetime.datetime | None = None
    noted: datetime.datetime | None = None
    noted_asked: datetime.datetime | None = None

    @property
    def about(self) -> About:
        """How the register and the outbox name it."""
        return About("refusal", self.id)

    @property
    def editions(self) -> tuple[PackMark, ...]:
        """Which editions of the words the person got, each once."""
        return tuple(dict.fromkeys(showing.text for showing in self.shown))

    def was_shown(self, how: ShownHow, text: PackMark) -> bool:
        """Whether the person already got this edition in this way."""
        return any((showing.how, showing.text) == (how, text) for showing in self.shown)

    @property
    def deciders(self) -> tuple[str, ...]:
        """Return who may decide; the first is the one asked. The requester only of an own meeting."""
        named = (self.leader, self.stands_in_for, self.escalated_to)
        not_theirs = None if self.is_own_meeting else self.asked_by
        return tuple(dict.fromkeys(p for p in named if p is not None and p != not_theirs))

    @property
    def is_own_meeting(self) -> bool:
        """Whether a leader asks themselves: only where the guideline lets them is such a request made."""
        return self.leader == self.asked_by

    @property
    def passes_the_nearest(self) -> bool:
        """Whether another leader than the nearest is asked, who does not stand in for them either."""
        nearest, settled = self.nearest_leader, self.decision
        if nearest is None or (settled and settled.by == nearest):
            return False
        return nearest not in (self.leader, self.stands_in_for)

    @property
    def held_until(self) -> datetime.datetime:
        """Until when the conversation counts as not over: its beginning, or an hour for one under way."""
        return held_until(self.meeting, now=self.meeting_is_now)

    @property
    def last_word(self) -> Decision | None:
        """Who settled it last."""
        return self.revocation or self.decision

    @property
    def ground_is_named(self) -> bool:
        """Whether the guideline names the ground and the facts bear it out."""
        return self.ground in self.grounds


def held_until(meeting: datetime.datetime, *, now: bool) -> datetime.datetime:
    """Return the moment from which nothing about a meeting can be changed any more."""
    return meeting + NOW_LASTS if now else meeting


def parse_choices(given: str, known: Collection[str]) -> tuple[str, ...]:
    """Return which quick choices these ids, separated by commas, are; what is none is left out."""
    parts = [part.strip() for part in given.split(",")]
    return tuple(dict.fromkeys(part for part in parts if part in known))


def parse_need(given: str, own_words: str, known: Collection[str]) -> Need:
    """Return what somebody says of the need: ids of known choices separated by commas, own words, or both.

    What is none of these ids is own words too. Where something is said, it is not "not stated".
    """
    parts = [part.strip() for part in given.split(",")]
    chosen = tuple(dict.fromkeys(parts)) if all(part in known for part in parts) else ()
    text = "\n".join(filter(None, ["" if chosen else given.strip(), own_words.strip()]))
    return Need(tuple(need for need in chosen if need != NOT_STATED or not text), text)
