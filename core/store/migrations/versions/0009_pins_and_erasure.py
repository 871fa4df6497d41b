"""PINs and invitations of agents; and which bookings and visits were erased on demand."""

import sqlalchemy as sa
from alembic import op

revision = "0009_pins_and_erasure"
down_revision: str | None = "0008_open_visits"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "device_pin",
        sa.Column("agent_id", sa.String(), nullable=False),
        sa.Column("station_id", sa.String(), nullable=False),
        sa.Column("pin_hash", sa.String(), nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agent.id"], name=op.f("fk_device_pin_agent_id_agent")
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["station.id"], name=op.f("fk_device_pin_station_id_station")
        ),
        sa.PrimaryKeyConstraint("agent_id", "station_id", name=op.f("pk_device_pin")),
    )
    op.create_table(
        "invitation",
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("agent_id", sa.String(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agent.id"], name=op.f("fk_invitation_agent_id_agent")
        ),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_invitation")),
    )
    op.create_index(op.f("ix_invitation_agent_id"), "invitation", ["agent_id"])
    op.add_column("appointment", sa.Column("erased_at", sa.BigInteger(), nullable=True))
    op.add_column("visit", sa.Column("erased_at", sa.BigInteger(), nullable=True))
