"""What a chat leaves behind: its last card, a form begun by typing, and anonymous counts of advice."""

from sqlalchemy import JSON, BigInteger, Column, Integer, String, Table

from bot.storage.tables.base import metadata

places = Table(
    "places",
    metadata,
    Column("chat_id", String, primary_key=True),
    Column("verb", String, nullable=False),
    Column("data", JSON, nullable=False),
    Column("noted_at", BigInteger, nullable=False, index=True),  # milliseconds since 1970, UTC
)
"""The last card of each chat, for twelve hours. Holds what the card's buttons carry, never a text."""

drafts = Table(
    "drafts",
    metadata,
    Column("chat_id", String, primary_key=True),
    Column("data", JSON, nullable=False),
    Column("texts", JSON, nullable=False),
    Column("noted_at", BigInteger, nullable=False, index=True),  # milliseconds since 1970, UTC
)
"""The last form of each chat that is filled in by typing, for programs before 0012."""

form_drafts = Table(
    "form_drafts",
    metadata,
    Column("chat_id", String, primary_key=True),
    Column("form", String, primary_key=True),
    Column("data", JSON, nullable=False),
    Column("texts", JSON, nullable=False),
    Column("noted_at", BigInteger, nullable=False, index=True),  # milliseconds since 1970, UTC
)
"""A form that is filled in by typing, for twelve hours at most. Texts that are not sent stand nowhere else,
but for the last one's, which `drafts` has too."""

advice_counts = Table(
    "advice_counts",
    metadata,
    Column("month", String, primary_key=True),
    Column("unit", String, primary_key=True),
    Column("verdict", String, primary_key=True),
    Column("grounds", String, primary_key=True),  # comma between them
    Column("count", Integer, nullable=False),
)
"""How often which advice was given. Points to no person and no case."""

advice_totals = Table(
    "advice_totals",
    metadata,
    Column("month", String, primary_key=True),
    Column("verdict", String, primary_key=True),
    Column("grounds", String, primary_key=True),
    Column("count", Integer, nullable=False),
)
"""The same over all units, so that the figures behind a card cost the same however many units there are."""
