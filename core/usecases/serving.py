"""At the counter: start, finish, hold, absence, return."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core import policy
from core.errors import Conflict, Unprocessable
from core.model import (
    CounterId,
    CounterState,
    EventKind,
    Outcome,
    ServiceId,
    StepState,
)
from core.ports import UnitOfWork
from core.states import Action, after
from core.things import Actor, Counter, Receipt, ServiceOutcome, Step, Visit
from core.usecases import visits

_MOST_ABSENCES = 2


@dataclass(frozen=True, slots=True)
class Start:
    """The person came to the counter."""

    step_id: str


@dataclass(frozen=True, slots=True)
class PersonOutcome:
    """How one service ended for one person, who is counted from 1."""

    person: int
    service_id: ServiceId
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Finish:
    """The step is over; `continue_flow` lets the next step of the service's flow wait."""

    step_id: str
    outcomes: tuple[PersonOutcome, ...] = ()
    note: str | None = None
    continue_flow: bool = True


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


@dataclass(frozen=True, slots=True)
class Absent:
    """Nobody came; `confirm` before the last call and the time of absence."""

    step_id: str
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class ComeBack:
    """Someone who was absent is here after all."""

    step_id: str


@dataclass(frozen=True, slots=True)
class Reopen:
    """A step that ended today was ended by mistake."""

    step_id: str


def start(uow: UnitOfWork, actor: Actor, command: Start) -> Receipt:
    """Begin to serve.

    Raises:
        NotFound: `step_unknown`.
        Conflict: `wrong_state`.
    """
    step = uow.steps.get(command.step_id)
    _move(uow, step, Action.START, started_at=uow.now, agent_id=actor.agent_id or step.agent_id)
    _record(uow, actor, EventKind.STEP_STARTED, step)
    return visits.receipt(step)


def finish(uow: UnitOfWork, actor: Actor, command: Finish) -> Receipt:
    """End a step with its outcomes; receipt: visit_id, step_id, next_step_id, ended.

    Raises:
        NotFound: `step_unknown`, `service_unknown`.
        Unprocessable: `person_unknown`.
        Conflict: `wrong_state`.
    """
    step = uow.steps.get(command.step_id)
    visit = uow.visits.get(step.visit_id)
    _move(uow, step, Action.FINISH, ended_at=uow.now)
    _record_outcomes(uow, actor, visit, command.outcomes)
    if command.note is not None:
        uow.visits.put_note(visit.id, command.note)
    _record(uow, actor, EventKind.STEP_COMPLETED, step)
    following = _continue(uow, actor, visit, step) if command.continue_flow else None
    ended = visits.end_if_over(uow, visit.id)
    return visits.receipt(
        step, next_step_id=None if following is None else following.id, ended=ended
    )


def park(uow: UnitOfWork, actor: Actor, command: Park) -> Receipt:
    """Hold a step, so that the counter is free for others.

    Raises:
        NotFound: `step_unknown`.
        Conflict: `wrong_state`.
    """
    step = uow.steps.get(command.step_id)
    _move(
        uow,
        step,
        Action.PARK,
        parked_at=uow.now,
        park_until=command.until,
        reason=command.reason,
        holds=step.holds + 1,
    )
    _record(uow, actor, EventKind.STEP_PARKED, step)
    return visits.receipt(step)


