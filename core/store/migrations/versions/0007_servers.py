"""Where stations find the servers of a site that has several."""

import sqlalchemy as sa
from alembic import op

revision = "0007_servers"
down_revision: str | None = "0006_seals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "server",
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_server")),
    )
