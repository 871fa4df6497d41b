"""Tables of visits, their steps, calls, persons and outcomes."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from core.model import (
    Arrival,
    Completeness,
    Need,
    Outcome,
    SlipState,
    SlipWay,
    StepState,
    VisitKind,
)
from core.store.tables import Base
from core.store.types import Choice, TextTuple


class VisitRow(Base):
    """One presence of one person, a family or a group."""

    __tablename__ = "visit"
    __table_args__ = (
        UniqueConstraint("business_day", "called_as"),
        UniqueConstraint("business_day", "sequence"),
        UniqueConstraint("lease_id", "number"),
        Index(
            "ix_visit_open",
            "business_day",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        # After the one above: of two that fit alike SQLite takes the one that was made last.
        Index(
            "ix_visit_priority",
            "business_day",
            sqlite_where=text("priority AND ended_at IS NULL"),
            postgresql_where=text("priority AND ended_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    business_day: Mapped[date]
    number: Mapped[str]
    called_as: Mapped[str]
    letter: Mapped[str]
    sequence: Mapped[int]
    kind: Mapped[str]
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"))
    checked_in_at: Mapped[datetime]
    received_at: Mapped[datetime]
    language: Mapped[str]
    base_at: Mapped[datetime]
    bonus_min: Mapped[int]
    settings_version: Mapped[int]
    appointment_id: Mapped[str | None] = mapped_column(ForeignKey("appointment.id"), index=True)
    starts_at: Mapped[datetime | None]
    arrival: Mapped[Arrival | None] = mapped_column(Choice(Arrival))
    priority: Mapped[bool]
    needs: Mapped[tuple[Need, ...]] = mapped_column(TextTuple(Need))
    persons: Mapped[int]
    companions: Mapped[int]
    station_id: Mapped[str | None]
    # No foreign key: a restored backup has forgotten the leases that were given after it.
    lease_id: Mapped[str | None]
    slip: Mapped[SlipState] = mapped_column(Choice(SlipState))
    slip_way: Mapped[SlipWay | None] = mapped_column(Choice(SlipWay))
    slip_cause: Mapped[str] = mapped_column(server_default="")
    visit_kind: Mapped[VisitKind] = mapped_column(Choice(VisitKind))
    linked_visit_id: Mapped[str | None]
    group_id: Mapped[str | None] = mapped_column(index=True)
    completeness: Mapped[Completeness] = mapped_column(Choice(Completeness))
    missing_documents: Mapped[tuple[str, ...]] = mapped_column(TextTuple)
    documents_shown: Mapped[tuple[str, ...]] = mapped_column(TextTuple)
    case_ref: Mapped[str | None]
    pre_application: Mapped[str | None]
    stream: Mapped[str]
    services: Mapped[tuple[str, ...]] = mapped_column(TextTuple, server_default="[]")
    route: Mapped[tuple[str, ...]] = mapped_column(TextTuple, server_default="[]")
    urgent_min: Mapped[int] = mapped_column(server_default="0")
    drill: Mapped[bool] = mapped_column(server_default=false())
    flags: Mapped[tuple[str, ...]] = mapped_column(TextTuple)
    first_called_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]


class VisitPersonRow(Base):
    """A person of a visit; purged a day after it."""

    __tablename__ = "visit_person"

    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[str | None]
    target: Mapped[str | None]
    came_as: Mapped[str | None]
    family_name: Mapped[str]
    given_name: Mapped[str]


class VisitNoteRow(Base):
    """What an agent noted of a visit; purged with its persons."""

    __tablename__ = "visit_note"

    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    body: Mapped[str]


class StepRow(Base):
    """One stay in one queue."""

    __tablename__ = "step"
    __table_args__ = (
        Index(
            "ix_step_waiting",
            "business_day",
            "service_id",
            "rank",
            "sequence",
            "due_from",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        # The last line of "two counters never hold the same step, a counter holds one at a time".
        Index(
            "ix_step_held",
            "counter_id",
            unique=True,
            sqlite_where=text("state IN ('called', 'serving')"),
            postgresql_where=text("state IN ('called', 'serving')"),
        ),
        Index(
            "ix_step_held_back",
            "held_counter_id",
            "business_day",
            sqlite_where=text("state = 'waiting' AND held_counter_id IS NOT NULL"),
            postgresql_where=text("state = 'waiting' AND held_counter_id IS NOT NULL"),
        ),
        UniqueConstraint("visit_id", "ordinal"),
        Index("ix_step_day_state", "business_day", "state"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id"))
    business_day: Mapped[date]
    ordinal: Mapped[int]
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"))
    state: Mapped[StepState] = mapped_column(Choice(StepState))
    rank: Mapped[datetime]
    due_from: Mapped[datetime]
    sequence: Mapped[int]
    waiting_since: Mapped[datetime]
    flow_index: Mapped[int]
    target_counter_id: Mapped[str | None]
    target_agent_id: Mapped[str | None]
    counter_id: Mapped[str | None] = mapped_column(ForeignKey("counter.id"))
    agent_id: Mapped[str | None]
    call_id: Mapped[str | None]
    calls: Mapped[int]
    absences: Mapped[int]
    holds: Mapped[int]
    called_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    parked_at: Mapped[datetime | None]
    park_until: Mapped[datetime | None]
    held_counter_id: Mapped[str | None]
    reason: Mapped[str | None]


class CallRow(Base):
    """The announcement of a step to a counter."""

    __tablename__ = "call"
    __table_args__ = (UniqueConstraint("business_day", "announcement"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    step_id: Mapped[str] = mapped_column(ForeignKey("step.id"), index=True)
    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id"))
    counter_id: Mapped[str] = mapped_column(ForeignKey("counter.id"))
    business_day: Mapped[date]
    announcement: Mapped[int]
    called_at: Mapped[datetime]
    agent_id: Mapped[str | None]
    repeats: Mapped[int]
    last_called_at: Mapped[datetime | None]
    retracted_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    audit: Mapped[dict[str, Any]]


class OutcomeRow(Base):
    """How one service ended for one person of a visit."""

    __tablename__ = "service_outcome"

    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    service_id: Mapped[str] = mapped_column(primary_key=True)
    outcome: Mapped[Outcome] = mapped_column(Choice(Outcome))
    recorded_at: Mapped[datetime]
    agent_id: Mapped[str | None]
