"""Note when a message was first tried, for how long it is worth trying; drop a moment nobody ever set."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the outbox's columns."""
    op.drop_column("outbox", "not_before")
    op.add_column("outbox", sa.Column("begun_at", sa.BigInteger))


def downgrade() -> None:
    """Change them back."""
    op.drop_column("outbox", "begun_at")
    op.add_column("outbox", sa.Column("not_before", sa.BigInteger))
