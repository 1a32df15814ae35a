"""What the page asks for, with its shape checked."""

from typing import Annotated, Any, Literal

import msgspec


class Seat(msgspec.Struct):
    """A person in a chat."""

    person: str
    chat: str


class Look(msgspec.Struct):
    """The seats that are on the screen now."""

    seats: list[Seat]


class Say(Seat, kw_only=True):
    """Send a message, or with `message` change one of one's own."""

    text: str
    root: str | None = None
    mention: bool = True
    message: str | None = None


class Delete(Seat, kw_only=True):
    """Delete a message of one's own."""

    message: str


class Press(Seat, kw_only=True):
    """Press a button; the inputs are merged into the action's data already."""

    message: str
    action: dict[str, Any]


class Refresh(Seat, kw_only=True):
    """Ask for one's own view of a card."""

    message: str


class Consent(Seat, kw_only=True):
    """Answer whether a file may be handed over."""

    message: str
    accepts: bool


class Presence(Seat, kw_only=True):
    """Take the app out of a chat, or add it again."""

    present: bool


class Speak(msgspec.Struct):
    """Set the language of everybody's client."""

    locale: Literal["da-DK", "en-GB"]


class Move(msgspec.Struct):
    """Move the bot's clock forward."""

    minutes: Annotated[int, msgspec.Meta(ge=1, le=60 * 24 * 366)]


class Steer(msgspec.Struct):
    """Start a story or steer the one that plays."""

    do: Literal["start", "play", "pause", "next", "stop"]
    story: str = ""
