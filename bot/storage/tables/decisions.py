"""Decisions as counts without persons, and who stands in for whom."""

from sqlalchemy import Boolean, Column, Date, Integer, String, Table

from bot.storage.tables.base import Name, metadata


def _circumstances() -> tuple[Column[str] | Column[bool], ...]:
    """Return the columns that are looked up together, the ones looked for first."""
    return (
        Column("ground", String, primary_key=True),
        Column("month", String, primary_key=True),  # as 2026-11, in Danish time
        Column("recorder", String, primary_key=True),
        Column("medium", String, primary_key=True),
        Column("others", Boolean, primary_key=True),
        Column("outcome", String, primary_key=True),
    )


decision_counts = Table(
    "decision_counts",
    metadata,
    *_circumstances(),
    Column("unit", String, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("latest", Date, nullable=False),
)
"""How often it was asked, refused, allowed or left undecided, and when last."""

decision_totals = Table(
    "decision_totals",
    metadata,
    *_circumstances(),
    Column("number", Integer, nullable=False),
    Column("latest", Date, nullable=False),
)
"""The same over all units, so that the figures behind a card cost the same however many units there are."""

absences = Table(
    "absences",
    metadata,
    Column("leader", Name, primary_key=True),
    Column("deputy", Name, nullable=False),
    Column("until", Date, nullable=False),
)
"""Leaders who are away, and who decides meanwhile; the last day by Danish date."""
