"""Which visits have not ended, found without a scan of all that did."""

import sqlalchemy as sa
from alembic import op

revision = "0008_open_visits"
down_revision: str | None = "0007_servers"
branch_labels = None
depends_on = None

_OPEN = sa.text("ended_at IS NULL")
_PRIORITY = sa.text("priority AND ended_at IS NULL")


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_index(
        "ix_visit_open",
        "visit",
        ["business_day"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    # Of two indexes that fit alike SQLite takes the one that was made last: the smaller one.
    op.drop_index("ix_visit_priority", table_name="visit")
    op.create_index(
        "ix_visit_priority",
        "visit",
        ["business_day"],
        sqlite_where=_PRIORITY,
        postgresql_where=_PRIORITY,
    )
