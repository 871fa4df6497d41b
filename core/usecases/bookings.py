"""Appointments come in from a booking source, and a person says what became of those not kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from core.calendar import opening
from core.errors import Conflict, Unprocessable
from core.model import AppointmentMode, AppointmentStatus, EventKind
from core.outcomes import may_hold
from core.policy import grace_min, minute
from core.ports import UnitOfWork
from core.site import Site
from core.states import Verdict, after_verdict
from core.things import Actor, Appointment, BookedDay, Receipt
from core.usecases import telling
from core.usecases.booked_rows import (
    BookedPerson,
    BookingRow,
    pre_application,
    record,
    take_in,
)
from core.usecases.references import fresh_reference
from core.usecases.taking_days import ApplyDay, apply_day

__all__ = [
    "AddAppointment",
    "ApplyDay",
    "BookedPerson",
    "BookingRow",
    "Judge",
    "add_appointment",
    "apply_day",
    "excuse_appointment",
    "no_show_appointment",
    "proposed",
    "reopen_appointment",
    "revoke_appointment",
    "written_to",
]

FURTHEST_DAYS: Final = 366
"""How far ahead an appointment can be typed in; a date beyond is a slip of a key."""

_CANCELLED: Final = frozenset({"excused", "revoked"})
"""Outcomes of which the booking server writes to the person."""

_VERDICTS: Final = {
    Verdict.NO_SHOW: (EventKind.APPOINTMENT_NO_SHOW, "noshow"),
    Verdict.EXCUSE: (EventKind.APPOINTMENT_EXCUSED, "excused"),
    Verdict.REVOKE: (EventKind.APPOINTMENT_REVOKED, "revoked"),
    Verdict.REOPEN: (EventKind.APPOINTMENT_REOPENED, None),
}


@dataclass(frozen=True, slots=True)
class NoteDaysRead:
    """Days were read whole from their source."""

    days: Sequence[BookedDay]


@dataclass(frozen=True, slots=True)
class AddAppointment:
    """Someone types in an appointment that no source knows of."""

    row: BookingRow


@dataclass(frozen=True, slots=True)
class Judge:
    """Someone says what became of an appointment that nobody came for.

    Attributes:
        confirm: Needed where the booking server writes to people: to excuse or revoke one still to
            come, and to take that back once it was told.
    """

    appointment_id: str
    confirm: bool = False


def note_days_read(uow: UnitOfWork, _actor: Actor, command: NoteDaysRead) -> Receipt:
    """Keep when days were last read from their source; not journaled, since nothing changed."""
    uow.appointments.put_days_read(command.days, uow.today())
    return {"days": len(command.days)}


def add_appointment(uow: UnitOfWork, actor: Actor, command: AddAppointment) -> Receipt:
    """Keep an appointment that was typed in here; receipt: appointment_id, outside_hours.

    Earlier today is taken: somebody stands at reception with a paper that nobody else has. An
    earlier day is refused, since nobody can come for it any more and its names would be kept for
    nothing. Outside the opening hours is taken too, and told.

    Raises:
        NotFound: `service_unknown`.
        Unprocessable: `code_id_refused`, `pre_application_refused`; `day_past`, `day_too_far`.
        Conflict: `appointment_exists`: another one of that day has the reference.
    """
    site = uow.site()
    row = command.row
    if row.pre_application is not None and pre_application(row) is None:
        raise Unprocessable("pre_application_refused")
    day, today = site.days.of(row.starts_at), uow.today()
    if day < today:
        raise Unprocessable("day_past", business_day=day.isoformat())
    if day > today + timedelta(days=FURTHEST_DAYS):
        raise Unprocessable("day_too_far", business_day=day.isoformat(), limit=FURTHEST_DAYS)
    if not row.reference:
        made = fresh_reference(uow.appointments)
        row = replace(row, reference=made, source_id=row.source_id or made)
    elif not row.source_id:
        row = replace(row, source_id=f"{row.reference}@{day.isoformat()}")
    if uow.appointments.by_source(telling.LOCAL, row.source_id) is not None or any(
        other.business_day == day and other.withdrawn_at is None
        for other in uow.appointments.by_reference(row.reference)
    ):
        raise Conflict("appointment_exists")
    appointment = take_in(uow, actor, site, telling.LOCAL, row)
    hours = site.calendar_of(site.service(row.service_id))
    return {
        "appointment_id": appointment.id,
        "outside_hours": not opening(hours, site.days, row.starts_at).open,
    }


def proposed(site: Site, appointment: Appointment, now: datetime) -> AppointmentStatus | None:
    """Return what a person may want to say of a booking: `no_show`, once its grace is over.

    Nobody is given up by a machine; and of meetings that are not held here nobody can tell here.
    """
    if appointment.status is not AppointmentStatus.BOOKED or appointment.withdrawn_at is not None:
        return None
    if appointment.mode is not AppointmentMode.IN_PERSON:
        return None
    grace = timedelta(minutes=grace_min(site.policy, site.service(appointment.service_id)))
    over = minute(now) > minute(appointment.starts_at) + grace
    return AppointmentStatus.NO_SHOW if over else None


def no_show_appointment(uow: UnitOfWork, actor: Actor, command: Judge) -> Receipt:
    """Give an appointment up: nobody came.

    Raises:
        NotFound: `appointment_unknown`.
        Conflict: `wrong_state`; `not_yet`, before its time; `cancelled` at its source.
    """
    appointment = uow.appointments.get(command.appointment_id)
    if appointment.starts_at > uow.now:
        raise Conflict("not_yet", starts_at=appointment.starts_at)
    return _judge(uow, actor, appointment, Verdict.NO_SHOW)


def excuse_appointment(uow: UnitOfWork, actor: Actor, command: Judge) -> Receipt:
    """Note that the visitor cancelled.

    Raises:
        NotFound: `appointment_unknown`.
        Conflict: `wrong_state`; `confirm_needed` for one still to come, with how many `people` the
            booking server writes to; `cancelled` at its source.
    """
    return _judge_future(uow, actor, command, Verdict.EXCUSE)


def revoke_appointment(uow: UnitOfWork, actor: Actor, command: Judge) -> Receipt:
    """Cancel an appointment on the office's side.

    Raises:
        NotFound: `appointment_unknown`.
        Conflict: `wrong_state`; `confirm_needed` for one still to come, with how many `people` the
            booking server writes to; `cancelled` at its source.
    """
    return _judge_future(uow, actor, command, Verdict.REVOKE)


def reopen_appointment(uow: UnitOfWork, actor: Actor, command: Judge) -> Receipt:
    """Take a verdict back, on the day itself.

    Raises:
        NotFound: `appointment_unknown`.
        Conflict: `wrong_state`, `another_day`; `confirm_needed`, with how many `people` the booking
            server writes to, where it was told of a cancellation of one still to come.
    """
    appointment = uow.appointments.get(command.appointment_id)
    if appointment.business_day < uow.today():
        raise Conflict("another_day", business_day=appointment.business_day.isoformat())
    people = written_to(uow, appointment, Verdict.REOPEN)
    if people and not command.confirm:
        raise Conflict("confirm_needed", starts_at=appointment.starts_at, people=people)
    return _judge(uow, actor, appointment, Verdict.REOPEN)


def written_to(uow: UnitOfWork, appointment: Appointment, verdict: Verdict) -> int:
    """Return to how many people the booking server writes if a verdict is told.

    It writes of a cancellation, and when one is taken back, as long as the appointment is to come.
    """
    if appointment.starts_at <= uow.now or not telling.is_told(uow.site(), appointment.source):
        return 0
    if verdict is Verdict.REOPEN:
        targets = _told_of(uow, appointment)
        held = (may_hold(uow.outbox.of_target(appointment.source, target)) for target in targets)
        return sum(not _CANCELLED.isdisjoint(values) for values in held)
    return len(_coming(uow, appointment)) if verdict in {Verdict.EXCUSE, Verdict.REVOKE} else 0


def _judge_future(uow: UnitOfWork, actor: Actor, command: Judge, verdict: Verdict) -> Receipt:
    appointment = uow.appointments.get(command.appointment_id)
    if appointment.starts_at > uow.now and not command.confirm:
        people = written_to(uow, appointment, verdict)
        raise Conflict("confirm_needed", starts_at=appointment.starts_at, people=people)
    return _judge(uow, actor, appointment, verdict)


def _judge(uow: UnitOfWork, actor: Actor, appointment: Appointment, verdict: Verdict) -> Receipt:
    if appointment.withdrawn_at is not None and verdict is not Verdict.REOPEN:
        # Its source lists it no more, and would hear of a booking that it cancelled itself.
        raise Conflict("cancelled", starts_at=appointment.starts_at)
    status = after_verdict(verdict, appointment.status)
    uow.appointments.change(appointment.id, status=status)
    kind, outcome = _VERDICTS[verdict]
    record(uow, actor, kind, appointment)
    if outcome is None:
        for target in _told_of(uow, appointment):
            telling.forget_one(uow, appointment.id, target)
    else:
        for target in _coming(uow, appointment):
            telling.tell_one(uow, appointment.source, target, appointment.id, None, outcome)
    return {"appointment_id": appointment.id, "status": status.value}


def _coming(uow: UnitOfWork, appointment: Appointment) -> list[str]:
    """Return the participations of those who are expected."""
    persons = uow.appointments.persons(appointment.id)
    return [person.target for person in persons if person.target is not None]


def _told_of(uow: UnitOfWork, appointment: Appointment) -> list[str]:
    """Return the participations that the source may have been told something of.

    Whoever was excused there is not among the expected any more, once the day was read again.
    """
    told = (item.target for item in uow.outbox.of_appointment(appointment.id))
    return list(dict.fromkeys([*_coming(uow, appointment), *told]))
