"""What the app says of itself in Teams, by language: its descriptions, its commands, its search."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec
import yaml

DEFAULT = "da"
"""The language of the manifest itself."""

OTHERS = ("en",)
"""Those of the files beside it."""


class Named(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A command or a field: what is pressed, and what it is for. A command's title is what is typed by it."""

    title: str
    description: str


class AppWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that the app says in one language."""

    short: str
    full: str
    personal: tuple[Named, ...]
    """In somebody's own chat."""
    team: tuple[Named, ...]
    """In a channel, after the bot's name."""
    texts: Mapping[str, Named]
    """The searches of the message extension, by the id that `dialogs/extension.py` gives them."""
    search: Named


@cache
def app_words(language: str) -> AppWords:
    """Return the words in a language that there is."""
    file = files("bot.teams_app") / "words" / f"{language}.yaml"
    return msgspec.convert(yaml.safe_load(file.read_bytes()), AppWords)
