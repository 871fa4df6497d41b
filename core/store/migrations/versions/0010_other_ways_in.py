"""Accounts of other tools; and who agents are at a provider of identities."""

import sqlalchemy as sa
from alembic import op

revision = "0010_other_ways_in"
down_revision: str | None = "0009_pins_and_erasure"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "service_account",
        sa.Column("station_id", sa.String(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("old_token_hash", sa.String(), nullable=True),
        sa.Column("old_until", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["station_id"], ["station.id"], name=op.f("fk_service_account_station_id_station")
        ),
        sa.PrimaryKeyConstraint("station_id", name=op.f("pk_service_account")),
        sa.UniqueConstraint("old_token_hash", name=op.f("uq_service_account_old_token_hash")),
    )
    op.create_table(
        "agent_identity",
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("agent_id", sa.String(), nullable=False),
        sa.Column("linked_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agent.id"], name=op.f("fk_agent_identity_agent_id_agent")
        ),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_agent_identity")),
    )
    op.create_index(op.f("ix_agent_identity_agent_id"), "agent_identity", ["agent_id"])
