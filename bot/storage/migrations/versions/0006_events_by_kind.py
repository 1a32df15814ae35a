"""Let the register's events be found by their kind and moment, for the month's figures."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_events_event", "events", ["event", "at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_events_event", "events")
