"""Who is back from a hold, and who has priority, found without a scan of all who wait."""

import sqlalchemy as sa
from alembic import op

revision = "0005_calling"
down_revision: str | None = "0004_statistics"
branch_labels = None
depends_on = None

_HELD_BACK = sa.text("state = 'waiting' AND held_counter_id IS NOT NULL")
_PRIORITY = sa.text("priority AND ended_at IS NULL")


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_index(
        "ix_step_held_back",
        "step",
        ["held_counter_id", "business_day"],
        sqlite_where=_HELD_BACK,
        postgresql_where=_HELD_BACK,
    )
    op.create_index(
        "ix_visit_priority",
        "visit",
        ["business_day"],
        sqlite_where=_PRIORITY,
        postgresql_where=_PRIORITY,
    )
