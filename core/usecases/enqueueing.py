"""Making a visit of somebody who arrives, and letting it wait."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.errors import NotFound, Unprocessable
from core.itinerary import route_of
from core.model import (
    LANGUAGES,
    EventKind,
    Need,
    ServiceId,
    SlipState,
    SlipWay,
    VisitId,
)
from core.policy import Ranked
from core.ports import UnitOfWork
from core.site import Service, Site
from core.things import Actor, Receipt, Visit, VisitClass
from core.usecases import visits
from core.usecases.ticketing import LeasedNumber, Ticket, arrival_receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What whoever arrives says besides; the same with and without an appointment.

    Attributes:
        reception: Reception asks, who may let people in where a kiosk may not.
        leased: The number that a kiosk took; without it the server gives one.
        services: Further services than the first, in the order of the visit.
        last_calls: Services whose walk-in tickets end, since closing is near.
    """

    reception: bool = False
    leased: LeasedNumber | None = None
    language: str | None = None
    priority: bool = False
    needs: tuple[Need, ...] = ()
    persons: int = 1
    companions: int = 0
    services: tuple[ServiceId, ...] = ()
    last_calls: frozenset[str] = frozenset()

    @property
    def given(self) -> bool:
        """Whether a slip bears the number already: no rule refuses it any more."""
        return self.leased is not None and self.leased.given


def wished_services(site: Site, first: ServiceId, wishes: Wishes) -> tuple[Service, ...]:
    """Return all that somebody comes for, each once, the first service first.

    Raises:
        NotFound: `service_unknown`, also for a service that is offered no more, unless a slip
            bears the number.
    """
    found = tuple(site.service(one) for one in dict.fromkeys((first, *wishes.services)))
    for service in found:
        if service not in site.services and not wishes.given:
            raise NotFound("service_unknown", service_id=service.id)
    return found


def language_of(site: Site, wishes: Wishes) -> str:
    """Return the language that a visit is called in.

    Raises:
        Unprocessable: `language_unknown`; a slip may be in one that the site gave up.
    """
    chosen = wishes.language or site.languages[0]
    if chosen in site.languages or (wishes.given and chosen in LANGUAGES):
        return chosen
    raise Unprocessable("language_unknown")


def has_priority(wishes: Wishes, services: Sequence[Service]) -> bool:
    """Say whether a visit has priority: its own, or that of what it comes for."""
    return wishes.priority or any(service.priority_default for service in services)


def new_visit(
    uow: UnitOfWork,
    actor: Actor,
    wishes: Wishes,
    ticket: Ticket,
    services: Sequence[Service],
    ranked: Ranked,
    kind: VisitClass,
) -> Visit:
    """Return the visit of somebody who arrived; it is not in the store yet.

    Raises:
        Unprocessable: What `language_of` raises.
    """
    site, day = uow.site(), uow.site_day()
    first = services[0]
    return Visit(
        id=VisitId(uow.new_id()),
        business_day=ticket.business_day,
        number=ticket.number,
        called_as=ticket.called_as,
        letter=ticket.letter,
        sequence=uow.visits.next_sequence(ticket.business_day),
        kind=kind,
        service_id=first.id,
        checked_in_at=ticket.issued_at,
        received_at=uow.now,
        language=language_of(site, wishes),
        base_at=ranked.base_at,
        bonus_min=ranked.bonus_min,
        settings_version=site.version,
        priority=has_priority(wishes, services),
        needs=wishes.needs,
        persons=wishes.persons,
        companions=wishes.companions,
        station_id=actor.station_id,
        lease_id=ticket.lease_id,
        slip=SlipState.SHOWN if ticket.on_card else SlipState.QUEUED,
        slip_way=SlipWay.CARD if ticket.on_card else None,
        stream=first.stream,
        services=tuple(service.id for service in services),
        route=route_of(services),
        drill=day.crisis and day.drill,
        flags=ticket.flags,
    )


def queue(uow: UnitOfWork, actor: Actor, visit: Visit, ranked: Ranked, kind: EventKind) -> Receipt:
    """Journal an arrival and let it wait; receipt: visit_id, number, alias, arrival, step_id."""
    arrival = None if visit.arrival is None else visit.arrival.value
    uow.record(
        kind,
        actor,
        visit_id=visit.id,
        appointment_id=visit.appointment_id,
        number=visit.called_as,
        service_id=visit.service_id,
        services=",".join(visit.services),
        persons=visit.persons,
        arrival=arrival,
        checked_in_at=visit.checked_in_at,
        starts_at=visit.starts_at,
        priority=visit.priority,
        flags=",".join(visit.flags),
    )
    step = visits.open_step(
        uow,
        actor,
        visit,
        visit.route[0],
        rank=ranked.rank,
        due_from=ranked.due_from,
        waiting_since=visit.checked_in_at,
    )
    return {**arrival_receipt(visit.id, visit.number, visit.alias, arrival), "step_id": step.id}
