"""A voucher for somebody who was not reached: an appointment at the next opening, never late."""

from datetime import date, datetime, timedelta
from typing import Final

from core.calendar import next_opening, opening
from core.errors import Conflict
from core.itinerary import route_of_visit, services_of_visit
from core.model import ServiceId
from core.ports import UnitOfWork
from core.site import Service, Site
from core.things import Actor, Appointment, Step, Visit
from core.usecases.booked_rows import BookedPerson, BookingRow, take_in
from core.usecases.references import fresh_code_id, fresh_reference

VOUCHERS: Final = "voucher"
"""The source of appointments that stand for somebody who was carried over."""


def carry_over(uow: UnitOfWork, actor: Actor, site: Site, visit: Visit, step: Step) -> Appointment:
    """Give a visit an appointment at the next opening of what it still waits for.

    It takes the persons with it, so that their names are kept as long as those of that day. A
    visit is carried over once: its id is the voucher's id at its source.

    Raises:
        Conflict: `no_next_opening`, if the service opens on no day of the year ahead.
    """
    services = still_to_do(site, visit, step)
    first = site.service(services[0])
    starts_at = _next_opening(uow, site, first, visit.business_day)
    row = BookingRow(
        source_id=visit.id,
        code_id=fresh_code_id(uow.appointments),
        reference=fresh_reference(uow.appointments),
        service_id=first.id,
        starts_at=starts_at,
        duration_min=first.typical_min,
        people=_people(uow, visit),
        visit_kind=visit.visit_kind,
        completeness=visit.completeness,
        missing_documents=visit.missing_documents,
        case_ref=visit.case_ref,
        pre_application=visit.pre_application,
    )
    voucher = take_in(uow, actor, site, VOUCHERS, row)
    uow.appointments.change(voucher.id, voucher=True, services=services)
    return voucher


def _next_opening(uow: UnitOfWork, site: Site, service: Service, day: date) -> datetime:
    """Return the first opening after a day whose hours are not over yet.

    A day may be closed late: whoever gets a voucher then must still be able to use it.
    """
    calendar, today = site.calendar_of(service), uow.today()
    after = max(day, today - timedelta(days=1))
    if after < today and opening(calendar, site.days, uow.now, uow.site_day()).over:
        after = today
    starts_at = next_opening(calendar, site.days, after)
    if starts_at is None:
        raise Conflict("no_next_opening", service_id=service.id)
    return starts_at


def still_to_do(site: Site, visit: Visit, step: Step) -> tuple[ServiceId, ...]:
    """Return what a visit still comes for: all of it before its first step is over, else the rest.

    Whoever was served at a first counter joins the second queue the next day, not the first anew.
    """
    if step.flow_index == 0:
        rest = (step.service_id, *services_of_visit(visit)[1:])
    else:
        rest = (step.service_id, *route_of_visit(site, visit)[step.flow_index + 1 :])
    return tuple(dict.fromkeys(rest))


def _people(uow: UnitOfWork, visit: Visit) -> tuple[BookedPerson, ...]:
    """Return the persons of a visit; those whom nobody named stay unnamed, and are counted."""
    named = [
        BookedPerson(None, person.family_name, person.given_name)
        for person in uow.visits.persons(visit.id)
    ]
    return (*named, *[BookedPerson()] * max(0, visit.persons - len(named)))
