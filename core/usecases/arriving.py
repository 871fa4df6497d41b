"""People arrive: with an appointment, or for a walk-in ticket."""

from dataclasses import dataclass, replace
from datetime import datetime

from core import policy
from core.calendar import opening
from core.errors import Conflict, Refusal
from core.model import (
    AppointmentId,
    AppointmentMode,
    AppointmentStatus,
    Arrival,
    EventKind,
    Need,
    ServiceId,
    VisitId,
)
from core.policy import Ranked
from core.ports import UnitOfWork
from core.site import Service, Site
from core.things import Actor, Appointment, Receipt, Visit, VisitClass, VisitPerson
from core.usecases import outbox, visits
from core.usecases.admission import Claim, CodeFacts, find, judge
from core.usecases.ticketing import (
    LeasedNumber,
    Ticket,
    arrival_receipt,
    known_receipt,
    moment_of,
    number_for,
)

__all__ = ["CheckIn", "CodeFacts", "LeasedNumber", "WalkIn", "check_in", "walk_in"]


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Someone with an appointment is here: by code, by reference (and time), or by its id.

    Attributes:
        time: The booked time on the site's wall clock, `HH:MM`.
        typed: A reference typed at a kiosk: every refusal is `see_reception`.
        reception: Reception asks, who may let people in early.
    """

    appointment_id: AppointmentId | None = None
    reference: str | None = None
    time: str | None = None
    code: CodeFacts | None = None
    typed: bool = False
    reception: bool = False
    leased: LeasedNumber | None = None
    language: str | None = None
    priority: bool = False
    needs: tuple[Need, ...] = ()
    persons: int = 1
    companions: int = 0


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Someone without an appointment is here for a service."""

    service_id: ServiceId
    reception: bool = False
    leased: LeasedNumber | None = None
    language: str | None = None
    priority: bool = False
    needs: tuple[Need, ...] = ()
    persons: int = 1
    companions: int = 0


def check_in(uow: UnitOfWork, actor: Actor, command: CheckIn) -> Receipt:
    """Queue someone with an appointment; receipt: visit_id, number, alias, arrival, step_id.

    A number that a slip bears already is never refused: what does not fit is flagged for staff.

    Raises:
        NotFound: `appointment_unknown`.
        Conflict: What `admission.judge` raises; `see_reception` for a typed reference.
        Unprocessable: What `ticketing.number_for` raises.
    """
    known = known_receipt(uow, command.leased)
    if known is not None:
        return known
    site = uow.site()
    at = moment_of(uow, command.leased)
    claim = Claim(command.appointment_id, command.reference, command.time, command.code)
    found = find(uow, site, claim, at)
    try:
        appointment = judge(uow, site, claim, found, at, reception=command.reception)
    except Refusal as refusal:
        if command.leased is not None and command.leased.given:
            return _keep(uow, actor, site, command, found, refusal.code)
        if command.typed:
            raise Conflict("see_reception") from None
        raise
    return _admit(uow, actor, site, command, appointment)


