"""Visits, steps, calls and bookings, as the contract tells them."""

from collections.abc import Mapping, Sequence

from core.itinerary import services_of_visit
from core.model import AppointmentStatus
from core.site import Site
from core.things import AppointmentPerson, Call, Step, Visit, VisitPerson
from core.views import AppointmentCard, BoardCall, QueueEntry, VisitCard
from sync.contract.arrivals import (
    AppointmentOut,
    DocumentState,
    MemberOut,
    OutcomeOut,
    PersonOut,
    StepOut,
    TicketOut,
    VisitCardOut,
    VisitOut,
)
from sync.contract.calls import BoardItem, CallOut, QueueItem, Why
from sync.contract.site import EstimateOut

Names = Mapping[str, str]
"""The numbers of counters, by id."""


def counter_names(site: Site) -> Names:
    """Return the numbers of a site's counters, by id."""
    return {place.id: place.number for place in site.counters}


def step_out(step: Step, names: Names) -> StepOut:
    """Return one stay in one queue."""
    return StepOut(
        id=step.id,
        ordinal=step.ordinal,
        service_id=step.service_id,
        state=step.state,
        rank=step.rank,
        counter_id=step.counter_id,
        counter=None if step.counter_id is None else names.get(step.counter_id),
        agent_id=step.agent_id,
        waiting_since=step.waiting_since,
        called_at=step.called_at,
        started_at=step.started_at,
        ended_at=step.ended_at,
        calls=step.calls,
    )


def ticket_out(visit: Visit) -> TicketOut:
    """Return the ticket of a visit."""
    return TicketOut(
        number=visit.number,
        letter=visit.letter,
        business_day=visit.business_day.isoformat(),
        slip=visit.slip,
        slip_way=visit.slip_way,
        slip_cause=visit.slip_cause,
        alias=visit.alias,
    )


def visit_out(card: VisitCard, site: Site) -> VisitOut:
    """Return a visit without names; initials alone stand for them."""
    return VisitOut.model_validate(_visit_fields(card, site))


def visit_card_out(card: VisitCard, site: Site, *, named: bool) -> VisitCardOut:
    """Return a visit as its agent may see it; without names and note unless `named`."""
    visit = card.visit
    queues = (step.service_id for step in card.steps)
    services = dict.fromkeys([*services_of_visit(visit), *queues])
    papers = [paper.code for one in services for paper in site.service(one).documents]
    return VisitCardOut.model_validate(
        {
            **_visit_fields(card, site),
            "people": tuple(map(_person, _known(card.persons))) if named else (),
            "outcomes": _outcomes(card),
            "members": _members(card),
            "flags": visit.flags,
            "documents": tuple(
                DocumentState(code=code, shown=code in visit.documents_shown)
                for code in dict.fromkeys(papers)
            ),
            "note": card.note if named else "",
            "case_ref": visit.case_ref if named else None,
            "pre_application": visit.pre_application if named else None,
            "linked_visit_id": visit.linked_visit_id,
            "group_id": visit.group_id,
            "missing_documents": visit.missing_documents,
            "appointment_id": _booked(card) if named else None,
        }
    )


def _booked(card: VisitCard) -> str | None:
    ids = (person.appointment_id for person in card.persons)
    return next((one for one in ids if one is not None), None)


def call_out(call: Call, names: Names) -> CallOut:
    """Return an announcement."""
    return CallOut(
        id=call.id,
        announcement=call.announcement,
        step_id=call.step_id,
        counter_id=call.counter_id,
        counter=names.get(call.counter_id, ""),
        called_at=call.called_at,
        repeats=call.repeats,
    )


def appointment_out(
    card: AppointmentCard,
    proposed: AppointmentStatus | None = None,
    *,
    outside_hours: bool = False,
    counter: str | None = None,
) -> AppointmentOut:
    """Return a booking of the day, with names: for reception."""
    appointment = card.appointment
    return AppointmentOut(
        id=appointment.id,
        reference=appointment.reference,
        service_id=appointment.service_id,
        starts_at=appointment.starts_at,
        status=appointment.status,
        mode=appointment.mode,
        visit_id=appointment.visit_id,
        number=card.number,
        completeness=appointment.completeness,
        proposed=proposed,
        outside_hours=outside_hours,
        doubled=appointment.doubled,
        booked_counter=counter,
        people=tuple(_person(person) for person in card.persons),
    )


