"""What delivery works with."""

import datetime
import hashlib
import math
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from casework.about import About
from casework.messages import ALL_CARDS, CARDS_CHANGED, CARDS_GONE, Message
from dialogs.turn import Reply

CardFor = Callable[[Message, str | None, str], Awaitable[Reply | None]]
"""Makes a message's card from the present state, for a person (None: a channel), in a language.

None: nothing is left to say.
"""


ABOUT_CARDS = frozenset({CARDS_CHANGED, CARDS_GONE})
"""Kinds of messages that change cards instead of sending one."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person's own chat with the bot, or a channel, is found."""

    conversation_id: str
    service_url: str
    tenant_id: str
    bot_id: str
    """The bot's account there, as `28:<app id>`."""
    person_id: str | None = None
    """The Entra object id of whose chat it is; None for a channel."""
    mri: str | None = None
    """The person's account there, as `29:…`; None until they wrote."""
    locale: str = ""
    team_id: str | None = None
    """The team of a channel."""

    @property
    def language(self) -> str:
        """Return the language of its cards: Danish unless the client speaks English."""
        return language_of(self.locale)


@dataclass(frozen=True, slots=True)
class Left:
    """Where the bot may not write any more: one conversation, or all channels of a team."""

    conversation_id: str
    team_id: str | None = None
    """None: nothing but the conversation."""


def language_of(locale: str | None) -> str:
    """Return `en` for any English locale, else `da`."""
    return "en" if (locale or "").lower().startswith("en") else "da"


@dataclass(frozen=True, slots=True)
class CardOut:
    """A card that stands in a chat, and is kept up to date there."""

    conversation_id: str
    activity_id: str
    about: About
    person_id: str | None
    """Whose chat it is; None for a channel."""
    kind: str
    """The kind of the message that it came with; `CARDS_CHANGED` for one that came as an answer."""
    shown: str = ""
    """A digest of the card as it was last written; empty where that is not known."""

    @property
    def addressee(self) -> str:
        """Return what stands in place of a person's id in news for this card alone."""
        return f"{ALL_CARDS}/{self.conversation_id}/{self.activity_id}"


class LeaseEndedError(Exception):
    """Somebody else may deliver the message by now."""


@dataclass(slots=True)
class Hold:
    """How long a lease is known to last, by this process's own monotonic clock."""

    until: float = math.inf

    def check(self) -> None:
        """Raise LeaseEndedError unless it still lasts. To be asked right before anything is sent."""
        if time.monotonic() >= self.until:
            raise LeaseEndedError


@dataclass(frozen=True, slots=True)
class Leased:
    """A message that this worker alone may deliver for now."""

    id: int
    message: Message
    attempts: int
    """How often its delivery was begun, this time included."""
    tried_for: float = 0.0
    """Seconds since its delivery was first begun."""
    leased_at: datetime.datetime | None = None
    """When this attempt began, by the clock that leases go by."""
    queued_at: datetime.datetime | None = None
    cause: str | None = None
    """What leads to the deed that caused it, where turns are followed."""
    hold: Hold = field(default_factory=Hold, compare=False)


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a leased message: delivered, unless it is for later or given up."""

    id: int
    written: tuple[CardOut, ...] = ()
    """Cards that are out now, or show something else than before."""
    drawn_after: datetime.datetime | None = None
    """Of new cards: a moment before they were drawn, by the clock that leases go by."""
    gone: tuple[CardOut, ...] = ()
    """Cards that are out no more."""
    again_in: float | None = None
    """Seconds until it is tried again."""
    given_up: bool = False
    error: str = ""
    """Why it is for later or given up: a status and a code, never a text from elsewhere."""


def lane_of(message: Message) -> str:
    """Return within what messages keep their order: one addressee, or all cards about one matter."""
    return f"{ALL_CARDS}:{message.about}" if message.kind in ABOUT_CARDS else message.to


def digest_of(reply: Reply) -> str:
    """Return what tells a card from itself in another state."""
    return hashlib.sha256(reply.summary.encode() + b"\0" + reply.card).hexdigest()
