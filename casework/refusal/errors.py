# ruff: noqa: N818  the names say what happened, as sentences do
"""What can go wrong with a request, besides what can with any form.

UserError
├── FormError
│   ├── MissingFields
│   │   └── MustSayWhatDiffers
│   ├── MeetingPassed
│   ├── MeetingTooFar
│   ├── WeighingIsShort     a question rather than an error: asked once
│   │   └── MilderIsShort
│   └── BadAbsence
│       └── AbsenceTooLong
├── LeaderError             somebody else must be asked
│   ├── NoLeader
│   ├── UnknownLeader
│   ├── LeadsNobody
│   ├── DeputiesAway
│   ├── LeadsNobodyYet
│   └── AlreadyWithThem
├── NotAllowed
│   ├── NotTheLeader
│   └── OwnRequest
├── UnknownRequest          there is none, or it is no longer kept
└── AlreadyHandled          carries the present state; an older card, or a slower press
    ├── AlreadyDecided      carries who, when and why
    ├── NotNow              the state does not allow it
    └── TooLate             the meeting came first
"""

import datetime

from casework.errors import FormError, MissingFields, NotAllowed, UserError
from casework.refusal.request import Refusal


class MustSayWhatDiffers(MissingFields):
    """Where the like was allowed, what differs must be said."""

    text = "errors.must_say_what_differs"


class MeetingPassed(FormError):
    """The meeting is over, so there is nothing left to refuse."""

    text = "errors.meeting_passed"


class MeetingTooFar(FormError):
    """The meeting is so far off that the date must be a slip."""

    text = "errors.meeting_too_far"


class WeighingIsShort(FormError):
    """A weighing of a few words (FOB 05-578): asked about once, then taken as it is."""

    text = "errors.weighing_is_short"


class MilderIsShort(WeighingIsShort):
    """Milder means in a word or two: asked about once, then taken as they are."""

    text = "errors.milder_is_short"


class BadAbsence(FormError):
    """The last day has passed, or the deputy cannot be one."""

    text = "errors.bad_absence"


class AbsenceTooLong(BadAbsence):
    """The last day is so far off that it must be a slip."""

    text = "errors.absence_too_long"


class LeaderError(UserError):
    """Somebody else must be asked."""


class NoLeader(LeaderError):
    """The directory names no leader above this person."""

    text = "errors.no_leader"


class UnknownLeader(LeaderError):
    """The directory does not know the person who was chosen."""

    text = "errors.unknown_leader"


class LeadsNobody(LeaderError):
    """The decision is made with a leader, so it cannot be a colleague who was chosen."""

    text = "errors.leads_nobody"


class DeputiesAway(LeaderError):
    """The deputy is away too, and nobody else answers for them."""

    text = "errors.deputies_away"


class LeadsNobodyYet(LeaderError):
    """Whoever wants to be away leads nobody, so that no request would go to them."""

    text = "errors.leads_nobody_yet"


class AlreadyWithThem(LeaderError):
    """It already waits for the person who was chosen."""

    text = "errors.already_with_them"


class NotTheLeader(NotAllowed):
    """The decision is made together with the nearest leader, nobody else."""

    text = "errors.not_the_leader"


class OwnRequest(NotAllowed):
    """Nobody decides their own request."""

    text = "errors.own_request"


class UnknownRequest(UserError):
    """There is no such request, or it is no longer kept."""

    text = "errors.unknown_request"


class AlreadyHandled(UserError):
    """Another turn came first; `present` is what it made of the request."""

    text = "errors.already_handled"

    def __init__(self, present: Refusal) -> None:
        """Keep the present state, so that the card can show it."""
        super().__init__()
        self.present = present


class AlreadyDecided(AlreadyHandled):
    """It is settled."""

    text = "errors.already_decided"

    @property
    def by(self) -> str | None:
        """Who settled it."""
        return self.present.last_word.by if self.present.last_word else None

    @property
    def at(self) -> datetime.datetime | None:
        """When it was settled."""
        return self.present.last_word.at if self.present.last_word else None

    @property
    def why(self) -> str:
        """The reason given, in their words."""
        return self.present.last_word.reason if self.present.last_word else ""


class NotNow(AlreadyHandled):
    """The request is open, but this cannot be done to it as it stands."""

    text = "errors.not_now"


class TooLate(AlreadyHandled):
    """The meeting came first: the default stands, and what was approved is over."""

    text = "errors.too_late"
