"""Make the table in which each form of a chat has a draft of its own.

`drafts` stays, with the last one of each chat, for the programs before; it goes with a later release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

oldest_program = "0008"


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "form_drafts",
        *(sa.Column(name, sa.String, primary_key=True) for name in ("chat_id", "form")),
        *(sa.Column(name, sa.JSON, nullable=False) for name in ("data", "texts")),
        sa.Column("noted_at", sa.BigInteger, nullable=False, index=True),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("form_drafts")
