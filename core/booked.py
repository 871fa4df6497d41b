"""Bookings as frozen values, and what their source is to be told of them."""

from dataclasses import dataclass, field
from datetime import date, datetime

from core.model import (
    AppointmentId,
    AppointmentMode,
    AppointmentStatus,
    Completeness,
    OutboxItemId,
    OutboxState,
    ServiceId,
    VisitId,
    VisitKind,
)


@dataclass(frozen=True, slots=True)
class Appointment:
    """A booking for one visit: of one person, or of several who come together.

    Attributes:
        source: The gateway it came from, or `local`.
        source_id: Its id there; unique with `source`.
        code_id: Below 2**48, unique in the site; what a signed code carries.
        source_status: The last status that the source gave.
        withdrawn_at: When the source no longer listed it.
        voucher: For someone who was carried over from the day before: never late.
        services: All that a voucher is for, if that is more than `service_id`, which is the first.
        digest: Of the source's row, to see changes.
        zone: IANA zone in which the source's wall clock was read; "" where it has none.
        starts_text: The booked time as the source wrote it.
        doubled: A person of it has another booking for the same service on the same day.
        erased_at: When whose it is was forgotten on demand; its source cannot tell it anew.
    """

    id: AppointmentId
    source: str
    source_id: str
    code_id: int
    reference: str
    service_id: ServiceId
    business_day: date
    starts_at: datetime
    duration_min: int
    mode: AppointmentMode
    status: AppointmentStatus
    source_status: AppointmentStatus
    digest: str
    imported_at: datetime
    visit_id: VisitId | None = None
    withdrawn_at: datetime | None = None
    visit_kind: VisitKind = VisitKind.FIRST
    completeness: Completeness = Completeness.UNKNOWN
    missing_documents: tuple[str, ...] = ()
    case_ref: str | None = None
    pre_application: str | None = None
    responsible_id: str | None = None
    stream: str = "general"
    voucher: bool = False
    services: tuple[ServiceId, ...] = ()
    erased_at: datetime | None = None
    zone: str = ""
    starts_text: str = ""
    doubled: bool = False


@dataclass(frozen=True, slots=True)
class AppointmentPerson:
    """A person of a booking; `target` is what the source calls this participation."""

    appointment_id: AppointmentId
    ordinal: int
    target: str | None = None
    family_name: str = field(default="", repr=False)
    given_name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class BookedDay:
    """When a day was last read whole from its source, and what came.

    Attributes:
        bookings: Rows that could be read.
        set_aside: Rows that could not.
    """

    source: str
    business_day: date
    read_at: datetime
    bookings: int
    set_aside: int


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """One outcome to be told to the booking server.

    Attributes:
        target: What the source calls the participation.
        outcome: `seen`, `noshow`, `excused`, `revoked` or `unknown`, the booking server's words.
        withdrawn_at: It must not be sent any more: what it says was undone.
        tried_at: Since when it may have arrived; noted before anything is written there.
        found: What the booking server held instead, when it was refused for that.
        over: What a person saw there, and lets it replace.
    """

    id: OutboxItemId
    source: str
    target: str
    appointment_id: AppointmentId
    outcome: str
    state: OutboxState
    created_at: datetime
    order: int
    visit_id: VisitId | None = None
    attempts: int = 0
    next_try_at: datetime | None = None
    reason: str | None = None
    sent_at: datetime | None = None
    withdrawn_at: datetime | None = None
    tried_at: datetime | None = None
    found: str | None = None
    over: str | None = None
