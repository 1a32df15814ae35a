"""The body of a request as a struct with what the bot reads of an activity, and nothing else.

Field names and meanings: the Bot Framework's activity schema, and the Teams channel's `channelData`.
"""

from collections.abc import Iterable
from typing import Any

import msgspec

DEEPEST = 64
"""Levels of lists and objects inside each other. A card's data needs three, Teams' own parts five."""
LONGEST_CHAT_ID = 500
"""Characters; Teams' own are below 200."""


DOTS = frozenset({".", ".."})
"""What stands in an address for the way to another one, so that no id may be it."""


class NotAnActivityError(Exception):
    """The body is no activity: not JSON, or a field has a type that it cannot have."""


class _Part(msgspec.Struct, rename="camel", gc=False):
    """Part of an activity. Every field may be absent or null, for clients and channels differ."""


class Account(_Part):
    """A person or a bot."""

    id: str | None = None
    name: str | None = None
    aad_object_id: str | None = None
    role: str | None = None


class ConversationAccount(_Part):
    """A chat, group chat or channel thread."""

    id: str | None = None
    conversation_type: str | None = None
    tenant_id: str | None = None
    is_group: bool | None = None


class Tenant(_Part):
    """A Microsoft 365 organisation."""

    id: str | None = None


class Place(_Part):
    """A team or a channel."""

    id: str | None = None


class ChannelData(_Part):
    """What Teams adds."""

    tenant: Tenant | None = None
    team: Place | None = None
    channel: Place | None = None
    event_type: str | None = None


class Attachment(_Part):
    """Something that came with a message."""

    content_type: str | None = None


class UploadInfo(_Part):
    """Where an accepted file goes, as `uploadInfo` of a `fileConsent/invoke` tells."""

    upload_url: str | None = None
    content_url: str | None = None
    unique_id: str | None = None
    name: str | None = None
    file_type: str | None = None


class Incoming(msgspec.Struct, rename="camel"):
    """An activity."""

    type: str
    id: str | None = None
    name: str | None = None
    channel_id: str | None = None
    service_url: str | None = None
    from_: Account | None = msgspec.field(name="from", default=None)
    recipient: Account | None = None
    conversation: ConversationAccount | None = None
    locale: str | None = None
    text: str | None = None
    value: Any = None
    action: str | None = None
    reply_to_id: str | None = None
    members_added: list[Account] | None = None
    members_removed: list[Account] | None = None
    attachments: list[Attachment] | None = None
    channel_data: ChannelData | None = None

    def without_content(self) -> "Incoming":
        """Return who, where and which, as a reply needs it: what waits to be sent keeps no text or value."""
        return Incoming(
            type=self.type,
            id=self.id,
            service_url=self.service_url,
            from_=self.from_,
            recipient=self.recipient,
            conversation=self.conversation,
            reply_to_id=self.reply_to_id,
        )


_decoder = msgspec.json.Decoder(Incoming)


def read_activity(body: bytes) -> Incoming:
    """Return the activity in a body, or raise NotAnActivityError."""
    try:
        incoming = _decoder.decode(body)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise NotAnActivityError from None
    if not incoming.type or not _has_sound_ids(incoming) or _is_too_deep(incoming.value, body):
        raise NotAnActivityError
    return incoming


def _is_too_deep(value: object, body: bytes) -> bool:
    """Say whether the one part that may hold anything is nested too deep to be handed on.

    A body cannot nest deeper than it has brackets, and that is counted in no time.
    """
    if body.count(b"{") + body.count(b"[") <= DEEPEST:
        return False
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for outer in level for inner in _inside(outer)]
    return bool(level)


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _has_sound_ids(incoming: Incoming) -> bool:
    """Say whether ids can stand in an address, and the chat's can be the key of a row in every database."""
    if incoming.id in DOTS or incoming.reply_to_id in DOTS:
        return False
    chat_id = incoming.conversation.id if incoming.conversation else None
    if chat_id is None:
        return True
    return len(chat_id) <= LONGEST_CHAT_ID and chat_id.isprintable() and chat_id not in DOTS
