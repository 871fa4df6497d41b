"""A lead lets somebody go ahead: an exception, with a reason, that the day's report lists."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from core import policy
from core.errors import Conflict, Forbidden
from core.model import AgentId, EventKind, Role, StepState
from core.ports import UnitOfWork
from core.things import Actor, Receipt
from core.usecases import visits
from core.usecases.day_turning import take_up

_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class MakeUrgent:
    """Somebody cannot wait their turn.

    Attributes:
        confirmed_by: A second person, whose password was checked.
    """

    visit_id: str
    reason: str
    note: str | None = field(default=None, repr=False)
    confirmed_by: AgentId | None = None


def make_urgent(uow: UnitOfWork, actor: Actor, command: MakeUrgent) -> Receipt:
    """Take the site's urgent credit off a rank, due at once; receipt: visit_id, step_id, number.

    Raises:
        NotFound: `visit_unknown`.
        Forbidden: `confirmation_refused`, for a second person who is no lead.
        Conflict: `another_day`; `wrong_state`, unless it waits; `already_urgent`;
            `second_person_needed`, beyond what one lead may do in an hour.
    """
    visit = take_up(uow, actor, uow.visits.get(command.visit_id))
    step = visits.present_step(uow, visit, {StepState.WAITING})
    if visit.urgent_min:
        raise Conflict("already_urgent", urgent_min=visit.urgent_min)
    rules = uow.site().policy
    given = uow.count_recorded(EventKind.VISIT_URGENT, uow.now - _HOUR)
    if command.confirmed_by is not None:
        _require_second(uow, actor, command.confirmed_by)
    elif given >= rules.urgent_cap:
        raise Conflict("second_person_needed", given=given, cap=rules.urgent_cap)
    rank, due_from = policy.rank_urgent(visit.checked_in_at, rules)
    # Whoever stands further ahead already, as a later step may, stays there.
    rank, due_from = min(rank, step.rank), min(due_from, step.due_from)
    uow.steps.change(step.id, rank=rank, due_from=due_from)
    uow.visits.change(visit.id, urgent_min=rules.urgent_credit_min)
    if command.note:
        before = uow.visits.note(visit.id)
        uow.visits.put_note(visit.id, f"{before}\n{command.note}" if before else command.note)
    visits.record_step(
        uow,
        actor,
        EventKind.VISIT_URGENT,
        step,
        reason=command.reason,
        confirmed_by=command.confirmed_by,
        urgent_min=rules.urgent_credit_min,
        former_rank=step.rank,
        **visits.place(uow.steps.get(step.id), visit),
    )
    return visits.receipt(step, number=visit.called_as)


def _require_second(uow: UnitOfWork, actor: Actor, agent_id: AgentId) -> None:
    if agent_id == actor.agent_id:
        raise Conflict("second_person_needed")
    second = uow.agents.get(agent_id)
    if not second.active or Role.LEAD not in second.roles:
        raise Forbidden("confirmation_refused")
