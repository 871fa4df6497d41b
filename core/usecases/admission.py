"""Finding the appointment that a person came for, and judging whether it may check in now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.business_days import wall_clock
from core.calendar import opening
from core.errors import Conflict, NotFound
from core.model import AppointmentMode, AppointmentStatus, LatePolicy
from core.policy import check_in_opens_min, grace_min, minute
from core.ports import UnitOfWork
from core.site import Service, Site
from core.things import Appointment
from core.usecases.openness import require_check_in


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """What a signed code says, after its signature was verified.

    Attributes:
        site_matches: The code was made for this site.
    """

    code_id: int
    service_number: int
    booked_at: datetime
    site_matches: bool = True


@dataclass(frozen=True, slots=True)
class Claim:
    """How a person says which appointment they have: by code, by reference and time, or by id."""

    appointment_id: str | None = None
    reference: str | None = None
    time: str | None = None
    code: CodeFacts | None = None


def find(uow: UnitOfWork, site: Site, claim: Claim, at: datetime) -> Appointment | None:
    """Return the appointment that is meant, the one of today before those of other days."""
    if claim.appointment_id is not None:
        return uow.appointments.find(claim.appointment_id)
    if claim.code is not None:
        return uow.appointments.by_code_id(claim.code.code_id)
    matches = [
        found
        for found in uow.appointments.by_reference(claim.reference or "")
        if claim.time is None or wall_clock(found.starts_at, site.tz) == claim.time
    ]
    return _nearest(matches, site, at)


def _nearest(matches: Sequence[Appointment], site: Site, at: datetime) -> Appointment | None:
    today = site.days.of(at)

    def preference(found: Appointment) -> tuple[bool, bool, timedelta, str]:
        standing = found.status is AppointmentStatus.BOOKED and found.withdrawn_at is None
        return found.business_day != today, not standing, abs(found.starts_at - at), found.id

    return min(matches, key=preference, default=None)


def judge(
    uow: UnitOfWork,
    site: Site,
    claim: Claim,
    appointment: Appointment | None,
    at: datetime,
    *,
    reception: bool,
) -> Appointment:
    """Return the appointment, if the person may check in at `at`.

    Raises:
        NotFound: `appointment_unknown`.
        Conflict: `wrong_site`, `cancelled`, `already_checked_in`, `wrong_day`, `not_in_person`,
            `too_early` (not for reception), `too_late`; `service_closed` once the day is.
    """
    if claim.code is not None and not claim.code.site_matches:
        raise Conflict("wrong_site")
    if appointment is None:
        raise NotFound("appointment_unknown")
    _judge_status(uow, appointment)
    if site.days.of(at) != appointment.business_day:
        raise Conflict("wrong_day", starts_at=appointment.starts_at)
    if appointment.mode is not AppointmentMode.IN_PERSON:
        raise Conflict("not_in_person", mode=appointment.mode.value)
    service = site.service(appointment.service_id)
    _judge_time(site, service, appointment, at, reception=reception)
    require_check_in(uow, site, service, at)
    return appointment


def _judge_status(uow: UnitOfWork, appointment: Appointment) -> None:
    if appointment.status is AppointmentStatus.CHECKED_IN and appointment.visit_id is not None:
        visit = uow.visits.find(appointment.visit_id)
        # A visit is forgotten after 30 days; its booking may have to stay longer.
        if visit is not None:
            raise Conflict(
                "already_checked_in",
                visit_id=visit.id,
                number=visit.called_as,
                starts_at=appointment.starts_at,
            )
    cancelled = appointment.status in {AppointmentStatus.EXCUSED, AppointmentStatus.REVOKED}
    if cancelled or appointment.withdrawn_at is not None:
        raise Conflict(
            "cancelled",
            appointment_status=appointment.status.value,
            starts_at=appointment.starts_at,
        )


def _judge_time(
    site: Site, service: Service, appointment: Appointment, at: datetime, *, reception: bool
) -> None:
    came, booked = minute(at), minute(appointment.starts_at)
    opens = booked - timedelta(minutes=check_in_opens_min(site.policy, service))
    if came < opens and not reception:
        raise Conflict("too_early", come_back_at=opens, starts_at=appointment.starts_at)
    if came <= booked + timedelta(minutes=grace_min(site.policy, service)):
        return
    hours = opening(site.calendar_of(service), site.days, at)
    rebook = service.late_policy is LatePolicy.REBOOK and not appointment.voucher
    if rebook or hours.over:
        raise Conflict("too_late", starts_at=appointment.starts_at)
