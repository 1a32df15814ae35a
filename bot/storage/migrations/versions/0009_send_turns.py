"""Let all processes share when a message may leave next, and note which programs fit the schema."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

oldest_program = "0008"


def upgrade() -> None:
    """Make both tables."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    op.create_table(
        "send_turns",
        sa.Column("name", sa.String, primary_key=True),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in ("free_at", "taken")),
        prefixes=["UNLOGGED"] if on_postgresql else [],
    )
    op.create_table(
        "schema_floor",
        sa.Column("only", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("oldest_program", sa.String, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("schema_floor")
    op.drop_table("send_turns")
