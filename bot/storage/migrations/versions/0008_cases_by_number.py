"""Let cases be found by their reference and by the beginning of their id, and the closed ones be listed."""

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_SHORT = 8


def upgrade() -> None:
    """Make both columns from what the cases hold, and the indexes."""
    for name in ("short_id", "reference"):
        op.add_column("cases", sa.Column(name, sa.String))
    _fill(op.get_bind())
    op.create_index("ix_cases_short", "cases", ["short_id", "id"])
    op.create_index(
        "ix_cases_reference", "cases", ["reference", "created", "id"], **_where("reference IS NOT NULL")
    )
    op.create_index("ix_cases_closed", "cases", ["keep_until", "id"], **_where("state = 'closed'"))


def _fill(connection: sa.Connection) -> None:
    cases = sa.table("cases", *(sa.column(name) for name in ("id", "short_id", "reference", "written")))
    for row in connection.execute(sa.select(cases.c.id, cases.c.written)).all():
        found = {"short_id": row.id[:_SHORT], "reference": _reference(row.written)}
        connection.execute(sa.update(cases).where(cases.c.id == row.id).values(found))


def _reference(written: Any) -> str | None:
    texts = json.loads(written) if isinstance(written, str) else written
    key = " ".join(texts["case_ref"].split()).casefold()
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest() if key else None


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def downgrade() -> None:
    """Drop them."""
    for name in ("closed", "reference", "short"):
        op.drop_index(f"ix_cases_{name}", "cases")
    for name in ("reference", "short_id"):
        op.drop_column("cases", name)
