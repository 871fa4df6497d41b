"""Groups and routes of visits, vouchers, the switches of a day, and catalogues by version."""

import sqlalchemy as sa
from alembic import op

revision = "0003_groups_days_and_layers"
down_revision: str | None = "0002_bookings_and_visits"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    for name in ("services", "route"):
        op.add_column("visit", sa.Column(name, sa.Text(), nullable=False, server_default="[]"))
    op.add_column(
        "visit", sa.Column("urgent_min", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column(
        "visit", sa.Column("drill", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute("UPDATE visit SET services = '[\"' || service_id || '\"]'")
    op.execute("UPDATE visit SET route = services")
    op.add_column("visit_person", sa.Column("came_as", sa.String(), nullable=True))
    op.add_column("step", sa.Column("held_counter_id", sa.String(), nullable=True))
    op.add_column(
        "appointment", sa.Column("voucher", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column(
        "appointment", sa.Column("services", sa.Text(), nullable=False, server_default="[]")
    )
    op.add_column("counter", sa.Column("chosen", sa.Text(), nullable=False, server_default="[]"))
    op.execute("UPDATE counter SET chosen = offered")
    op.add_column("settings_version", sa.Column("catalogue", sa.Text(), nullable=True))
    op.add_column(
        "settings_version",
        sa.Column("part", sa.String(), nullable=False, server_default="settings"),
    )
    op.add_column("settings_version", sa.Column("agent_id", sa.String(), nullable=True))
    op.add_column(
        "settings_version", sa.Column("changed", sa.Text(), nullable=False, server_default="[]")
    )
    op.create_table(
        "site_day",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("closes_early_on", sa.Date(), nullable=True),
        sa.Column("closes_early_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("crisis_since", sa.BigInteger(), nullable=True),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("crisis_texts", sa.Text(), nullable=False),
        sa.Column("frozen_since", sa.BigInteger(), nullable=True),
        sa.Column("freeze_reason", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_day")),
    )
    op.create_table(
        "site_message",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_message")),
    )
    op.create_index(op.f("ix_site_message_ended_at"), "site_message", ["ended_at"], unique=False)
    op.create_table(
        "day_closing",
        sa.Column("business_day", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=False),
        sa.Column("agent_id", sa.String(), nullable=True),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("business_day", name=op.f("pk_day_closing")),
    )
