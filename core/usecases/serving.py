"""At the counter: start, hold, and go on."""

from dataclasses import dataclass
from datetime import datetime

from core import policy
from core.errors import Conflict
from core.model import CounterId, CounterState, EventKind
from core.ports import UnitOfWork
from core.states import Action, after
from core.things import Actor, Counter, Receipt
from core.usecases import visits
from core.usecases.day_turning import take_up


@dataclass(frozen=True, slots=True)
class Start:
    """The person came to the counter."""

    step_id: str


@dataclass(frozen=True, slots=True)
class Park:
    """A paper is missing: hold the step, with an optional time of return."""

    step_id: str
    reason: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on with a held step, at `counter_id` or at the counter that the agent holds."""

    step_id: str
    counter_id: CounterId | None = None


def start(uow: UnitOfWork, actor: Actor, command: Start) -> Receipt:
    """Begin to serve.

    Raises:
        NotFound: `step_unknown`.
        Conflict: `wrong_state`, `not_your_step`.
    """
    step = uow.steps.get(command.step_id)
    visits.require_at_counter(uow, actor, step)
    visits.move(
        uow,
        step,
        Action.START,
        started_at=uow.now,
        agent_id=actor.agent_id or step.agent_id,
    )
    visits.record_step(uow, actor, EventKind.STEP_STARTED, step)
    return visits.receipt(step)


def park(uow: UnitOfWork, actor: Actor, command: Park) -> Receipt:
    """Hold a step, so that the counter is free for others.

    Raises:
        NotFound: `step_unknown`.
        Conflict: `wrong_state`, `not_your_step`; `hold_limit`, after the last hold that the site
            allows.
    """
    step = uow.steps.get(command.step_id)
    after(Action.PARK, step.state)
    visits.require_at_counter(uow, actor, step)
    most = uow.site().policy.max_holds
    if step.holds >= most:
        raise Conflict("hold_limit", holds=step.holds, most=most)
    visits.move(
        uow,
        step,
        Action.PARK,
        parked_at=uow.now,
        park_until=command.until,
        held_counter_id=step.counter_id,
        reason=command.reason,
        holds=step.holds + 1,
    )
    take_up(uow, actor, uow.visits.get(step.visit_id))
    visits.record_step(uow, actor, EventKind.STEP_PARKED, step, until=command.until)
    return visits.receipt(step)


def resume(uow: UnitOfWork, actor: Actor, command: Resume) -> Receipt:
    """Go on with a held step at a counter that is free and takes its service.

    Raises:
        NotFound: `step_unknown`, `counter_unknown`.
        Conflict: `wrong_state`, `counter_closed`, `counter_taken`, `counter_busy`,
            `service_not_here`.
    """
    step = uow.steps.get(command.step_id)
    after(Action.RESUME, step.state)
    counter = _own_counter(uow, actor, command.counter_id)
    held = uow.steps.held_by(counter.id)
    if held is not None:
        raise Conflict("counter_busy", step_id=held.id, state=held.state.value)
    if step.service_id not in counter.offered and step.target_counter_id != counter.id:
        raise Conflict("service_not_here", service_id=step.service_id, counter_id=counter.id)
    rank = policy.rank_after_hold(step.rank, step.parked_at or uow.now, uow.now, uow.site().policy)
    visits.move(
        uow,
        step,
        Action.RESUME,
        counter_id=counter.id,
        agent_id=actor.agent_id,
        rank=rank,
        parked_at=None,
        park_until=None,
        reason=None,
    )
    take_up(uow, actor, uow.visits.get(step.visit_id))
    visits.record_step(uow, actor, EventKind.STEP_RESUMED, step, counter.id)
    return visits.receipt(step, counter_id=counter.id)


def _own_counter(uow: UnitOfWork, actor: Actor, counter_id: CounterId | None) -> Counter:
    if counter_id is not None:
        counter = uow.counters.get(counter_id)
        if counter.state is not CounterState.OPEN:
            raise Conflict("counter_closed", counter_id=counter.id, state=counter.state.value)
        if counter.agent_id not in {None, actor.agent_id}:
            raise Conflict("counter_taken", agent_id=counter.agent_id)
        return counter
    held = [] if actor.agent_id is None else uow.counters.held_by(actor.agent_id)
    for counter in held:
        if counter.state is CounterState.OPEN:
            return counter
    raise Conflict("counter_closed")
