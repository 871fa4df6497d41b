"""The end of a step: its outcomes, and what the visit goes on with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core import policy
from core.errors import Unprocessable
from core.itinerary import (
    concluded,
    lengthened,
    next_index,
    route_of,
    route_of_visit,
    services_of_visit,
)
from core.model import EventKind, Outcome, ServiceId
from core.ports import UnitOfWork
from core.site import Site
from core.states import Action
from core.things import Actor, Receipt, ServiceOutcome, Step, Visit
from core.usecases import visits
from core.usecases.correcting import offered_service
from core.usecases.day_turning import take_up


@dataclass(frozen=True, slots=True)
class PersonOutcome:
    """How one service ended for one person, who is counted from 1."""

    person: int
    service_id: ServiceId
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Finish:
    """The step is over; `continue_flow` lets the visit wait in the next queue of its route.

    An outcome for a further service of the catalogue adds that service to the visit.
    """

    step_id: str
    outcomes: tuple[PersonOutcome, ...] = ()
    note: str | None = None
    continue_flow: bool = True


def finish(uow: UnitOfWork, actor: Actor, command: Finish) -> Receipt:
    """End a step with its outcomes; receipt: visit_id, step_id, next_step_id, ended.

    Raises:
        NotFound: `step_unknown`, `service_unknown`.
        Unprocessable: `person_unknown`.
        Conflict: `wrong_state`, `not_your_step`.
    """
    step = uow.steps.get(command.step_id)
    visits.require_at_counter(uow, actor, step)
    visits.move(uow, step, Action.FINISH, ended_at=uow.now)
    site = uow.site()
    visit = _with_further(uow, site, uow.visits.get(step.visit_id), step, command.outcomes)
    _record_outcomes(uow, actor, visit, command.outcomes)
    if command.note is not None:
        uow.visits.put_note(visit.id, command.note)
    visits.record_step(uow, actor, EventKind.STEP_COMPLETED, step)
    following = None
    if command.continue_flow:
        following = _rest_of_turn(uow, actor, site, visit, step, command.outcomes)
        following = following or _continue(uow, actor, site, visit, step)
    ended = visits.end_if_over(uow, visit.id)
    return visits.receipt(
        step, next_step_id=None if following is None else following.id, ended=ended
    )


def add_services(
    uow: UnitOfWork, site: Site, visit: Visit, index: int, added: Sequence[ServiceId]
) -> Visit:
    """Let a visit come for further services too, in queues behind those that lie ahead.

    Args:
        uow: The command's view of the store.
        site: The site.
        visit: Which one.
        index: Place in the route where it stands.
        added: Of the catalogue; those that it comes for already change nothing.

    Raises:
        NotFound: `service_unknown`, also for a service that is offered no more.
    """
    known = services_of_visit(visit)
    new = [one for one in dict.fromkeys(added) if one not in known]
    route = route_of_visit(site, visit)
    for service_id in new:
        route = lengthened(route, index, route_of([offered_service(site, service_id)]))
    return _changed(uow, visit, (*known, *new), route)


def _with_further(
    uow: UnitOfWork,
    site: Site,
    visit: Visit,
    step: Step,
    outcomes: Sequence[PersonOutcome],
) -> Visit:
    """Add the services that were done here besides: only what follows them is still to come."""
    known, route = services_of_visit(visit), route_of_visit(site, visit)
    here = {step.service_id, *known, *route}
    new = [one for one in dict.fromkeys(found.service_id for found in outcomes) if one not in here]
    if not new:
        return visit
    for service_id in new:
        service = offered_service(site, service_id)
        if service.flow:
            route = lengthened(route, step.flow_index, service.flow)
    return _changed(uow, visit, (*known, *new), route)


def _changed(
    uow: UnitOfWork, visit: Visit, services: tuple[ServiceId, ...], route: tuple[ServiceId, ...]
) -> Visit:
    if (services, route) != (visit.services, visit.route):
        uow.visits.change(visit.id, services=services, route=route)
    return replace(visit, services=services, route=route)


def _record_outcomes(
    uow: UnitOfWork, actor: Actor, visit: Visit, outcomes: Sequence[PersonOutcome]
) -> None:
    site = uow.site()
    for given in outcomes:
        if not 1 <= given.person <= visit.persons:
            raise Unprocessable("person_unknown", person=given.person, persons=visit.persons)
        site.service(given.service_id)
        uow.visits.put_outcome(
            ServiceOutcome(
                visit.id, given.person, given.service_id, given.outcome, uow.now, actor.agent_id
            )
        )


def _rest_of_turn(
    uow: UnitOfWork,
    actor: Actor,
    site: Site,
    visit: Visit,
    step: Step,
    outcomes: Sequence[PersonOutcome],
) -> Step | None:
    """Let those of a large walk-in visit who had no turn yet wait in the same queue, anew."""
    known = uow.visits.outcomes(visit.id)
    given = {(found.person, found.service_id) for found in outcomes}
    # In a group not everybody came for everything: what nobody wants is settled from the start.
    unwanted = sum(
        found.outcome is Outcome.NOT_RECORDED and (found.person, found.service_id) not in given
        for found in known
    )
    pairs = visit.persons * len(services_of_visit(visit)) - unwanted
    here = step.service_id
    began = any(found.service_id == here for found in outcomes)
    if visit.kind != "walk_in" or pairs <= site.policy.max_transactions or not began:
        return None
    if here in concluded([here], visit.persons, known):
        return None
    visit = take_up(uow, actor, visit)
    ranked = policy.rank_walk_in(uow.now, site.policy, site.service(here), priority=visit.priority)
    return visits.open_step(
        uow,
        actor,
        visit,
        here,
        rank=ranked.rank,
        due_from=ranked.due_from,
        ordinal=len(uow.steps.of_visit(visit.id)) + 1,
        flow_index=step.flow_index,
    )


def _continue(uow: UnitOfWork, actor: Actor, site: Site, visit: Visit, step: Step) -> Step | None:
    route = route_of_visit(site, visit)
    over = concluded(set(route), visit.persons, uow.visits.outcomes(visit.id))
    index = next_index(route, step.flow_index, over)
    if index is None:
        return None
    visit = take_up(uow, actor, visit)
    rank, due_from = policy.rank_with_seniority(step.rank, step.due_from, visit.first_called_at)
    return visits.open_step(
        uow,
        actor,
        visit,
        route[index],
        rank=rank,
        due_from=due_from,
        ordinal=len(uow.steps.of_visit(visit.id)) + 1,
        flow_index=index,
    )