def queue_item(entry: QueueEntry, site: Site, wait: EstimateOut | None) -> QueueItem:
    """Return a step that waits, is called, served or parked; no name."""
    visit, step = entry.visit, entry.step
    return QueueItem(
        visit_id=visit.id,
        step_id=step.id,
        number=visit.called_as,
        business_day=visit.business_day.isoformat(),
        flags=visit.flags,
        service_id=step.service_id,
        kind=visit.kind,
        state=step.state,
        starts_at=visit.starts_at,
        checked_in_at=visit.checked_in_at,
        language=visit.language,
        priority=visit.priority,
        needs=visit.needs,
        slip=visit.slip,
        slip_way=visit.slip_way,
        slip_cause=visit.slip_cause,
        position=entry.position,
        rank=step.rank,
        why=Why(code=entry.why.code, facts=dict(entry.why.facts)),
        waiting_s=entry.waiting_s,
        counter=None if step.counter_id is None else counter_names(site).get(step.counter_id),
        parked_until=step.park_until,
        estimate=wait,
    )


def board_item(call: BoardCall) -> BoardItem:
    """Return a call as the public sees and hears it."""
    return BoardItem(
        call_id=call.call_id,
        announcement=call.announcement,
        number=call.number,
        counter=call.counter,
        zone=call.zone,
        language=call.language,
        aloud=call.aloud,
        repeats=call.repeats,
        called_at=call.called_at,
    )


def _visit_fields(card: VisitCard, site: Site) -> dict[str, object]:
    visit, names = card.visit, counter_names(site)
    return {
        "id": visit.id,
        "number": visit.called_as,
        "business_day": visit.business_day.isoformat(),
        "kind": visit.kind,
        "service_id": visit.service_id,
        "services": services_of_visit(visit),
        "starts_at": visit.starts_at,
        "arrival": visit.arrival,
        "checked_in_at": visit.checked_in_at,
        "language": visit.language,
        "priority": visit.priority,
        "urgent": visit.urgent_min > 0,
        "needs": visit.needs,
        "persons": visit.persons,
        "companions": visit.companions,
        "initials": _initials(card.persons),
        "visit_kind": visit.visit_kind,
        "completeness": visit.completeness,
        "steps": tuple(step_out(step, names) for step in card.steps),
    }


def _outcomes(card: VisitCard) -> tuple[OutcomeOut, ...]:
    """Return one outcome for each person and service, also for what was done besides."""
    known = {(found.person, found.service_id): found.outcome for found in card.outcomes}
    services = services_of_visit(card.visit)
    persons = range(1, card.visit.persons + 1)
    pairs = dict.fromkeys((person, service) for service in services for person in persons)
    return tuple(
        OutcomeOut(person=person, service_id=service, outcome=known.get((person, service)))
        for person, service in (*pairs, *(pair for pair in known if pair not in pairs))
    )


def _members(card: VisitCard) -> tuple[MemberOut, ...]:
    return tuple(
        MemberOut(
            visit_id=visit_id,
            number=number,
            persons=tuple(one.ordinal for one in card.persons if one.came_as == visit_id),
        )
        for visit_id, number in card.members
    )


def _known(persons: Sequence[VisitPerson]) -> list[VisitPerson]:
    """Return the persons of whom more is known than that they came along in a group."""
    return [one for one in persons if one.came_as is None or one.family_name or one.given_name]


def _initials(persons: Sequence[VisitPerson]) -> str | None:
    if not persons:
        return None
    first = persons[0]
    letters = [name.strip()[:1].upper() for name in (first.given_name, first.family_name)]
    return " ".join(f"{letter}." for letter in letters if letter) or None


def _person(person: VisitPerson | AppointmentPerson) -> PersonOut:
    return PersonOut(
        ordinal=person.ordinal, family_name=person.family_name, given_name=person.given_name
    )
