"""What the bot sends, read as Teams reads it, and remarks on what Teams would make of it."""

from dataclasses import dataclass

import msgspec

from bot.stage.line import CARD
from bot.stage.people import Json

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
FILE = "application/vnd.microsoft.teams.card.file.info"

LIMIT_BYTES = 100 * 1024
"""Teams' limit of a bot's message, counted in UTF-16."""

OWN_LIMIT_BYTES = 24 * 1024
"""The product's own limit of a card's JSON, counted in UTF-8."""


class TooBigError(Exception):
    """The message is larger than Teams takes."""


@dataclass(frozen=True, slots=True)
class Content:
    """What of an activity stands in the chat."""

    text: str
    card: Json | None
    summary: str
    file: Json | None = None


def read_content(activity: Json) -> Content:
    """Return text and card of an activity; TooBigError above the platform's limit."""
    encoded = msgspec.json.encode([activity.get("text"), activity.get("attachments")])
    if len(encoded.decode().encode("utf-16-le")) > LIMIT_BYTES:
        raise TooBigError
    cards = _cards(activity)
    files = _files(activity)
    return Content(
        str(activity.get("text") or ""),
        cards[0] if cards else None,
        str(activity.get("summary") or ""),
        files[0] if files else None,
    )


def notes_on(activity: Json) -> list[str]:
    """Return what a reader of the traffic should know about this activity."""
    if activity.get("type") == "typing":
        return []
    cards, files, attachments = _cards(activity), _files(activity), activity.get("attachments") or []
    remarks = {
        "Text and card in one activity: Teams makes two messages of it and tells no id.": (
            activity.get("text") and cards
        ),
        "More than one attachment: the stage shows the first card only.": len(attachments) > 1,
        "An attachment that is neither card nor file: the stage does not show it.": (
            len(attachments) > len(cards) + len(files)
        ),
        "No summary: notifications and screen readers have nothing to say.": (cards or files)
        and not activity.get("summary"),
        "The card is larger than 24 KB.": any(len(msgspec.json.encode(c)) > OWN_LIMIT_BYTES for c in cards),
    }
    return [remark for remark, holds in remarks.items() if holds]


def _cards(activity: Json) -> list[Json]:
    attachments = activity.get("attachments") or []
    return [
        a["content"]
        for a in attachments
        if a.get("contentType") == CARD and isinstance(a.get("content"), dict)
    ]


def _files(activity: Json) -> list[Json]:
    return [file for file in map(_file, activity.get("attachments") or []) if file]


def _file(attachment: Json) -> Json | None:
    content = attachment.get("content")
    if not isinstance(content, dict):
        return None
    if attachment.get("contentType") == CONSENT:
        return {
            "kind": "consent",
            "name": str(attachment.get("name") or ""),
            "description": str(content.get("description") or ""),
            "size": content.get("sizeInBytes"),
            "accept": content.get("acceptContext"),
            "decline": content.get("declineContext"),
            "answer": "",
        }
    if attachment.get("contentType") == FILE:
        told = {"id": content.get("uniqueId"), "type": content.get("fileType")}
        return {
            "kind": "info",
            "name": attachment.get("name"),
            "url": attachment.get("contentUrl"),
            **told,
        }
    return None
