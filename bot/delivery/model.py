"""What delivery works with."""

from dataclasses import dataclass

from casework.messages import Message
from casework.refusal import About


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

    @property
    def language(self) -> str:
        """Return the language of its cards: Danish unless the client speaks English."""
        return language_of(self.locale)


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


@dataclass(frozen=True, slots=True)
class Leased:
    """A message that this worker alone may deliver for now."""

    id: int
    message: Message
    attempts: int
    """How often its delivery was begun, this time included."""
