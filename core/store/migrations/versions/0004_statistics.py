"""Days in numbers: counts by hour, day and month, and durations of nobody."""

import sqlalchemy as sa
from alembic import op

revision = "0004_statistics"
down_revision: str | None = "0003_groups_days_and_layers"
branch_labels = None
depends_on = None

_TIMES = ("wait", "service", "dwell")
_SUMS = [f"{kind}_s" for kind in _TIMES]
_COUNTS = [
    "visits",
    "persons",
    "walk_ins",
    "priority",
    "urgent",
    "early",
    "on_time",
    "late",
    "called",
    "served",
    "left",
    "sent_away",
    "absent",
    "unserved",
    "cancelled",
    "due",
    "punctual",
    "done",
    "incomplete",
    "refused",
    "not_recorded",
    "calls",
    "recalls",
    "out_of_turn",
    "absences",
    "transfers",
    "booked",
    "came",
    "no_shows",
    "excused",
    "revoked",
    "undecided",
    *_SUMS,
    *(f"{kind}_{index:02}" for kind in _TIMES for index in range(21)),
]


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "day_count",
        sa.Column("grain", sa.String(length=8), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("hour", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("agents", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.BigInteger() if name in _SUMS else sa.Integer(), nullable=False)
            for name in _COUNTS
        ),
        sa.PrimaryKeyConstraint(
            "grain", "starts_on", "service_id", "hour", "kind", name=op.f("pk_day_count")
        ),
    )
    op.create_table(
        "duration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("business_day", sa.Date(), nullable=False),
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duration")),
    )
    op.create_index(op.f("ix_duration_business_day"), "duration", ["business_day"], unique=False)
    op.create_index(
        "ix_duration_measure_service",
        "duration",
        ["measure", "service_id", "business_day"],
        unique=False,
    )
    op.create_table(
        "counted_day",
        sa.Column("business_day", sa.Date(), nullable=False),
        sa.Column("counted_at", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.Boolean(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("business_day", name=op.f("pk_counted_day")),
    )
    op.create_table(
        "noticed_change",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_noticed_change")),
    )
