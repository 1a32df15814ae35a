"""Requests for a refusal."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from bot.storage.tables.base import Moment, Name, metadata

refusals = Table(
    "refusals",
    metadata,
    Column("id", Name, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("oldest_card", Integer, nullable=False),
    Column("key", Name, nullable=False),
    Column("state", String, nullable=False),
    Column("asked_by", Name, nullable=False),
    Column("unit", String, nullable=False),
    Column("leader", Name, nullable=False),
    Column("nearest_leader", Name),
    Column("stands_in_for", Name),
    Column("escalated_to", Name),
    Column("earlier_leaders", JSON, nullable=False),
    Column("leader_unreachable", Boolean, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("verdict", String, nullable=False),
    Column("grounds", JSON, nullable=False),
    Column("pack_version", String, nullable=False),
    Column("pack_hash", String, nullable=False),
    Column("ground", String, nullable=False),
    Column(
        "written", JSON, nullable=False
    ),  # every text, with who wrote it and when; nothing is looked up by it
    Column("meeting", Moment, nullable=False),
    Column("meeting_is_now", Boolean, nullable=False),
    Column("agreed_by_phone", Boolean, nullable=False),
    Column("belongings_outside", Boolean, nullable=False),
    Column("created", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("keep_until", Moment, nullable=False),
    Column("wake_at", Moment),
    Column("waiting_since", Moment, nullable=False),
    Column("reminders", Integer, nullable=False),
    Column("reminded", Moment),
    Column("escalated", Moment),
    Column("noted", Moment),
    Column("noted_asked", Moment),
    UniqueConstraint("asked_by", "key", name="uq_refusals_asked_by_key"),
    Index("ix_refusals_mine", "asked_by", "created"),
    Index("ix_refusals_due", "wake_at", "id"),
    Index("ix_refusals_keep", "keep_until", "id"),
)

waiting = Table(
    "waiting",
    metadata,
    Column("person", Name, primary_key=True),
    Column("refusal_id", Name, ForeignKey("refusals.id", ondelete="CASCADE"), primary_key=True),
    Column("expires", Moment, nullable=False),
    Index("ix_waiting_expires", "person", "expires"),
    Index("ix_waiting_refusal_id", "refusal_id"),
)
"""Who may decide which open request. Decided ones have no row, so that a look-up meets none of them."""
