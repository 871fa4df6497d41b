"""Some persons of a visit get a visit of their own, the one that they came as where they can."""

from dataclasses import dataclass, replace

from core.errors import Unprocessable
from core.itinerary import route_of_visit, services_of_visit
from core.model import EventKind, ServiceId, SlipState, StepState, VisitId
from core.policy import rank_with_seniority
from core.ports import UnitOfWork
from core.site import Site
from core.things import Actor, Receipt, Step, Visit
from core.usecases import visits
from core.usecases.day_turning import take_up
from core.usecases.membership import Member, came_as, members_of, move_bookings, seat
from core.usecases.ticketing import number_for

_DIVISIBLE = frozenset({StepState.WAITING, StepState.PARKED, StepState.SERVING})


@dataclass(frozen=True, slots=True)
class Split:
    """These persons of a visit, counted from 1, go on by themselves."""

    visit_id: str
    persons: tuple[int, ...]


def split(uow: UnitOfWork, actor: Actor, command: Split) -> Receipt:
    """Give some persons a visit of their own; receipt: visit_id, split_visit_id, step_id, number.

    Who all came as one visit become it again, with its number and its rank: the slip is still in
    their hand. Others get a new number, and keep the rank and check-in that they had. At the
    counter the rest is served on.

    Raises:
        NotFound: `visit_unknown`.
        Unprocessable: `person_unknown`; `nobody_stays`.
        Conflict: `another_day`, `wrong_state`.
    """
    visit = take_up(uow, actor, uow.visits.get(command.visit_id))
    step = visits.present_step(uow, visit, _DIVISIBLE)
    leaving, staying = _divided(visit, members_of(uow, visit), command.persons)
    site = uow.site()
    origins = {came_as(member) for member in leaving}
    origin = uow.visits.get(next(iter(origins))) if len(origins) == 1 else visit
    whole = origin.id != visit.id and origin.id not in {came_as(member) for member in staying}
    if whole:
        own = _former(uow, origin, len(leaving))
    else:
        own = _new(uow, actor, site, visit, origin, len(leaving))
    seat(uow, own.id, leaving, services_of_visit(own))
    _move_whole_bookings(uow, leaving, staying, own.id)
    _leave_behind(uow, visit, staying)
    if whole:
        visits.back_again(uow, site, own.id)
        own = take_up(uow, actor, replace(own, ended_at=None))
    # Whoever came as another visit had a rank there, which the group's does not better.
    before = step if origin.id == visit.id else uow.steps.of_visit(origin.id)[-1]
    waiting = _wait(uow, actor, site, visit, own, step, before)
    visits.record_step(
        uow,
        actor,
        EventKind.VISIT_SPLIT,
        step,
        split_visit_id=own.id,
        split_number=own.called_as,
        persons=len(leaving),
    )
    return {
        "visit_id": visit.id,
        "split_visit_id": own.id,
        "step_id": waiting.id,
        "number": own.called_as,
    }


def _divided(
    visit: Visit, members: tuple[Member, ...], chosen: tuple[int, ...]
) -> tuple[list[Member], list[Member]]:
    for ordinal in chosen:
        if not 1 <= ordinal <= visit.persons:
            raise Unprocessable("person_unknown", person=ordinal, persons=visit.persons)
    leaving = [member for member in members if member.person.ordinal in chosen]
    staying = [member for member in members if member.person.ordinal not in chosen]
    if not staying:
        raise Unprocessable("nobody_stays", persons=visit.persons)
    return leaving, staying


def _former(uow: UnitOfWork, origin: Visit, persons: int) -> Visit:
    if visits.catch_up(uow, origin):
        origin = uow.visits.get(origin.id)
    uow.visits.change(origin.id, persons=persons, group_id=None)
    return replace(origin, persons=persons, group_id=None)


def _new(
    uow: UnitOfWork, actor: Actor, site: Site, visit: Visit, origin: Visit, persons: int
) -> Visit:
    ticket = number_for(uow, actor, site, site.service(origin.service_id), None)
    own = replace(
        origin,
        id=VisitId(uow.new_id()),
        number=ticket.number,
        called_as=ticket.called_as,
        letter=ticket.letter,
        sequence=uow.visits.next_sequence(visit.business_day),
        received_at=uow.now,
        station_id=actor.station_id,
        lease_id=None,
        slip=SlipState.QUEUED,
        persons=persons,
        companions=0,
        group_id=None,
        linked_visit_id=visit.id,
        flags=(),
        ended_at=None,
    )
    uow.visits.add(own)
    return own


def _move_whole_bookings(
    uow: UnitOfWork, leaving: list[Member], staying: list[Member], visit_id: VisitId
) -> None:
    """Let bookings follow their persons; one whose persons part stays where it is checked in."""
    shared = {member.person.appointment_id for member in staying}
    move_bookings(
        uow, [one for one in leaving if one.person.appointment_id not in shared], visit_id
    )


def _leave_behind(uow: UnitOfWork, visit: Visit, staying: list[Member]) -> None:
    seat(uow, visit.id, staying)
    guests = any(came_as(member) != visit.id for member in staying)
    uow.visits.change(visit.id, persons=len(staying), group_id=visit.id if guests else None)


def _wait(
    uow: UnitOfWork, actor: Actor, site: Site, visit: Visit, own: Visit, step: Step, before: Step
) -> Step:
    # A first call from before their time is no seniority of theirs.
    called = visit.first_called_at
    if called is not None and called < own.checked_in_at:
        called = own.first_called_at
    if called != own.first_called_at:
        uow.visits.change(own.id, first_called_at=called)
    rank, due_from = rank_with_seniority(before.rank, before.due_from, called)
    service_id, index = _queue(site, own, step, before)
    return visits.open_step(
        uow,
        actor,
        own,
        service_id,
        rank=rank,
        due_from=due_from,
        ordinal=len(uow.steps.of_visit(own.id)) + 1,
        flow_index=index,
        waiting_since=step.waiting_since,
    )


def _queue(site: Site, own: Visit, step: Step, before: Step) -> tuple[ServiceId, int]:
    """Return the queue that they are in already, if it is on their way, or where they were."""
    route = route_of_visit(site, own)
    for index in range(before.flow_index, len(route)):
        if route[index] == step.service_id:
            return step.service_id, index
    return before.service_id, before.flow_index
