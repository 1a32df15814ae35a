"""Make the table of forms that are filled in by typing."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "drafts",
        sa.Column("chat_id", sa.String, primary_key=True),
        *(sa.Column(name, sa.JSON, nullable=False) for name in ("data", "texts")),
        sa.Column("noted_at", sa.BigInteger, nullable=False, index=True),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("drafts")
