"""What may have arrived at the booking server; how its times were written; when days were read."""

import sqlalchemy as sa
from alembic import op

revision = "0011_true_to_the_booking_server"
down_revision: str | None = "0010_other_ways_in"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("outbox_item", sa.Column("tried_at", sa.BigInteger(), nullable=True))
    op.add_column("outbox_item", sa.Column("found", sa.String(), nullable=True))
    op.add_column("outbox_item", sa.Column("over", sa.String(), nullable=True))
    # Nobody noted then whether a try got as far as writing: it may have.
    op.execute(
        "UPDATE outbox_item SET tried_at = created_at WHERE state = 'pending' AND attempts > 0"
    )
    op.add_column("appointment", sa.Column("zone", sa.String(), nullable=False, server_default=""))
    op.add_column(
        "appointment", sa.Column("starts_text", sa.String(), nullable=False, server_default="")
    )
    op.add_column(
        "appointment", sa.Column("doubled", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "booked_day",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("business_day", sa.Date(), nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=False),
        sa.Column("bookings", sa.Integer(), nullable=False),
        sa.Column("set_aside", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source", "business_day", name=op.f("pk_booked_day")),
    )
