"""What delivery must know: where people and channels are reached, and which cards are out."""

from sqlalchemy import Column, Index, String, Table

from bot.storage.tables.base import Moment, Name, metadata

conversations = Table(
    "conversations",
    metadata,
    Column("conversation_id", Name, primary_key=True),
    Column("service_url", Name, nullable=False),
    Column("tenant_id", Name, nullable=False),
    Column("bot_id", Name, nullable=False),
    Column("person_id", Name),  # None: a channel
    Column("mri", Name),
    Column("locale", Name, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("team_id", Name),  # of a channel
    Column("verified_url", Name),  # its service URL, if that came in a verified activity; see VERIFIED
    Column("gone", String),  # of a channel in which the bot may not write now; see CHANNEL_GONE, TEAM_GONE
    Index("ix_conversations_person", "person_id", "seen_at"),
    Index("ix_conversations_seen", "seen_at"),
)
"""Chats and channels in which the bot may write. A chat is removed when the bot is taken away from there; a
channel names no person and stays, so that it is known again when the bot comes back to its team."""

CHANNEL_GONE, TEAM_GONE = "channel", "team"
"""The channel alone was deleted or turned the bot away, or the bot was taken out of its whole team."""

REACHABLE = conversations.c.gone.is_(None)

VERIFIED = conversations.c.verified_url == conversations.c.service_url
"""Only there may the bot bring its token. Whoever stores another service URL, and does not say that it was
verified, such as an older program, takes this from it."""

_IN_A_TEAM = conversations.c.team_id.is_not(None)

Index(
    "ix_conversations_team",
    conversations.c.team_id,
    sqlite_where=_IN_A_TEAM,
    postgresql_where=_IN_A_TEAM,
)

sent_cards = Table(
    "sent_cards",
    metadata,
    Column("conversation_id", Name, primary_key=True),
    Column("activity_id", Name, primary_key=True),
    Column("about_kind", String, nullable=False),
    Column("about_id", Name, nullable=False),
    Column("person_id", Name),  # None: in a channel
    Column("kind", String, nullable=False),
    Column("shown", String, nullable=False),  # a digest of the card as last written; empty: not known
    Column("sent_at", Moment, nullable=False),
    Index("ix_sent_cards_about", "about_kind", "about_id"),
)
"""The cards that are out, so that each can be brought to the newest state where it stands."""
