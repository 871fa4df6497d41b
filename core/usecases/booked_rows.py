"""One booking as a source gives it: taken in, brought up to date, and what stands against that."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from json import dumps
from typing import Final

from core.errors import Unprocessable
from core.model import (
    PRE_APPLICATION,
    AppointmentId,
    AppointmentMode,
    AppointmentStatus,
    Completeness,
    EventKind,
    ServiceId,
    VisitKind,
)
from core.outcomes import holds_status
from core.policy import minute
from core.ports import UnitOfWork
from core.site import Site
from core.things import Actor, Appointment, AppointmentPerson

CODE_ID_LIMIT: Final = 2**48

_HELD: Final = "held:"
"""Begins the digest of a booking whose person is here, and that its source has on another day."""


@dataclass(frozen=True, slots=True)
class BookedPerson:
    """A person of a booking; `target` is what the source calls this participation."""

    target: str | None = None
    family_name: str = field(default="", repr=False)
    given_name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class BookingRow:
    """A booking as a source gives it: one for each visit (a collective one is several).

    Attributes:
        code_id: Below 2**48, unique in the site.
        starts_at: On a whole minute: seconds that a source gives are cut off, since neither paper
            nor the signed code has room for them, and nobody is booked to the second.
        status: `booked`, `checked_in` (seen), `no_show`, `excused` or `revoked` at the source.
        pre_application: Ten of A–Z and 0–9; another form is not kept.
        zone: IANA zone in which the source's wall clock was read; "" where it has none.
        starts_text: The booked time as the source wrote it.
    """

    source_id: str
    code_id: int
    reference: str
    service_id: ServiceId
    starts_at: datetime
    duration_min: int = 15
    mode: AppointmentMode = AppointmentMode.IN_PERSON
    status: AppointmentStatus = AppointmentStatus.BOOKED
    people: tuple[BookedPerson, ...] = ()
    visit_kind: VisitKind = VisitKind.FIRST
    completeness: Completeness = Completeness.UNKNOWN
    missing_documents: tuple[str, ...] = ()
    case_ref: str | None = None
    pre_application: str | None = None
    responsible_id: str | None = None
    zone: str = ""
    starts_text: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts_at", minute(self.starts_at))


def code_id_free(uow: UnitOfWork, code_id: int) -> bool:
    """Say whether a booking may have this id in its signed code."""
    return 0 <= code_id < CODE_ID_LIMIT and uow.appointments.by_code_id(code_id) is None


def must_hold_here(known: Appointment, day: date, today: date) -> bool:
    """Say whether a source may not move a booking to a day, since the person came on another.

    Who is here today for an appointment that the source now has on another day has one visit, in
    today's queue. From tomorrow on the booking is free to move: it is a new appointment then.
    """
    return known.visit_id is not None and known.business_day != day and known.business_day >= today


def take_in(uow: UnitOfWork, actor: Actor, site: Site, source: str, row: BookingRow) -> Appointment:
    """Keep a booking that was not known.

    Raises:
        NotFound: `service_unknown`.
        Unprocessable: `code_id_refused`.
    """
    if not code_id_free(uow, row.code_id):
        raise Unprocessable("code_id_refused")
    return take_in_all(uow, actor, site, source, [row])[0]


def take_in_all(
    uow: UnitOfWork, actor: Actor, site: Site, source: str, rows: Sequence[BookingRow]
) -> Sequence[Appointment]:
    """Keep bookings that were not known, whose code ids are free.

    Raises:
        NotFound: `service_unknown`.
    """
    appointments = [_appointment(uow, site, source, row) for row in rows]
    people = [
        person
        for appointment, row in zip(appointments, rows, strict=True)
        for person in _people(appointment, row)
    ]
    uow.appointments.add_all(appointments, people)
    for appointment in appointments:
        record(uow, actor, EventKind.APPOINTMENT_IMPORTED, appointment)
    return appointments


def _appointment(uow: UnitOfWork, site: Site, source: str, row: BookingRow) -> Appointment:
    service = site.service(row.service_id)
    return Appointment(
        id=AppointmentId(uow.new_id()),
        source=source,
        source_id=row.source_id,
        code_id=row.code_id,
        reference=row.reference,
        service_id=row.service_id,
        business_day=site.days.of(row.starts_at),
        starts_at=row.starts_at,
        duration_min=row.duration_min,
        mode=row.mode,
        status=row.status,
        source_status=row.status,
        digest=digest(row),
        imported_at=uow.now,
        visit_kind=row.visit_kind,
        completeness=row.completeness,
        missing_documents=row.missing_documents,
        case_ref=row.case_ref,
        pre_application=pre_application(row),
        responsible_id=row.responsible_id,
        stream=service.stream,
        zone=row.zone,
        starts_text=row.starts_text,
    )


def is_as_told(known: Appointment, row: BookingRow) -> bool:
    """Say whether a booking stands here as its source tells it, of what may be kept of it."""
    return known.digest == digest(_kept(known, row)) and known.withdrawn_at is None


def is_held_as_told(known: Appointment, row: BookingRow) -> bool:
    """Say whether a booking that is held here was seen as its source tells it already."""
    return known.digest == _HELD + digest(_kept(known, row))


def is_held(known: Appointment) -> bool:
    """Say whether a booking's source has it on another day, while its person is here."""
    return known.digest.startswith(_HELD)


