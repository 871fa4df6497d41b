"""Numbers may be leased to paper, which is no station."""

import sqlalchemy as sa
from alembic import op

revision = "0014_numbers_on_paper"
down_revision: str | None = "0013_ways_of_slips"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    with op.batch_alter_table("lease") as batch:
        batch.alter_column("station_id", existing_type=sa.String(), nullable=True)
