"""People arrive: with an appointment, or for a walk-in ticket."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core import policy
from core.errors import Conflict, Refusal
from core.model import (
    AppointmentId,
    AppointmentMode,
    AppointmentStatus,
    Arrival,
    EventKind,
    ServiceId,
)
from core.policy import Ranked
from core.ports import UnitOfWork
from core.site import Service, Site
from core.things import Actor, Appointment, Receipt, VisitPerson
from core.usecases import telling
from core.usecases.admission import Claim, CodeFacts, find, judge
from core.usecases.enqueueing import (
    Wishes,
    has_priority,
    language_of,
    new_visit,
    queue,
    wished_services,
)
from core.usecases.openness import require_walk_in
from core.usecases.source_flags import DOUBLED
from core.usecases.ticketing import LeasedNumber, known_receipt, moment_of, number_for

__all__ = ["CheckIn", "CodeFacts", "LeasedNumber", "WalkIn", "check_in", "walk_in"]


@dataclass(frozen=True, slots=True)
class CheckIn(Wishes):
    """Someone with an appointment is here: by code, by reference (and time), or by its id.

    Attributes:
        time: The booked time on the site's wall clock, `HH:MM`.
        typed: A reference typed at a kiosk: every refusal is `see_reception`.
    """

    appointment_id: AppointmentId | None = None
    reference: str | None = None
    time: str | None = None
    code: CodeFacts | None = None
    typed: bool = False


@dataclass(frozen=True, slots=True)
class WalkIn(Wishes):
    """Someone without an appointment is here for a service."""

    service_id: ServiceId


def check_in(uow: UnitOfWork, actor: Actor, command: CheckIn) -> Receipt:
    """Queue someone with an appointment; receipt: visit_id, number, alias, arrival, step_id.

    A number that a slip bears already is never refused: what does not fit is flagged for staff.

    Raises:
        NotFound: `appointment_unknown`; `service_unknown`, for a further service.
        Conflict: What `admission.judge` raises; `see_reception` for a typed reference;
            `number_not_yours`; for further services what `walk_in` raises.
        Unprocessable: `language_unknown`; what `ticketing.number_for` raises.
    """
    known = known_receipt(uow, actor, command.leased)
    if known is not None:
        return known
    site = uow.site()
    # What says nothing of the appointment is judged before it, so that it tells nothing of it.
    language_of(site, command)
    if command.services:
        _judge_tickets(uow, site, wished_services(site, command.services[0], command), command)
    at = moment_of(uow, command.leased)
    claim = Claim(command.appointment_id, command.reference, command.time, command.code)
    found = find(uow, site, claim, at)
    try:
        appointment = judge(uow, site, claim, found, at, reception=command.reception)
    except Refusal as refusal:
        if command.given:
            return _keep(uow, actor, site, command, found, refusal.code)
        if command.typed:
            raise Conflict("see_reception") from None
        raise
    return _admit(uow, actor, site, command, appointment)


def _admit(
    uow: UnitOfWork, actor: Actor, site: Site, command: CheckIn, appointment: Appointment
) -> Receipt:
    first = site.service(appointment.service_id)
    # A voucher may be for more than one service.
    booked = dict.fromkeys((first.id, *appointment.services))
    further = [one for one in _further(site, first, command) if one.id not in booked]
    services = (*map(site.service, booked), *further)
    ticket = number_for(uow, actor, site, first, command.leased)
    ranked = policy.rank_appointment(
        ticket.issued_at,
        appointment.starts_at,
        site.policy,
        first,
        priority=has_priority(command, services),
        voucher=appointment.voucher,
    )
    visit = new_visit(uow, actor, command, ticket, services, ranked, "appointment")
    people = uow.appointments.persons(appointment.id)
    visit = replace(
        visit,
        appointment_id=appointment.id,
        starts_at=appointment.starts_at,
        arrival=_arrival(site, appointment, ticket.issued_at),
        persons=max(command.persons, len(people), 1),
        visit_kind=appointment.visit_kind,
        completeness=appointment.completeness,
        missing_documents=appointment.missing_documents,
        case_ref=appointment.case_ref,
        pre_application=appointment.pre_application,
        stream=appointment.stream,
        flags=(*visit.flags, DOUBLED) if appointment.doubled else visit.flags,
    )
    uow.visits.add(visit)
    uow.visits.add_persons(
        VisitPerson(
            visit.id,
            person.ordinal,
            appointment.id,
            person.target,
            family_name=person.family_name,
            given_name=person.given_name,
        )
        for person in people
    )
    if appointment.status is AppointmentStatus.NO_SHOW:
        # Given up after the grace period, and here all the same.
        telling.withdraw_of(uow, appointment.id)
        uow.record(EventKind.APPOINTMENT_REOPENED, actor, appointment_id=appointment.id)
    uow.appointments.change(appointment.id, status=AppointmentStatus.CHECKED_IN, visit_id=visit.id)
    if site.seen_on == "arrival":
        telling.tell(uow, visit, "seen")
    return queue(uow, actor, visit, ranked, EventKind.VISIT_CHECKED_IN)


def _arrival(site: Site, appointment: Appointment, at: datetime) -> Arrival:
    found = policy.arrival(at, appointment.starts_at, site.policy)
    return Arrival.ON_TIME if appointment.voucher and found is Arrival.LATE else found


def _keep(
    uow: UnitOfWork,
    actor: Actor,
    site: Site,
    command: CheckIn,
    found: Appointment | None,
    cause: str,
) -> Receipt:
    """Queue someone whose slip was printed while the kiosk was cut off, whatever the rules say."""
    standing = found is not None and cause in {"too_early", "too_late", "service_closed"}
    if found is not None and standing and found.mode is AppointmentMode.IN_PERSON:
        return _admit(uow, actor, site, command, found)
    first = _service_of(site, command, found)
    services = (first, *_further(site, first, command))
    flag = "second_use" if cause == "already_checked_in" else cause
    ticket = number_for(uow, actor, site, first, command.leased)
    # A booking of another day stays booked, for that day.
    meant = None if cause == "wrong_day" else found
    starts_at = _booked_today(site, command, meant, ticket.issued_at)
    ranked = _rank_kept(
        site, first, starts_at, ticket.issued_at, priority=has_priority(command, services)
    )
    visit = new_visit(uow, actor, command, ticket, services, ranked, "appointment")
    visit = replace(
        visit,
        starts_at=starts_at,
        linked_visit_id=None if meant is None else meant.visit_id,
        flags=(*visit.flags, flag),
    )
    uow.visits.add(visit)
    return queue(uow, actor, visit, ranked, EventKind.VISIT_CHECKED_IN)


def _further(site: Site, first: Service, command: CheckIn) -> tuple[Service, ...]:
    if not command.services:
        return ()
    wished = wished_services(site, command.services[0], command)
    return tuple(service for service in wished if service.id != first.id)


def _service_of(site: Site, command: CheckIn, found: Appointment | None) -> Service:
    if found is not None:
        return site.service(found.service_id)
    if command.code is not None:
        service = site.service_by_number(command.code.service_number)
        if service is not None:
            return service
    if command.leased is not None:
        letter = command.leased.number[0]
        for service in site.services:
            if service.letter == letter:
                return service
    raise Conflict("see_reception")


def _booked_today(
    site: Site, command: CheckIn, found: Appointment | None, at: datetime
) -> datetime | None:
    booked = None if found is None else found.starts_at
    if booked is None and command.code is not None:
        booked = command.code.booked_at
    if booked is None or site.days.of(booked) != site.days.of(at):
        return None
    return booked


def _rank_kept(
    site: Site, service: Service, starts_at: datetime | None, at: datetime, *, priority: bool
) -> Ranked:
    if starts_at is None:
        return policy.rank_walk_in(at, site.policy, service, priority=priority)
    return policy.rank_appointment(at, starts_at, site.policy, service, priority=priority)


def walk_in(uow: UnitOfWork, actor: Actor, command: WalkIn) -> Receipt:
    """Give a walk-in ticket; receipt: visit_id, number, alias, arrival (None), step_id.

    Raises:
        NotFound: `service_unknown`.
        Conflict: What `openness.require_walk_in` raises, but not for a number that a slip bears
            already; `number_not_yours`.
        Unprocessable: `language_unknown`; what `ticketing.number_for` raises.
    """
    known = known_receipt(uow, actor, command.leased)
    if known is not None:
        return known
    site = uow.site()
    services = wished_services(site, command.service_id, command)
    _judge_tickets(uow, site, services, command)
    ticket = number_for(uow, actor, site, services[0], command.leased)
    ranked = policy.rank_walk_in(
        ticket.issued_at, site.policy, services[0], priority=has_priority(command, services)
    )
    visit = new_visit(uow, actor, command, ticket, services, ranked, "walk_in")
    uow.visits.add(visit)
    return queue(uow, actor, visit, ranked, EventKind.VISIT_WALKED_IN)


def _judge_tickets(
    uow: UnitOfWork, site: Site, services: Sequence[Service], wishes: Wishes
) -> None:
    """Refuse what somebody comes for without an appointment, unless a slip bears the number."""
    if wishes.given:
        return
    for service in services:
        require_walk_in(
            uow,
            site,
            service,
            reception=wishes.reception,
            last_call=service.id in wishes.last_calls,
        )
