"""Make the tables of addresses and of cards that are out, and let old messages be found by their age."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables, and an index on the outbox."""
    op.create_table(
        "conversations",
        sa.Column("conversation_id", sa.String, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("service_url", "tenant_id", "bot_id")),
        *(sa.Column(name, sa.String) for name in ("person_id", "mri")),
        sa.Column("locale", sa.String, nullable=False),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_conversations_person", "conversations", ["person_id", "seen_at"])
    op.create_index("ix_conversations_seen", "conversations", ["seen_at"])
    op.create_table(
        "sent_cards",
        sa.Column("conversation_id", sa.String, primary_key=True),
        sa.Column("activity_id", sa.String, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("about_kind", "about_id")),
        sa.Column("person_id", sa.String),
        *(sa.Column(name, sa.String, nullable=False) for name in ("kind", "shown")),
        sa.Column("sent_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_sent_cards_about", "sent_cards", ["about_kind", "about_id"])
    op.create_index("ix_outbox_created", "outbox", ["created_at"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_outbox_created", "outbox")
    op.drop_table("sent_cards")
    op.drop_table("conversations")