def hold_here(uow: UnitOfWork, known: Appointment, row: BookingRow) -> None:
    """Keep a booking on its day, where its person is, and note that its source was heard.

    It is looked at again when the day is over.
    """
    held = _HELD + digest(_kept(known, row))
    uow.appointments.change(known.id, digest=held, source_status=row.status)


def _kept(known: Appointment, row: BookingRow) -> BookingRow:
    """Return what may be kept of a row: of an erased booking nothing that tells whose it is."""
    if known.erased_at is None:
        return row
    return replace(
        row,
        reference="",
        people=tuple(BookedPerson(person.target) for person in row.people),
        missing_documents=(),
        case_ref=None,
        pre_application=None,
        responsible_id=None,
    )


def bring_up(
    uow: UnitOfWork, actor: Actor, site: Site, known: Appointment, told: BookingRow
) -> None:
    """Change a booking to what its source says now; what happened here stays.

    Of a booking that was erased on demand, its source does not bring back whose it is.

    The visit of a day that is over is let go when its booking has moved on to another day.

    Raises:
        NotFound: `service_unknown`.
    """
    row = _kept(known, told)
    day = site.days.of(row.starts_at)
    moved_on = known.visit_id is not None and day != known.business_day
    service = site.service(row.service_id)
    uow.appointments.change(
        known.id,
        reference=row.reference,
        service_id=service.id,
        business_day=day,
        starts_at=row.starts_at,
        duration_min=row.duration_min,
        mode=row.mode,
        status=_status(uow, known, row, moved_on=moved_on, same_day=day == known.business_day),
        source_status=row.status,
        visit_id=None if moved_on else known.visit_id,
        digest=digest(row),
        withdrawn_at=None,
        visit_kind=row.visit_kind,
        completeness=row.completeness,
        missing_documents=row.missing_documents,
        case_ref=row.case_ref,
        pre_application=pre_application(row),
        responsible_id=row.responsible_id,
        stream=service.stream,
        zone=row.zone,
        starts_text=row.starts_text,
    )
    uow.appointments.put_persons(known.id, _people(known, row))
    record(uow, actor, EventKind.APPOINTMENT_CHANGED, known, source_status=row.status.value)


def withdraw(uow: UnitOfWork, actor: Actor, known: Appointment) -> None:
    """Keep a booking that its source lists no more, but expect nobody for it, by no name.

    Its reference stays, so that whoever comes all the same is told what became of it.
    """
    uow.appointments.change(known.id, withdrawn_at=uow.now)
    uow.appointments.blank([known.id])
    record(uow, actor, EventKind.APPOINTMENT_WITHDRAWN, known)


def pre_application(row: BookingRow) -> str | None:
    """Return the number as it is kept; a source may give another form, which nobody can use."""
    written = (row.pre_application or "").replace(" ", "").upper()
    return written if PRE_APPLICATION.fullmatch(written) else None


def digest(row: BookingRow) -> str:
    """Return a digest of all that a source says of a booking, to see changes."""
    people = [[p.target, p.family_name, p.given_name] for p in row.people]
    parts = [
        row.code_id,
        row.reference,
        row.service_id,
        row.starts_at.timestamp(),
        row.duration_min,
        row.mode,
        row.status,
        people,
        row.visit_kind,
        row.completeness,
        row.missing_documents,
        row.case_ref,
        row.pre_application,
        row.responsible_id,
    ]
    return sha256(dumps(parts, ensure_ascii=False).encode()).hexdigest()


def record(
    uow: UnitOfWork,
    actor: Actor,
    kind: EventKind,
    appointment: Appointment,
    source_status: str | None = None,
) -> None:
    """Write into the journal what happened to a booking, and who did it."""
    uow.record(
        kind,
        actor,
        appointment_id=appointment.id,
        visit_id=appointment.visit_id,
        source=appointment.source,
        source_status=source_status or appointment.source_status.value,
        service_id=appointment.service_id,
        starts_at=appointment.starts_at,
    )


def _status(
    uow: UnitOfWork, known: Appointment, row: BookingRow, *, moved_on: bool, same_day: bool
) -> AppointmentStatus:
    """Return the status to keep: what happened here stands, as long as the source does not know."""
    if moved_on:
        return row.status
    if known.visit_id is not None or any(map(holds_status, uow.outbox.of_appointment(known.id))):
        return known.status
    # A source that is never told, such as a file, goes on saying what it said before the verdict.
    deaf = all(person.target is None for person in row.people)
    if deaf and same_day and row.status is known.source_status:
        return known.status
    return row.status


def _people(appointment: Appointment, row: BookingRow) -> list[AppointmentPerson]:
    return [
        AppointmentPerson(
            appointment.id, ordinal, person.target, person.family_name, person.given_name
        )
        for ordinal, person in enumerate(row.people, start=1)
    ]
