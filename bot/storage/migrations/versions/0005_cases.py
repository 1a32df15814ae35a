"""Make the tables of cases and of HR/Jura's channel, and let channels be known by their team."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_OPEN = "state != 'closed'"


def upgrade() -> None:
    """Make both tables, and two columns of conversations."""
    _cases()
    _indexes()
    op.create_table(
        "hr_channel",
        sa.Column("only", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("conversation_id", "chosen_by")),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    for name in ("team_id", "gone"):
        op.add_column("conversations", sa.Column(name, sa.String))
    op.create_index("ix_conversations_team", "conversations", ["team_id"], **_where("team_id IS NOT NULL"))


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.String, primary_key=True),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("version", "oldest_card")),
        *(
            sa.Column(name, sa.String, nullable=False)
            for name in ("key", "kind", "state", "reported_by", "unit")
        ),
        sa.Column("owner", sa.String),
        sa.Column("seen_on", sa.Date),
        *(sa.Column(name, sa.String) for name in ("link", "refusal")),
        sa.Column("facts", sa.JSON, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("pack_version", "pack_hash", "digest")),
        sa.Column("written", sa.JSON, nullable=False),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in ("created", "keep_until")),
        sa.Column("wake_at", sa.BigInteger),
        sa.Column("waiting_since", sa.BigInteger, nullable=False),
        sa.Column("unposted", sa.Boolean, nullable=False),
        sa.UniqueConstraint("reported_by", "key", name="uq_cases_reported_by_key"),
    )


def _indexes() -> None:
    op.create_index("ix_cases_reported", "cases", ["reported_by", "created", "id"])
    op.create_index("ix_cases_due", "cases", ["wake_at", "id"])
    op.create_index("ix_cases_keep", "cases", ["keep_until", "id"])
    op.create_index("ix_cases_open", "cases", ["waiting_since", "id"], **_where(_OPEN))
    op.create_index("ix_cases_owned", "cases", ["owner", "waiting_since", "id"], **_where(_OPEN))
    op.create_index("ix_cases_open_states", "cases", ["state"], **_where(_OPEN))
    op.create_index("ix_cases_link", "cases", ["link", "created", "id"], **_where("link IS NOT NULL"))
    op.create_index(
        "ix_cases_unposted",
        "cases",
        ["id"],
        sqlite_where=sa.text(f"{_OPEN} AND unposted IS 1"),
        postgresql_where=sa.text(f"{_OPEN} AND unposted IS true"),
    )


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_conversations_team", "conversations")
    for name in ("gone", "team_id"):
        op.drop_column("conversations", name)
    op.drop_table("hr_channel")
    op.drop_table("cases")
