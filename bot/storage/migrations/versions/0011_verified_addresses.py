"""Note of each address whether its service URL came in a verified activity.

What is stored already was told by whoever wrote it, verified or not. Teams' own address is good all the same;
others count once they are heard of again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

oldest_program = "0008"

TEAMS = "https://smba.trafficmanager.net/%"
"""The Bot Framework's address for Teams' public cloud; what comes before the path's `/` is the whole host."""


def upgrade() -> None:
    """Add the column."""
    op.add_column("conversations", sa.Column("verified_url", sa.String()))
    chats = sa.table("conversations", *(sa.column(name) for name in ("service_url", "verified_url")))
    known = sa.update(chats).where(chats.c.service_url.like(TEAMS))
    op.execute(known.values(verified_url=chats.c.service_url))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("conversations", "verified_url")
