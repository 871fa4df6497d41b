"""Tables of appointments, their persons, and what the booking server is to be told."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from core.model import (
    AppointmentMode,
    AppointmentStatus,
    Completeness,
    OutboxState,
    VisitKind,
)
from core.store.tables import Base
from core.store.types import Choice, TextTuple


class AppointmentRow(Base):
    """A booking for one visit."""

    __tablename__ = "appointment"
    __table_args__ = (
        UniqueConstraint("source", "source_id"),
        Index("ix_appointment_day", "business_day", "starts_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str]
    source_id: Mapped[str]
    code_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    reference: Mapped[str] = mapped_column(index=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"))
    business_day: Mapped[date]
    starts_at: Mapped[datetime]
    duration_min: Mapped[int]
    mode: Mapped[AppointmentMode] = mapped_column(Choice(AppointmentMode))
    status: Mapped[AppointmentStatus] = mapped_column(Choice(AppointmentStatus))
    source_status: Mapped[AppointmentStatus] = mapped_column(Choice(AppointmentStatus))
    digest: Mapped[str]
    imported_at: Mapped[datetime]
    # No foreign key: it would make a circle with `visit.appointment_id`.
    visit_id: Mapped[str | None]
    withdrawn_at: Mapped[datetime | None]
    visit_kind: Mapped[VisitKind] = mapped_column(Choice(VisitKind))
    completeness: Mapped[Completeness] = mapped_column(Choice(Completeness))
    missing_documents: Mapped[tuple[str, ...]] = mapped_column(TextTuple)
    case_ref: Mapped[str | None]
    pre_application: Mapped[str | None]
    responsible_id: Mapped[str | None]
    stream: Mapped[str]
    voucher: Mapped[bool] = mapped_column(server_default=false())
    services: Mapped[tuple[str, ...]] = mapped_column(TextTuple, server_default="[]")
    erased_at: Mapped[datetime | None]
    zone: Mapped[str] = mapped_column(server_default="")
    starts_text: Mapped[str] = mapped_column(server_default="")
    doubled: Mapped[bool] = mapped_column(server_default=false())


class AppointmentPersonRow(Base):
    """A person of a booking; purged a day after it."""

    __tablename__ = "appointment_person"

    appointment_id: Mapped[str] = mapped_column(ForeignKey("appointment.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    target: Mapped[str | None]
    family_name: Mapped[str]
    given_name: Mapped[str]


class OutboxRow(Base):
    """One outcome to be told to the booking server."""

    __tablename__ = "outbox_item"
    __table_args__ = (
        Index("ix_outbox_item_target", "source", "target", "order"),
        Index(
            "ix_outbox_item_unsent",
            "order",
            sqlite_where=text("state = 'pending' AND withdrawn_at IS NULL"),
            postgresql_where=text("state = 'pending' AND withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str]
    target: Mapped[str]
    appointment_id: Mapped[str] = mapped_column(ForeignKey("appointment.id"), index=True)
    outcome: Mapped[str]
    state: Mapped[OutboxState] = mapped_column(Choice(OutboxState))
    created_at: Mapped[datetime]
    order: Mapped[int] = mapped_column(unique=True)
    visit_id: Mapped[str | None]
    attempts: Mapped[int]
    next_try_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    found: Mapped[str | None]
    over: Mapped[str | None]


class BookedDayRow(Base):
    """When a day was last read whole from its source."""

    __tablename__ = "booked_day"

    source: Mapped[str] = mapped_column(primary_key=True)
    business_day: Mapped[date] = mapped_column(primary_key=True)
    read_at: Mapped[datetime]
    bookings: Mapped[int]
    set_aside: Mapped[int]
