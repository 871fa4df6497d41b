"""Appointments come in from a booking source, and a person says what became of those not kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from json import dumps
from typing import Final

from core.calendar import business_day
from core.errors import Conflict, Unprocessable
from core.model import (
    PRE_APPLICATION,
    AppointmentId,
    AppointmentMode,
    AppointmentStatus,
    Completeness,
    EventKind,
    OutboxState,
    ServiceId,
    VisitKind,
)
from core.ports import UnitOfWork
from core.site import Site
from core.states import Verdict, after_verdict
from core.things import Actor, Appointment, AppointmentPerson, Receipt
from core.usecases import outbox

CODE_ID_LIMIT: Final = 2**48

_VERDICTS: Final = {
    Verdict.NO_SHOW: (EventKind.APPOINTMENT_NO_SHOW, "noshow"),
    Verdict.EXCUSE: (EventKind.APPOINTMENT_EXCUSED, "excused"),
    Verdict.REVOKE: (EventKind.APPOINTMENT_REVOKED, "revoked"),
    Verdict.REOPEN: (EventKind.APPOINTMENT_REOPENED, None),
}


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
        status: `booked`, `checked_in` (seen), `no_show`, `excused` or `revoked` at the source.
        pre_application: Ten of A–Z and 0–9; another form is not kept.
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


@dataclass(frozen=True, slots=True)
class ApplyDay:
    """All that a source has for one business day; what it lists no more is withdrawn.

    Attributes:
        kept: Ids at the source that are listed there, but could not be read: they stay as they are.
    """

    day: date
    source: str
    rows: Sequence[BookingRow]
    kept: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class AddAppointment:
    """Someone types in an appointment that no source knows of."""

    row: BookingRow


@dataclass(frozen=True, slots=True)
class Judge:
    """Someone says what became of an appointment that nobody came for.

    Attributes:
        confirm: Needed to excuse or revoke, since the booking server may write to the person.
    """

    appointment_id: str
    confirm: bool = False


def apply_day(uow: UnitOfWork, actor: Actor, command: ApplyDay) -> Receipt:
    """Bring a day up to what a source says; with counts as receipt.

    What happened here beats what the source says: a person who checked in stays checked in, and
    a verdict that was not sent yet stays. A row that cannot be kept is counted, not raised.
    """
    site = uow.site()
    counts = {"imported": 0, "changed": 0, "same": 0, "withdrawn": 0, "refused": 0}
    listed = set(command.kept)
    for row in command.rows:
        listed.add(row.source_id)
        counts[_apply_row(uow, actor, site, command.source, row)] += 1
    for known in uow.appointments.of_day(command.day, command.source):
        if known.source_id not in listed and known.withdrawn_at is None:
            uow.appointments.change(known.id, withdrawn_at=uow.now)
            _record(uow, actor, EventKind.APPOINTMENT_WITHDRAWN, known)
            counts["withdrawn"] += 1
    return {**counts}


def add_appointment(uow: UnitOfWork, actor: Actor, command: AddAppointment) -> Receipt:
    """Keep an appointment that was typed in here; receipt: appointment_id.

    Raises:
        NotFound: `service_unknown`.
        Unprocessable: `code_id_refused`, `pre_application_refused`.
        Conflict: `appointment_exists`.
    """
    site = uow.site()
    row = command.row
    if row.pre_application is not None and _pre_application(row) is None:
        raise Unprocessable("pre_application_refused")
    if uow.appointments.by_source(outbox.LOCAL, row.source_id) is not None:
        raise Conflict("appointment_exists")
    appointment = _import(uow, actor, site, outbox.LOCAL, row)
    return {"appointment_id": appointment.id}


def no_show_appointment(uow: UnitOfWork, actor: Actor, command: Judge) -> Receipt:
    """Give an appointment up: nobody came.

    Raises:
        NotFound: `appointment_unknown`.
        Conflict: `wrong_state`; `not_yet`, before its time.
    """
    appointment = uow.appointments.get(command.appointment_id)
    if appointment.starts_at > uow.now:
        raise Conflict("not_yet", starts_at=appointment.starts_at)
    return _judge(uow, actor, appointment, Verdict.NO_SHOW)


def excuse_appointment(uow: UnitOfWork, actor: Actor, command: Judge) -> Receipt:
    """Note that the visitor cancelled.

    Raises:
        NotFound: `appointment_unknown`.
        Conflict: `wrong_state`; `confirm_needed` for one still to come.
    """
    return _judge_future(uow, actor, command, Verdict.EXCUSE)


def revoke_appointment(uow: UnitOfWork, actor: Actor, command: Judge) -> Receipt:
    """Cancel an appointment on the office's side.

    Raises:
        NotFound: `appointment_unknown`.
        Conflict: `wrong_state`; `confirm_needed` for one still to come.
    """
    return _judge_future(uow, actor, command, Verdict.REVOKE)


def reopen_appointment(uow: UnitOfWork, actor: Actor, command: Judge) -> Receipt:
    """Take a verdict back, on the day itself.

    Raises:
        NotFound: `appointment_unknown`.
        Conflict: `wrong_state`, `another_day`.
    """
    appointment = uow.appointments.get(command.appointment_id)
    if appointment.business_day < uow.today():
        raise Conflict("another_day", business_day=appointment.business_day.isoformat())
    return _judge(uow, actor, appointment, Verdict.REOPEN)


def _judge_future(uow: UnitOfWork, actor: Actor, command: Judge, verdict: Verdict) -> Receipt:
    appointment = uow.appointments.get(command.appointment_id)
    if appointment.starts_at > uow.now and not command.confirm:
        raise Conflict("confirm_needed", starts_at=appointment.starts_at)
    return _judge(uow, actor, appointment, verdict)


def _judge(uow: UnitOfWork, actor: Actor, appointment: Appointment, verdict: Verdict) -> Receipt:
    status = after_verdict(verdict, appointment.status)
    uow.appointments.change(appointment.id, status=status)
    kind, outcome = _VERDICTS[verdict]
    _record(uow, actor, kind, appointment)
    for person in uow.appointments.persons(appointment.id):
        if person.target is None:
            continue
        if outcome is None:
            outbox.forget_one(uow, appointment.id, person.target)
        else:
            outbox.tell_one(uow, appointment.source, person.target, appointment.id, None, outcome)
    return {"appointment_id": appointment.id, "status": status.value}


def _apply_row(uow: UnitOfWork, actor: Actor, site: Site, source: str, row: BookingRow) -> str:
    if all(service.id != row.service_id for service in site.services):
        return "refused"
    known = uow.appointments.by_source(source, row.source_id)
    if known is None:
        clash = uow.appointments.by_code_id(row.code_id)
        if clash is not None or not 0 <= row.code_id < CODE_ID_LIMIT:
            return "refused"
        _import(uow, actor, site, source, row)
        return "imported"
    if known.digest == _digest(row) and known.withdrawn_at is None:
        return "same"
    _update(uow, actor, site, known, row)
    return "changed"


def _import(uow: UnitOfWork, actor: Actor, site: Site, source: str, row: BookingRow) -> Appointment:
    site.service(row.service_id)
    taken = uow.appointments.by_code_id(row.code_id) is not None
    if taken or not 0 <= row.code_id < CODE_ID_LIMIT:
        raise Unprocessable("code_id_refused")
    appointment = Appointment(
        id=AppointmentId(uow.new_id()),
        source=source,
        source_id=row.source_id,
        code_id=row.code_id,
        reference=row.reference,
        service_id=row.service_id,
        business_day=business_day(row.starts_at, site.tz),
        starts_at=row.starts_at,
        duration_min=row.duration_min,
        mode=row.mode,
        status=row.status,
        source_status=row.status,
        digest=_digest(row),
        imported_at=uow.now,
        visit_kind=row.visit_kind,
        completeness=row.completeness,
        missing_documents=row.missing_documents,
        case_ref=row.case_ref,
        pre_application=_pre_application(row),
        responsible_id=row.responsible_id,
        stream=site.service(row.service_id).stream,
    )
    uow.appointments.add(appointment)
    _put_people(uow, appointment, row)
    _record(uow, actor, EventKind.APPOINTMENT_IMPORTED, appointment)
    return appointment


def _update(uow: UnitOfWork, actor: Actor, site: Site, known: Appointment, row: BookingRow) -> None:
    status = known.status
    unsent = any(
        item.state is not OutboxState.SENT and item.withdrawn_at is None
        for item in uow.outbox.of_appointment(known.id)
    )
    if known.visit_id is None and not unsent:
        status = row.status
    uow.appointments.change(
        known.id,
        reference=row.reference,
        service_id=site.service(row.service_id).id,
        business_day=business_day(row.starts_at, site.tz),
        starts_at=row.starts_at,
        duration_min=row.duration_min,
        mode=row.mode,
        status=status,
        source_status=row.status,
        digest=_digest(row),
        withdrawn_at=None,
        visit_kind=row.visit_kind,
        completeness=row.completeness,
        missing_documents=row.missing_documents,
        case_ref=row.case_ref,
        pre_application=_pre_application(row),
        responsible_id=row.responsible_id,
    )
    _put_people(uow, known, row)
    _record(uow, actor, EventKind.APPOINTMENT_CHANGED, known, source_status=row.status.value)


def _pre_application(row: BookingRow) -> str | None:
    """Return the number as it is kept; a source may give another form, which nobody can use."""
    written = (row.pre_application or "").replace(" ", "").upper()
    return written if PRE_APPLICATION.fullmatch(written) else None


def _put_people(uow: UnitOfWork, appointment: Appointment, row: BookingRow) -> None:
    uow.appointments.put_persons(
        appointment.id,
        [
            AppointmentPerson(
                appointment.id, ordinal, person.target, person.family_name, person.given_name
            )
            for ordinal, person in enumerate(row.people, start=1)
        ],
    )


def _digest(row: BookingRow) -> str:
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


def _record(
    uow: UnitOfWork,
    actor: Actor,
    kind: EventKind,
    appointment: Appointment,
    source_status: str | None = None,
) -> None:
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
