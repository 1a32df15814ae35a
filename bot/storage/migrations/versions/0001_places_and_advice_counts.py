"""Make the tables of places and advice counts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "places",
        sa.Column("chat_id", sa.String, primary_key=True),
        sa.Column("verb", sa.String, nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Column("noted_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_places_noted_at", "places", ["noted_at"])
    op.create_table(
        "advice_counts",
        sa.Column("month", sa.String, primary_key=True),
        sa.Column("unit", sa.String, primary_key=True),
        sa.Column("verdict", sa.String, primary_key=True),
        sa.Column("grounds", sa.String, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Drop both."""
    op.drop_table("advice_counts")
    op.drop_table("places")
