"""The wrong service was chosen: a visit is ranked for the right one, from its own check-in."""

from dataclasses import replace

from core import policy
from core.errors import NotFound
from core.itinerary import route_of, services_of_visit
from core.model import ServiceId
from core.policy import Ranked
from core.ports import UnitOfWork
from core.site import Service, Site
from core.things import Step, Visit


def offered_service(site: Site, service_id: str) -> Service:
    """Return a service that the site offers.

    Raises:
        NotFound: `service_unknown`, also for one that is offered no more.
    """
    service = site.service(service_id)
    if service not in site.services:
        raise NotFound("service_unknown", service_id=service_id)
    return service


def correct_service(
    uow: UnitOfWork, site: Site, visit: Visit, step: Step, service: Service
) -> tuple[Visit, Ranked]:
    """Let a visit come for another service than the one that its step belongs to.

    The number stays; the rank is that of the new service, from the check-in on, as if it had been
    chosen then. What else the visit comes for stays.

    Args:
        uow: The command's view of the store.
        site: The site.
        visit: Which one; its row is changed.
        step: Where it stands.
        service: What it should have come for.
    """
    known = services_of_visit(visit)
    wrong = _service_of_step(site, known, step)
    services = tuple(dict.fromkeys(service.id if one == wrong else one for one in known))
    voucher = False
    if visit.appointment_id is not None:
        booking = uow.appointments.find(visit.appointment_id)
        voucher = booking is not None and booking.voucher
    ranked = policy.rank_visit(
        visit.checked_in_at,
        visit.starts_at,
        site.policy,
        service,
        priority=visit.priority,
        voucher=voucher,
    )
    first = site.service(services[0])
    values: dict[str, object] = {
        "service_id": first.id,
        "services": services,
        "route": route_of(map(site.service, services)),
        "stream": first.stream,
        "base_at": ranked.base_at,
        "bonus_min": ranked.bonus_min,
        "settings_version": site.version,
        "urgent_min": 0,
    }
    uow.visits.change(visit.id, **values)
    return replace(visit, **values), ranked  # type: ignore[arg-type]


def _service_of_step(site: Site, known: tuple[ServiceId, ...], step: Step) -> ServiceId:
    for one in known:
        if step.service_id in site.service(one).steps:
            return one
    return known[0]
