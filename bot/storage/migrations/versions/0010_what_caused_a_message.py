"""Keep with a message where the deed that caused it is seen, and find what was given up without a search.

The column may be missing in what an older process writes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

oldest_program = "0008"

GIVEN_UP = sa.text("failed_at IS NOT NULL")


def upgrade() -> None:
    """Add the column and make the index."""
    op.add_column("outbox", sa.Column("trace", sa.String()))
    op.create_index(
        "ix_outbox_failed", "outbox", ["failed_at"], sqlite_where=GIVEN_UP, postgresql_where=GIVEN_UP
    )


def downgrade() -> None:
    """Take both away."""
    op.drop_index("ix_outbox_failed", "outbox")
    op.drop_column("outbox", "trace")
