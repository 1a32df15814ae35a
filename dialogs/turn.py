"""One turn of a conversation: what came in, and the card or the file that goes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from casework.about import About


@dataclass(frozen=True, slots=True)
class Turn:
    """Who spoke where, from the verified activity and never from a card."""

    person_id: str
    """The Entra object id; the channel's own id where the activity carries none."""
    chat_id: str
    language: str
    """`da` or `en`, from the client's locale."""
    personal: bool
    """A chat between one person and the bot."""
    in_channel: bool = field(default=False, kw_only=True)
    """A team's channel, as the activity names it; a group chat is none."""


@dataclass(frozen=True, slots=True)
class Typed(Turn):
    """A message. Mentions of the bot are already taken out of `text`."""

    text: str
    files: bool
    """Something other than text was attached."""


@dataclass(frozen=True, slots=True)
class Pressed(Turn):
    """A press of a card's button. `data` is a request, inputs merged in; nothing in it is trusted."""

    verb: str
    data: Mapping[str, object]
    by_message: bool = field(default=False, kw_only=True)
    """An old client's press: its answer is a new message, which everybody in the chat can read."""

    @property
    def is_answered_to_all(self) -> bool:
        """Whether others than the one who pressed read the answer."""
        return self.by_message and not self.personal


@dataclass(frozen=True, slots=True)
class Consented(Turn):
    """An answer to whether a file may be handed over.

    `verb` and `data` are the offer's as it came back: a request, nothing in it is trusted.
    """

    accepted: bool
    verb: str
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Arrived(Turn):
    """The bot was installed for a person, or added to a chat or channel."""


@dataclass(frozen=True, slots=True)
class FileOffer:
    """A file that can be handed over. It is made when the person has accepted it, not before."""

    name: str
    """With its ending, as the person will find it. Names nobody."""
    description: str
    """What it holds, in a sentence."""
    size: int
    """Bytes, about: the client shows it before the file is made."""
    verb: str
    data: Mapping[str, object]
    """What makes the file: a press's verb and data, small, without texts."""


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file as it is handed over."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """A card as JSON, ready to go out, and its meaning in plain words for whoever sees no card."""

    card: bytes
    summary: str
    about: About | None = None
    """The request or case that the card shows, a form about it included: kept up to date where it stands."""
    offer: FileOffer | None = None
    """A file that is offered after the card."""
