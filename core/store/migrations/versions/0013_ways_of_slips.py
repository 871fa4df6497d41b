"""By which way a visitor got the number, and what kept paper away."""

import sqlalchemy as sa
from alembic import op

revision = "0013_ways_of_slips"
down_revision: str | None = "0012_events_out"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("visit", sa.Column("slip_way", sa.String(32), nullable=True))
    op.add_column("visit", sa.Column("slip_cause", sa.String(), nullable=False, server_default=""))
