"""The way of a visit through the queues: each service's steps, in the order they are taken."""

from collections.abc import Collection, Iterable, Sequence

from core.model import ServiceId
from core.site import Service, Site
from core.things import ServiceOutcome, Visit


def route_of(services: Iterable[Service]) -> tuple[ServiceId, ...]:
    """Return the queues of some services in order; one that follows itself stands once."""
    return _merged(queue for service in services for queue in service.steps)


def route_of_visit(site: Site, visit: Visit) -> tuple[ServiceId, ...]:
    """Return the queues of a visit; of one that was begun before routes were kept, its flow."""
    return visit.route or site.service(visit.service_id).steps


def services_of_visit(visit: Visit) -> tuple[ServiceId, ...]:
    """Return all that a visit comes for, the first service first."""
    return visit.services or (visit.service_id,)


def lengthened(
    route: Sequence[ServiceId], index: int, more: Sequence[ServiceId]
) -> tuple[ServiceId, ...]:
    """Return a route with further queues at its end, unless they lie ahead of `index` already."""
    ahead, wanted = tuple(route[index:]), tuple(more)
    if any(ahead[start : start + len(wanted)] == wanted for start in range(len(ahead))):
        return tuple(route)
    return _merged([*route, *wanted])


def next_index(
    route: Sequence[ServiceId], index: int, concluded: Collection[ServiceId]
) -> int | None:
    """Return the place of the next queue behind `index` whose service is not concluded yet."""
    later = range(index + 1, len(route))
    return next((place for place in later if route[place] not in concluded), None)


def concluded(
    services: Iterable[ServiceId], persons: int, outcomes: Iterable[ServiceOutcome]
) -> frozenset[ServiceId]:
    """Return the services that have an outcome for every person of a visit."""
    known = {(found.person, found.service_id) for found in outcomes}
    return frozenset(
        service_id
        for service_id in services
        if all((person, service_id) in known for person in range(1, persons + 1))
    )


def _merged(queues: Iterable[ServiceId]) -> tuple[ServiceId, ...]:
    route: list[ServiceId] = []
    for queue in queues:
        if not route or route[-1] != queue:
            route.append(queue)
    return tuple(route)
