"""Several visits become one: people who belong together wait, are called and served as one."""

from dataclasses import dataclass, replace

from core.errors import Unprocessable
from core.itinerary import lengthened, route_of_visit, services_of_visit
from core.model import EventKind, Outcome, ServiceId, StepState
from core.ports import UnitOfWork
from core.site import Site
from core.states import Action
from core.things import Actor, Receipt, ServiceOutcome, Step, Visit
from core.usecases import visits
from core.usecases.day_turning import take_up
from core.usecases.membership import Member, members_of, move_bookings, seat

MOST_PERSONS = 20
"""Of one visit."""


@dataclass(frozen=True, slots=True)
class Group:
    """These visits belong together."""

    visit_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    visit: Visit
    step: Step
    members: tuple[Member, ...]


def group(uow: UnitOfWork, actor: Actor, command: Group) -> Receipt:
    """Make one visit of several; receipt: visit_id, step_id, number, persons.

    The one whose turn comes first leads: it keeps rank, number and step, and takes over the
    persons, services and needs of the others. Their steps end, and their numbers stay theirs.

    Raises:
        NotFound: `visit_unknown`.
        Unprocessable: `group_too_small`, `group_too_large`.
        Conflict: `another_day`; `wrong_state`, for one that does not wait.
    """
    wanted = tuple(dict.fromkeys(command.visit_ids))
    if len(wanted) < 2:
        raise Unprocessable("group_too_small", visits=len(wanted))
    parts = sorted(
        (_part(uow, actor, visit_id) for visit_id in wanted),
        key=lambda part: (part.step.rank, part.step.sequence),
    )
    persons = sum(part.visit.persons for part in parts)
    if persons > MOST_PERSONS:
        raise Unprocessable("group_too_large", persons=persons, most=MOST_PERSONS)
    leader, others = parts[0], parts[1:]
    for part in others:
        _join(uow, actor, part, leader.visit)
    services = _services(parts)
    people = tuple(
        _placed(uow, part, member, services) for part in parts for member in part.members
    )
    seat(uow, leader.visit.id, people)
    uow.visits.change(
        leader.visit.id,
        persons=persons,
        companions=min(sum(part.visit.companions for part in parts), MOST_PERSONS),
        needs=tuple(dict.fromkeys(need for part in parts for need in part.visit.needs)),
        priority=any(part.visit.priority for part in parts),
        services=services,
        route=_route(uow.site(), parts),
        group_id=leader.visit.id,
    )
    visits.record_step(
        uow,
        actor,
        EventKind.VISIT_GROUPED,
        leader.step,
        numbers=",".join(part.visit.called_as for part in others),
        persons=persons,
        priority=any(part.visit.priority for part in parts),
    )
    return visits.receipt(leader.step, number=leader.visit.called_as, persons=persons)


def _part(uow: UnitOfWork, actor: Actor, visit_id: str) -> _Part:
    visit = take_up(uow, actor, uow.visits.get(visit_id))
    step = visits.present_step(uow, visit, {StepState.WAITING})
    return _Part(visit, step, members_of(uow, visit))


def _join(uow: UnitOfWork, actor: Actor, part: _Part, leader: Visit) -> None:
    visits.move(uow, part.step, Action.CANCEL, ended_at=uow.now, reason="grouped")
    uow.visits.change(part.visit.id, group_id=leader.id, ended_at=uow.now)
    uow.visits.put_persons(part.visit.id, ())
    move_bookings(uow, part.members, leader.id)
    visits.record_step(uow, actor, EventKind.VISIT_GROUPED, part.step, group_id=leader.id)


def _services(parts: list[_Part]) -> tuple[ServiceId, ...]:
    return tuple(
        dict.fromkeys(service for part in parts for service in services_of_visit(part.visit))
    )


def _route(site: Site, parts: list[_Part]) -> tuple[ServiceId, ...]:
    first = parts[0]
    route = route_of_visit(site, first.visit)
    for part in parts[1:]:
        ahead = route_of_visit(site, part.visit)[part.step.flow_index :]
        route = lengthened(route, first.step.flow_index, ahead)
    return route


def _placed(
    uow: UnitOfWork, part: _Part, member: Member, services: tuple[ServiceId, ...]
) -> Member:
    """Return a person of the group; what the others came for is nothing that they wait for."""
    own = services_of_visit(part.visit)
    known = {found.service_id for found in member.outcomes}
    not_theirs = tuple(
        ServiceOutcome(part.visit.id, member.person.ordinal, service, Outcome.NOT_RECORDED, uow.now)
        for service in services
        if service not in own and service not in known
    )
    return replace(member, outcomes=(*member.outcomes, *not_theirs))