def _admit(
    uow: UnitOfWork, actor: Actor, site: Site, command: CheckIn, appointment: Appointment
) -> Receipt:
    service = site.service(appointment.service_id)
    ticket = number_for(uow, actor, site, service, command.leased)
    ranked = policy.rank_appointment(
        ticket.issued_at, appointment.starts_at, site.policy, service, priority=command.priority
    )
    visit = _new_visit(uow, actor, site, command, ticket, service, ranked, "appointment")
    people = uow.appointments.persons(appointment.id)
    visit = replace(
        visit,
        appointment_id=appointment.id,
        starts_at=appointment.starts_at,
        arrival=policy.arrival(ticket.issued_at, appointment.starts_at, site.policy),
        persons=max(command.persons, len(people), 1),
        visit_kind=appointment.visit_kind,
        completeness=appointment.completeness,
        missing_documents=appointment.missing_documents,
        case_ref=appointment.case_ref,
        pre_application=appointment.pre_application,
        stream=appointment.stream,
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
        outbox.withdraw_of(uow, appointment.id)
        uow.record(EventKind.APPOINTMENT_REOPENED, actor, appointment_id=appointment.id)
    uow.appointments.change(appointment.id, status=AppointmentStatus.CHECKED_IN, visit_id=visit.id)
    if site.seen_on == "arrival":
        outbox.tell(uow, visit, "seen")
    return _queue(uow, actor, visit, ranked, EventKind.VISIT_CHECKED_IN)


def _keep(
    uow: UnitOfWork,
    actor: Actor,
    site: Site,
    command: CheckIn,
    found: Appointment | None,
    cause: str,
) -> Receipt:
    """Queue someone whose slip was printed while the kiosk was cut off, whatever the rules say."""
    standing = found is not None and cause in {"too_early", "too_late", "wrong_day"}
    if found is not None and standing and found.mode is AppointmentMode.IN_PERSON:
        return _admit(uow, actor, site, command, found)
    service = _service_of(site, command, found)
    flag = "second_use" if cause == "already_checked_in" else cause
    ticket = number_for(uow, actor, site, service, command.leased)
    ranked = _rank_kept(site, service, command, found, ticket.issued_at)
    visit = _new_visit(uow, actor, site, command, ticket, service, ranked, "appointment")
    starts_at = command.code.booked_at if command.code is not None else None
    visit = replace(
        visit,
        starts_at=found.starts_at if found is not None else starts_at,
        linked_visit_id=None if found is None else found.visit_id,
        flags=(*visit.flags, flag),
    )
    uow.visits.add(visit)
    return _queue(uow, actor, visit, ranked, EventKind.VISIT_CHECKED_IN)


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


def _rank_kept(
    site: Site,
    service: Service,
    command: CheckIn,
    found: Appointment | None,
    at: datetime,
) -> Ranked:
    starts_at = found.starts_at if found is not None else None
    if starts_at is None and command.code is not None:
        starts_at = command.code.booked_at
    if starts_at is None:
        return policy.rank_walk_in(at, site.policy, service, priority=command.priority)
    return policy.rank_appointment(at, starts_at, site.policy, service, priority=command.priority)


def walk_in(uow: UnitOfWork, actor: Actor, command: WalkIn) -> Receipt:
    """Give a walk-in ticket; receipt: visit_id, number, alias, arrival (None), step_id.

    Raises:
        NotFound: `service_unknown`.
        Conflict: `walk_in_not_offered` (not for reception), `service_closed` (with `opens_at`),
            `quota_reached`; none of them for a number that a slip bears already.
        Unprocessable: What `ticketing.number_for` raises.
    """
    known = known_receipt(uow, command.leased)
    if known is not None:
        return known
    site = uow.site()
    service = site.service(command.service_id)
    if command.leased is None or not command.leased.given:
        _judge_walk_in(uow, site, service, reception=command.reception)
    ticket = number_for(uow, actor, site, service, command.leased)
    ranked = policy.rank_walk_in(ticket.issued_at, site.policy, service, priority=command.priority)
    visit = _new_visit(uow, actor, site, command, ticket, service, ranked, "walk_in")
    uow.visits.add(visit)
    return _queue(uow, actor, visit, ranked, EventKind.VISIT_WALKED_IN)


def _judge_walk_in(uow: UnitOfWork, site: Site, service: Service, *, reception: bool) -> None:
    if not service.walk_in and not reception:
        raise Conflict("walk_in_not_offered", service_id=service.id)
    hours = opening(site.calendar_of(service), site.tz, uow.now)
    last = hours.last_ticket_at
    if not hours.open or (last is not None and uow.now >= last):
        raise Conflict("service_closed", service_id=service.id, opens_at=hours.opens_at)
    if service.daily_cap is not None:
        given = uow.visits.count_walk_ins(uow.today(), service.id)
        if given >= service.daily_cap:
            raise Conflict("quota_reached", service_id=service.id, cap=service.daily_cap)


def _new_visit(
    uow: UnitOfWork,
    actor: Actor,
    site: Site,
    command: CheckIn | WalkIn,
    ticket: Ticket,
    service: Service,
    ranked: Ranked,
    kind: VisitClass,
) -> Visit:
    return Visit(
        id=VisitId(uow.new_id()),
        business_day=ticket.business_day,
        number=ticket.number,
        called_as=ticket.called_as,
        letter=ticket.letter,
        sequence=uow.visits.next_sequence(ticket.business_day),
        kind=kind,
        service_id=service.id,
        checked_in_at=ticket.issued_at,
        received_at=uow.now,
        language=command.language or site.languages[0],
        base_at=ranked.base_at,
        bonus_min=ranked.bonus_min,
        settings_version=site.version,
        priority=command.priority,
        needs=command.needs,
        persons=command.persons,
        companions=command.companions,
        station_id=actor.station_id,
        lease_id=ticket.lease_id,
        stream=service.stream,
        services=(service.id,),
        route=service.steps,
        flags=ticket.flags,
    )


def _queue(uow: UnitOfWork, actor: Actor, visit: Visit, ranked: Ranked, kind: EventKind) -> Receipt:
    uow.record(
        kind,
        actor,
        visit_id=visit.id,
        appointment_id=visit.appointment_id,
        number=visit.called_as,
        service_id=visit.service_id,
        arrival=None if visit.arrival is None else visit.arrival.value,
        checked_in_at=visit.checked_in_at,
        starts_at=visit.starts_at,
        priority=visit.priority,
        flags=",".join(visit.flags),
    )
    step = visits.open_step(
        uow,
        actor,
        visit,
        visit.service_id,
        rank=ranked.rank,
        due_from=ranked.due_from,
        waiting_since=visit.checked_in_at,
    )
    arrival: Arrival | None = visit.arrival
    shown = None if arrival is None else arrival.value
    return {**arrival_receipt(visit.id, visit.number, visit.alias, shown), "step_id": step.id}
