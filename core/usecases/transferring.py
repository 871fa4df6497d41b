"""Handing a visit on to another service, counter or agent."""

from dataclasses import dataclass

from core import policy
from core.errors import Conflict
from core.model import AgentId, CounterId, EventKind, ServiceId
from core.ports import UnitOfWork
from core.states import Action, after
from core.things import Actor, Receipt
from core.usecases import visits


@dataclass(frozen=True, slots=True)
class Transfer:
    """Hand a visit on; `keep_seniority` off lets it join anew, like someone who just came."""

    step_id: str
    service_id: ServiceId
    counter_id: CounterId | None = None
    agent_id: AgentId | None = None
    keep_seniority: bool = True
    reason: str | None = None


def transfer(uow: UnitOfWork, actor: Actor, command: Transfer) -> Receipt:
    """End a step and open the next elsewhere; receipt: visit_id, step_id, next_step_id.

    Raises:
        NotFound: `step_unknown`, `service_unknown`, `counter_unknown`, `agent_unknown`.
        Conflict: `wrong_state`.
    """
    site = uow.site()
    step = uow.steps.get(command.step_id)
    service = site.service(command.service_id)
    target = after(Action.TRANSFER, step.state)
    if not uow.steps.move(step.id, step.state, target, ended_at=uow.now, reason=command.reason):
        raise Conflict("wrong_state", state=uow.steps.get(step.id).state.value)
    visit = uow.visits.get(step.visit_id)
    rank, due_from = policy.rank_with_seniority(step.rank, step.due_from, visit.first_called_at)
    if not command.keep_seniority:
        anew = policy.rank_walk_in(uow.now, site.policy, service, priority=visit.priority)
        rank, due_from = anew.rank, anew.due_from
    flow = site.service(visit.service_id).steps
    later = [index for index in range(step.flow_index + 1, len(flow)) if flow[index] == service.id]
    uow.record(
        EventKind.STEP_TRANSFERRED,
        actor,
        visit_id=visit.id,
        step_id=step.id,
        call_id=step.call_id,
        counter_id=step.counter_id,
        number=visit.called_as,
        service_id=step.service_id,
        to_service_id=service.id,
        to_counter_id=command.counter_id,
        reason=command.reason,
    )
    following = visits.open_step(
        uow,
        actor,
        visit,
        service.id,
        rank=rank,
        due_from=due_from,
        ordinal=len(uow.steps.of_visit(visit.id)) + 1,
        # Where the target is a later step of the flow, the flow goes on from there.
        flow_index=later[0] if later else step.flow_index,
        target_counter_id=command.counter_id,
        target_agent_id=command.agent_id,
    )
    return visits.receipt(step, next_step_id=following.id, number=visit.called_as)
