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
    Index("ix_conversations_person", "person_id", "seen_at"),
    Index("ix_conversations_seen", "seen_at"),
)
"""Chats and channels in which the bot may write, until it is taken away from there."""

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
