# ruff: noqa: N818  the names say what happened, as sentences do
"""What can go wrong with a case, besides what can with any form.

UserError
├── FormError
│   ├── NoLink              where it can be seen is no address on the web
│   ├── LinkWithPassword    the link carries somebody's credentials
│   ├── SeenLater           it was seen on a day that has not come, or long ago
│   └── NotAssessed         a misuse is closed without saying whether it is reported to the police
├── NotAllowed
│   ├── NotHr               only HR/Jura may
│   ├── OwnCase             nobody acts on what they reported themselves
│   ├── OwnQuestion         nobody answers a question about the request that they made
│   └── NotTheOwner         only who has the case may
├── UnknownOwner            whoever was chosen is not of HR/Jura, or unknown
├── ChannelIsFixed          an administrator named the channel
├── UnknownCase             there is none, or it is no longer kept
└── CaseMoved               carries the present state; an older card, or a slower press
    ├── AlreadyClaimed      somebody has it
    └── CaseNotNow          the state does not allow it
"""

from casework.cases.case import Case
from casework.errors import FormError, NotAllowed, UserError


class NoLink(FormError):
    """Where it can be seen is no address on the web."""

    text = "errors.no_link"


class LinkWithPassword(FormError):
    """The link carries a user name or a password, which are nobody's business here."""

    text = "errors.link_with_password"


class SeenLater(FormError):
    """The day on which it was seen has not come, or is long ago."""

    text = "errors.seen_later"


class NotAssessed(FormError):
    """A misuse is closed only when a police report has been assessed."""

    text = "errors.not_assessed"


class NotHr(NotAllowed):
    """Only HR/Jura may list cases or act on them."""

    text = "errors.not_hr"


class OwnCase(NotAllowed):
    """Nobody acts on what they reported themselves."""

    text = "errors.own_case"


class OwnQuestion(NotAllowed):
    """Nobody answers a question about the request that they made themselves."""

    text = "errors.own_question"


class NotTheOwner(NotAllowed):
    """Only who has the case may do this."""

    text = "errors.not_the_owner"


class UnknownOwner(UserError):
    """Whoever was chosen is unknown, not of HR/Jura, or reported the case."""

    text = "errors.unknown_owner"


class ChannelIsFixed(UserError):
    """An administrator named HR/Jura's channel, and nothing said in chat changes that."""

    text = "errors.channel_is_fixed"


class UnknownCase(UserError):
    """There is no such case, or it is no longer kept."""

    text = "errors.unknown_case"


class CaseMoved(UserError):
    """Another turn came first; `present` is what it made of the case."""

    text = "errors.case_moved"

    def __init__(self, present: Case) -> None:
        """Keep the present state, so that the card can show it."""
        super().__init__()
        self.present = present


class AlreadyClaimed(CaseMoved):
    """Somebody has it."""

    text = "errors.already_claimed"


class CaseNotNow(CaseMoved):
    """The case cannot be treated so as it stands."""

    text = "errors.case_not_now"
