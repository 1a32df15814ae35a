# ruff: noqa: N818  the names say what happened, as sentences do
"""What a person can do wrong, or too late. Each error names its sentence; none repeats what was typed.

UserError
├── FormError               the form needs a change; nothing typed is lost
│   ├── MissingFields
│   ├── TooLong
│   ├── HoldsCpr
│   ├── EnoughSaid
│   └── UnknownChoice
├── SentAlready             other words on a form that was sent: they are not
├── DirectoryUnavailable    raised by the edge
└── NotAllowed              not this person's to do
    └── NotYours

KeyTaken                    not for users: the same form arrived twice at once
HeldByOthers                raised by the edge: not now, but in a moment

Each kind of casework adds its own.
"""

import datetime


class UserError(Exception):
    """Something the person can act on. `text` is the id of the sentence that says so."""

    text = "errors.unknown"

    def __init__(self) -> None:
        """Make it say its sentence's id, and nothing personal, wherever it is printed."""
        super().__init__(self.text)


class FormError(UserError):
    """The form needs a change."""

    def __init__(self, *fields: str) -> None:
        """Keep the fields concerned, in the form's order."""
        super().__init__()
        self.fields = fields


class MissingFields(FormError):
    """The weighing needs more than was filled in."""

    text = "errors.missing_fields"


class TooLong(FormError):
    """A text is longer than a card can show."""

    text = "errors.too_long"


class HoldsCpr(FormError):
    """A text holds what looks like a CPR number, which is never stored."""

    text = "errors.holds_cpr"


class UnknownChoice(FormError):
    """A value outside its list: a damaged card."""

    text = "errors.unknown_choice"


class EnoughSaid(FormError):
    """So much is written in one matter that people should talk instead."""

    text = "errors.enough_said"


class SentAlready(UserError):
    """The form was sent before, and says something else now. What it says now is not sent."""

    text = "errors.sent_already"

    def __init__(self, at: datetime.datetime) -> None:
        """Keep when it was sent, in UTC."""
        super().__init__()
        self.at = at


class DirectoryUnavailable(UserError):
    """The directory does not answer at the moment."""

    text = "errors.directory_unavailable"


class NotAllowed(UserError):
    """Not this person's to do."""


class NotYours(NotAllowed):
    """Only the person who asked may do this."""

    text = "errors.not_yours"


class KeyTaken(Exception):
    """A request with this key and requester exists. The one who added it second reads the first."""


class HeldByOthers(Exception):
    """Somebody else is changing the same at this moment. Nothing was stored: the same may be tried again."""