def resume(uow: UnitOfWork, actor: Actor, command: Resume) -> Receipt:
    """Go on with a held step at a counter that is free.

    Raises:
        NotFound: `step_unknown`, `counter_unknown`.
        Conflict: `wrong_state`, `counter_closed`, `counter_busy`.
    """
    step = uow.steps.get(command.step_id)
    after(Action.RESUME, step.state)
    counter = _own_counter(uow, actor, command.counter_id)
    held = uow.steps.held_by(counter.id)
    if held is not None:
        raise Conflict("counter_busy", step_id=held.id, state=held.state.value)
    rank = policy.rank_after_hold(step.rank, step.parked_at or uow.now, uow.now, uow.site().policy)
    _move(
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
    _record(uow, actor, EventKind.STEP_RESUMED, step, counter.id)
    return visits.receipt(step, counter_id=counter.id)


def absent(uow: UnitOfWork, actor: Actor, command: Absent) -> Receipt:
    """Note that nobody came.

    Raises:
        NotFound: `step_unknown`.
        Conflict: `wrong_state`; `absent_too_soon`, which a confirmation overrules.
    """
    step = uow.steps.get(command.step_id)
    after(Action.ABSENT, step.state)
    rules = uow.site().policy
    waited = uow.now - (step.called_at or uow.now)
    soon = step.calls < rules.max_calls and waited < timedelta(seconds=rules.absent_after_s)
    if soon and not command.confirm:
        raise Conflict("absent_too_soon", calls=step.calls, waited_s=int(waited.total_seconds()))
    _move(uow, step, Action.ABSENT, ended_at=uow.now, absences=step.absences + 1)
    _record(uow, actor, EventKind.STEP_NO_SHOW, step)
    ended = visits.end_if_over(uow, step.visit_id)
    return visits.receipt(step, ended=ended)


def come_back(uow: UnitOfWork, actor: Actor, command: ComeBack) -> Receipt:
    """Let someone wait again who was absent, on the day itself and after one absence.

    Raises:
        NotFound: `step_unknown`.
        Conflict: `wrong_state`, `another_day`, `visit_has_open_step`, `second_absence`.
    """
    step = uow.steps.get(command.step_id)
    after(Action.COME_BACK, step.state)
    if step.absences >= _MOST_ABSENCES:
        raise Conflict("second_absence", absences=step.absences)
    return _wait_again(uow, actor, step, Action.COME_BACK, EventKind.STEP_RETURNED)


def reopen(uow: UnitOfWork, actor: Actor, command: Reopen) -> Receipt:
    """Let someone wait again whose step was ended by mistake, on the day itself.

    Raises:
        NotFound: `step_unknown`.
        Conflict: `wrong_state`, `another_day`, `visit_has_open_step`.
    """
    step = uow.steps.get(command.step_id)
    after(Action.REOPEN, step.state)
    return _wait_again(uow, actor, step, Action.REOPEN, EventKind.STEP_REOPENED)


def _wait_again(
    uow: UnitOfWork, actor: Actor, step: Step, action: Action, kind: EventKind
) -> Receipt:
    visit = uow.visits.get(step.visit_id)
    visits.require_today(uow, visit)
    visits.require_no_open_step(uow, step)
    site = uow.site()
    rank = step.rank
    if step.state is StepState.NO_SHOW:
        rank = policy.rank_after_absence(rank, step.ended_at or uow.now, uow.now, site.policy)
    _move(
        uow,
        step,
        action,
        rank=rank,
        counter_id=None,
        agent_id=None,
        call_id=None,
        calls=0,
        called_at=None,
        started_at=None,
        ended_at=None,
        reason=None,
    )
    visits.back_again(uow, site, visit.id)
    _record(uow, actor, kind, step)
    return visits.receipt(step, number=visit.called_as)


def _continue(uow: UnitOfWork, actor: Actor, visit: Visit, step: Step) -> Step | None:
    flow = uow.site().service(visit.service_id).steps
    index = step.flow_index + 1
    if index >= len(flow):
        return None
    rank, due_from = policy.rank_with_seniority(step.rank, step.due_from, visit.first_called_at)
    return visits.open_step(
        uow,
        actor,
        visit,
        flow[index],
        rank=rank,
        due_from=due_from,
        ordinal=len(uow.steps.of_visit(visit.id)) + 1,
        flow_index=index,
    )


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


def _own_counter(uow: UnitOfWork, actor: Actor, counter_id: CounterId | None) -> Counter:
    if counter_id is not None:
        counter = uow.counters.get(counter_id)
        if counter.state is not CounterState.OPEN:
            raise Conflict("counter_closed", counter_id=counter.id, state=counter.state.value)
        return counter
    held = [] if actor.agent_id is None else uow.counters.held_by(actor.agent_id)
    for counter in held:
        if counter.state is CounterState.OPEN:
            return counter
    raise Conflict("counter_closed")


def _move(uow: UnitOfWork, step: Step, action: Action, **values: object) -> None:
    target = after(action, step.state)
    if not uow.steps.move(step.id, step.state, target, **values):
        raise Conflict("wrong_state", state=uow.steps.get(step.id).state.value)


def _record(
    uow: UnitOfWork, actor: Actor, kind: EventKind, step: Step, counter_id: str | None = None
) -> None:
    uow.record(
        kind,
        actor,
        visit_id=step.visit_id,
        step_id=step.id,
        call_id=step.call_id,
        counter_id=counter_id or step.counter_id,
        number=uow.visits.get(step.visit_id).called_as,
        service_id=step.service_id,
    )
