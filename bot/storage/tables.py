"""The tables as they stand after the newest migration."""

from sqlalchemy import JSON, BigInteger, Column, Integer, MetaData, String, Table

metadata = MetaData()

places = Table(
    "places",
    metadata,
    Column("chat_id", String, primary_key=True),
    Column("verb", String, nullable=False),
    Column("data", JSON, nullable=False),
    Column("noted_at", BigInteger, nullable=False, index=True),  # milliseconds since 1970, UTC
)
"""The last card of each chat, for twelve hours. Holds what the card's buttons carry, never a text."""

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
