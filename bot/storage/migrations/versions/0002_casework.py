"""Make the tables of requests for a refusal, the register, decisions counted, and the outbox."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ORDERED = sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables, and add up the advice that was counted so far."""
    _refusals()
    _register()
    _outbox()
    _decisions()
    _advice_totals()


def _refusals() -> None:
    op.create_table(
        "refusals",
        *_identity(),
        *_people(),
        *_matter(),
        *_moments(),
        sa.UniqueConstraint("asked_by", "key", name="uq_refusals_asked_by_key"),
    )
    op.create_index("ix_refusals_mine", "refusals", ["asked_by", "created"])
    op.create_index("ix_refusals_due", "refusals", ["wake_at", "id"])
    op.create_index("ix_refusals_keep", "refusals", ["keep_until", "id"])
    op.create_table(
        "waiting",
        sa.Column("person", sa.String, primary_key=True),
        sa.Column(
            "refusal_id", sa.String, sa.ForeignKey("refusals.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("expires", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_waiting_expires", "waiting", ["person", "expires"])
    op.create_index("ix_waiting_refusal_id", "waiting", ["refusal_id"])


def _identity() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("oldest_card", sa.Integer, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
    )


def _people() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("asked_by", sa.String, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("leader", sa.String, nullable=False),
        sa.Column("nearest_leader", sa.String),
        sa.Column("stands_in_for", sa.String),
        sa.Column("escalated_to", sa.String),
        sa.Column("earlier_leaders", sa.JSON, nullable=False),
        sa.Column("leader_unreachable", sa.Boolean, nullable=False),
    )


def _matter() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("grounds", sa.JSON, nullable=False),
        sa.Column("pack_version", sa.String, nullable=False),
        sa.Column("pack_hash", sa.String, nullable=False),
        sa.Column("ground", sa.String, nullable=False),
        sa.Column("written", sa.JSON, nullable=False),
        sa.Column("meeting", sa.BigInteger, nullable=False),
        sa.Column("meeting_is_now", sa.Boolean, nullable=False),
        sa.Column("agreed_by_phone", sa.Boolean, nullable=False),
        sa.Column("belongings_outside", sa.Boolean, nullable=False),
    )


def _moments() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
        sa.Column("keep_until", sa.BigInteger, nullable=False),
        sa.Column("wake_at", sa.BigInteger),
        sa.Column("waiting_since", sa.BigInteger, nullable=False),
        sa.Column("reminders", sa.Integer, nullable=False),
        sa.Column("reminded", sa.BigInteger),
        sa.Column("escalated", sa.BigInteger),
        sa.Column("noted", sa.BigInteger),
        sa.Column("noted_asked", sa.BigInteger),
    )


def _register() -> None:
    texts = ("event", "actor", "pack_version", "pack_hash", "state", "record", "details", "previous", "hash")
    op.create_table(
        "events",
        sa.Column("about", _ORDERED, primary_key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in texts),
    )
    op.create_table(
        "unsealed",
        sa.Column("about", _ORDERED, primary_key=True),
        sa.Column("seq", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "seals",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("previous", sa.String, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
    )
    op.create_table(
        "seal_heads",
        sa.Column("number", sa.BigInteger, sa.ForeignKey("seals.number"), primary_key=True),
        sa.Column("about", _ORDERED, primary_key=True),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
    )
    op.create_index("ix_seal_heads_about", "seal_heads", ["about", "number"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("key", sa.String, nullable=False, unique=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("to", sa.String, nullable=False),
        sa.Column("about_kind", sa.String, nullable=False),
        sa.Column("about_id", sa.String, nullable=False),
        sa.Column("not_before", sa.BigInteger),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("lane", sa.String, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("next_at", sa.BigInteger, nullable=False),
        sa.Column("leased_until", sa.BigInteger),
        sa.Column("leased_by", sa.String),
        sa.Column("done_at", sa.BigInteger),
        sa.Column("failed_at", sa.BigInteger),
        sa.Column("last_error", sa.String),
    )
    pending = sa.text("done_at IS NULL AND failed_at IS NULL")
    for name, columns in (("ix_outbox_due", ["next_at", "id"]), ("ix_outbox_lane", ["lane", "id"])):
        op.create_index(name, "outbox", columns, sqlite_where=pending, postgresql_where=pending)
    op.create_index("ix_outbox_about", "outbox", ["about_kind", "about_id"])


def _decisions() -> None:
    for table, units in (("decision_counts", ("unit",)), ("decision_totals", ())):
        op.create_table(
            table,
            *(
                sa.Column(name, sa.String, primary_key=True)
                for name in ("ground", "month", "recorder", "medium")
            ),
            sa.Column("others", sa.Boolean, primary_key=True),
            *(sa.Column(name, sa.String, primary_key=True) for name in ("outcome", *units)),
            sa.Column("number", sa.Integer, nullable=False),
            sa.Column("latest", sa.Date, nullable=False),
        )
    op.create_table(
        "absences",
        sa.Column("leader", sa.String, primary_key=True),
        sa.Column("deputy", sa.String, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
    )


def _advice_totals() -> None:
    op.create_table(
        "advice_totals",
        sa.Column("month", sa.String, primary_key=True),
        sa.Column("verdict", sa.String, primary_key=True),
        sa.Column("grounds", sa.String, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.execute(
        "INSERT INTO advice_totals (month, verdict, grounds, count)"
        " SELECT month, verdict, grounds, SUM(count) FROM advice_counts GROUP BY month, verdict, grounds"
    )


def downgrade() -> None:
    """Drop them."""
    for table in (
        "advice_totals",
        "absences",
        "decision_totals",
        "decision_counts",
        "outbox",
        "seal_heads",
        "seals",
        "unsealed",
        "events",
        "waiting",
        "refusals",
    ):
        op.drop_table(table)
