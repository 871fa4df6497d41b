"""Handing a visit on to another service, counter or agent."""

from dataclasses import dataclass

from core import policy
from core.errors import Unprocessable
from core.itinerary import route_of_visit
from core.model import AgentId, CounterId, EventKind, ServiceId
from core.ports import UnitOfWork
from core.site import Service, Site
from core.states import Action, after
from core.things import Actor, Receipt, Step, Visit
from core.usecases import visits
from core.usecases.correcting import correct_service, offered_service
from core.usecases.day_turning import take_up


@dataclass(frozen=True, slots=True)
class Transfer:
    """Hand a visit on, to at least one of service, counter and agent.

    Attributes:
        service_id: None for the same service, at that counter or with that agent.
        keep_seniority: Off lets it join anew, like someone who just came.
        wrong_service: The service was chosen wrongly: the rank is what it would have been.
    """

    step_id: str
    service_id: ServiceId | None = None
    counter_id: CounterId | None = None
    agent_id: AgentId | None = None
    keep_seniority: bool = True
    wrong_service: bool = False
    reason: str | None = None


def transfer(uow: UnitOfWork, actor: Actor, command: Transfer) -> Receipt:
    """End a step and open the next elsewhere.

    Receipt: visit_id, step_id, next_step_id, number, agent_away (the agent is at no counter now).

    Raises:
        NotFound: `step_unknown`, `service_unknown`, `counter_unknown`, `agent_unknown`.
        Unprocessable: `target_missing`; `service_not_here`, for a counter that never takes it.
        Conflict: `wrong_state`, `not_your_step`.
    """
    if command.service_id is None and command.counter_id is None and command.agent_id is None:
        raise Unprocessable("target_missing")
    site = uow.site()
    step = uow.steps.get(command.step_id)
    after(Action.TRANSFER, step.state)
    visits.require_at_counter(uow, actor, step)
    same = command.service_id is None or command.service_id == step.service_id
    service = site.service(step.service_id)
    if command.service_id is not None and not same:
        service = offered_service(site, command.service_id)
    _require_takes(site, service, command.counter_id)
    away = _is_away(uow, command.agent_id)
    visits.move(uow, step, Action.TRANSFER, ended_at=uow.now, reason=command.reason)
    visits.record_step(
        uow,
        actor,
        EventKind.STEP_TRANSFERRED,
        step,
        to_service_id=service.id,
        to_counter_id=command.counter_id,
        to_agent_id=command.agent_id,
        wrong_service=command.wrong_service,
        reason=command.reason,
    )
    visit = take_up(uow, actor, uow.visits.get(step.visit_id))
    if command.wrong_service and not same:
        following = _corrected(uow, actor, site, visit, step, service, command)
    else:
        following = _handed_on(uow, actor, site, visit, step, service, command)
    return visits.receipt(step, next_step_id=following.id, number=visit.called_as, agent_away=away)


def _require_takes(site: Site, service: Service, counter_id: CounterId | None) -> None:
    if counter_id is None:
        return
    place = site.counter(counter_id)
    if service.id not in {*place.services, *place.secondary}:
        raise Unprocessable("service_not_here", service_id=service.id, counter_id=counter_id)


def _is_away(uow: UnitOfWork, agent_id: AgentId | None) -> bool:
    """Say whether an agent is at no counter; the visit waits for them all the same."""
    if agent_id is None:
        return False
    return not uow.counters.held_by(uow.agents.get(agent_id).id)


def _corrected(
    uow: UnitOfWork,
    actor: Actor,
    site: Site,
    visit: Visit,
    step: Step,
    service: Service,
    command: Transfer,
) -> Step:
    right, ranked = correct_service(uow, site, visit, step, service)
    return visits.open_step(
        uow,
        actor,
        right,
        service.steps[0],
        rank=ranked.rank,
        due_from=ranked.due_from,
        ordinal=len(uow.steps.of_visit(visit.id)) + 1,
        flow_index=right.route.index(service.steps[0]),
        target_counter_id=command.counter_id,
        target_agent_id=command.agent_id,
    )


def _handed_on(
    uow: UnitOfWork,
    actor: Actor,
    site: Site,
    visit: Visit,
    step: Step,
    service: Service,
    command: Transfer,
) -> Step:
    rank, due_from = policy.rank_with_seniority(step.rank, step.due_from, visit.first_called_at)
    if not command.keep_seniority:
        anew = policy.rank_walk_in(uow.now, site.policy, service, priority=visit.priority)
        rank, due_from = anew.rank, anew.due_from
    route = route_of_visit(site, visit)
    start = step.flow_index if service.id == step.service_id else step.flow_index + 1
    later = [index for index in range(start, len(route)) if route[index] == service.id]
    return visits.open_step(
        uow,
        actor,
        visit,
        service.id,
        rank=rank,
        due_from=due_from,
        ordinal=len(uow.steps.of_visit(visit.id)) + 1,
        # Where the target lies on the route of the visit, it goes on from there.
        flow_index=later[0] if later else step.flow_index,
        target_counter_id=command.counter_id,
        target_agent_id=command.agent_id,
    )
