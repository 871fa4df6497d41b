"""Nobody came, somebody is back, or a step was ended by mistake."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from core import policy
from core.errors import Conflict
from core.model import EventKind, StepState
from core.ports import UnitOfWork
from core.site import Policy
from core.states import Action, after
from core.things import Actor, Receipt, Step, Visit
from core.usecases import visits
from core.usecases.carrying_over import VOUCHERS
from core.usecases.day_turning import take_up

_MOST_ABSENCES: Final = 2


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


def absent(uow: UnitOfWork, actor: Actor, command: Absent) -> Receipt:
    """Note that nobody came.

    Raises:
        NotFound: `step_unknown`.
        Conflict: `wrong_state`, `not_your_step`; `absent_too_soon`, which a confirmation
            overrules.
    """
    step = uow.steps.get(command.step_id)
    after(Action.ABSENT, step.state)
    visits.require_at_counter(uow, actor, step)
    rules = uow.site().policy
    waited = uow.now - (step.called_at or uow.now)
    soon = step.calls < rules.max_calls and waited < timedelta(seconds=rules.absent_after_s)
    if soon and not command.confirm:
        raise Conflict("absent_too_soon", calls=step.calls, waited_s=int(waited.total_seconds()))
    visits.move(uow, step, Action.ABSENT, ended_at=uow.now, absences=step.absences + 1)
    visits.record_step(uow, actor, EventKind.STEP_NO_SHOW, step)
    ended = visits.end_if_over(uow, step.visit_id)
    return visits.receipt(step, ended=ended)


def come_back(uow: UnitOfWork, actor: Actor, command: ComeBack) -> Receipt:
    """Let someone wait again who was absent (once) or on hold, on the day itself.

    Raises:
        NotFound: `step_unknown`.
        Conflict: `wrong_state`, `another_day`, `visit_has_open_step`, `second_absence`,
            `visit_grouped`; `wrong_state` too for a visit that was carried over.
    """
    step = uow.steps.get(command.step_id)
    after(Action.COME_BACK, step.state)
    if step.state is StepState.NO_SHOW and step.absences >= _MOST_ABSENCES:
        raise Conflict("second_absence", absences=step.absences)
    return _wait_again(uow, actor, step, Action.COME_BACK, EventKind.STEP_RETURNED)


def reopen(uow: UnitOfWork, actor: Actor, command: Reopen) -> Receipt:
    """Let someone wait again whose step was ended by mistake, on the day itself.

    Raises:
        NotFound: `step_unknown`.
        Conflict: `wrong_state`, also for a visit that was carried over; `another_day`,
            `visit_has_open_step`, `visit_grouped`.
    """
    step = uow.steps.get(command.step_id)
    after(Action.REOPEN, step.state)
    return _wait_again(uow, actor, step, Action.REOPEN, EventKind.STEP_REOPENED)


def _wait_again(
    uow: UnitOfWork, actor: Actor, step: Step, action: Action, kind: EventKind
) -> Receipt:
    visit = take_up(uow, actor, uow.visits.get(step.visit_id))
    if visit.ended_at is not None and visits.catch_up(uow, visit):
        visit, step = uow.visits.get(visit.id), uow.steps.get(step.id)
    visits.require_today(uow, visit)
    visits.require_no_open_step(uow, step)
    _require_not_carried_over(uow, visit)
    if visit.group_id not in {None, visit.id}:
        raise Conflict("visit_grouped", group_id=visit.group_id)
    site = uow.site()
    visits.move(
        uow,
        step,
        action,
        rank=_rank_of_return(step, uow.now, site.policy),
        counter_id=None,
        agent_id=None,
        call_id=None,
        calls=0,
        called_at=None,
        started_at=None,
        ended_at=None,
        parked_at=None,
        park_until=None,
        reason=None,
    )
    visits.back_again(uow, site, visit.id)
    waiting = uow.steps.get(step.id)
    visits.record_step(
        uow, actor, kind, step, former_state=step.state.value, **visits.place(waiting, visit)
    )
    return visits.receipt(step, number=visit.called_as)


def _require_not_carried_over(uow: UnitOfWork, visit: Visit) -> None:
    """Refuse to bring back somebody who holds a voucher: they would be here twice."""
    if uow.appointments.by_source(VOUCHERS, visit.id) is not None:
        raise Conflict("wrong_state", state=StepState.CANCELLED.value)


def _rank_of_return(step: Step, now: datetime, rules: Policy) -> datetime:
    if step.state is StepState.NO_SHOW:
        return policy.rank_after_absence(step.rank, step.ended_at or now, now, rules)
    if step.state is StepState.PARKED:
        return policy.rank_after_hold(step.rank, step.parked_at or now, now, rules)
    return step.rank
