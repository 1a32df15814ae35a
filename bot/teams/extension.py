"""Teams' message extension: a search that puts a card into any chat, as the person's own message.

Source: learn.microsoft.com, "Respond to search command". Teams asks with each letter typed, and once at the
start with the parameter `initialRun`; it waits five seconds. The card is sent by the person, not by the bot.
"""

from collections.abc import Mapping
from typing import Any, Protocol

import msgspec

from bot.teams.incoming import Incoming
from bot.teams.replies import CARD_TYPE
from bot.teams.turns import language_of
from dialogs.extension import Found

QUERY_INVOKE = "composeExtension/query"
INITIAL_RUN = "initialRun"
THUMBNAIL_TYPE = "application/vnd.microsoft.card.thumbnail"

MOST_RESULTS = 25


class Finder(Protocol):
    """What finds texts."""

    def find(self, command: str, typed: str, language: str) -> list[Found]:
        """Return what fits; titles are in the language of the chat."""
        ...

    def nothing(self, language: str) -> str:
        """Say that nothing fits."""
        ...


class _Part(msgspec.Struct, rename="camel", omit_defaults=True):
    """Part of the answer."""


class _Thumbnail(_Part):
    title: str
    text: str


class _Preview(_Part):
    content_type: str
    content: _Thumbnail


class _Attachment(_Part):
    content_type: str
    content: msgspec.Raw
    preview: _Preview


class _Extension(_Part):
    type: str
    attachment_layout: str | None = None
    attachments: list[_Attachment] | None = None
    text: str | None = None


class _Answer(_Part):
    compose_extension: _Extension


class Extension:
    """Answers a search with the texts that fit. Keeps nothing of it."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder

    def answer(self, incoming: Incoming) -> bytes:
        """Return the body that answers the invoke `composeExtension/query`; damaged ones read as empty."""
        value, language = _object(incoming.value), language_of(incoming)
        found = self._finder.find(_text(value.get("commandId")), _typed(value), language)
        if not found:
            return said(self._finder.nothing(language))
        skip, count = _page(_object(value.get("queryOptions")))
        results = [_attachment(text) for text in found[skip : skip + count]]
        return _encode(_Extension("result", attachment_layout="list", attachments=results))


def said(text: str) -> bytes:
    """Return the body that answers a search with a sentence."""
    return _encode(_Extension("message", text=text))


def _encode(extension: _Extension) -> bytes:
    return msgspec.json.encode(_Answer(extension))


def _attachment(found: Found) -> _Attachment:
    preview = _Preview(THUMBNAIL_TYPE, _Thumbnail(found.title, found.about))
    return _Attachment(CARD_TYPE, msgspec.Raw(found.card), preview)


def _typed(value: Mapping[str, Any]) -> str:
    """Return what was typed; nothing at the start, when the only parameter says that it is the start."""
    parameters = value.get("parameters")
    for parameter in parameters if isinstance(parameters, list) else ():
        read = _object(parameter)
        if read.get("name") != INITIAL_RUN:
            return _text(read.get("value"))
    return ""


def _page(options: Mapping[str, Any]) -> tuple[int, int]:
    """Return how many results to leave out and how many to give."""
    return _count(options.get("skip")) or 0, min(_count(options.get("count")) or MOST_RESULTS, MOST_RESULTS)


def _count(value: Any) -> int | None:
    """Return a number that can count something; None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
