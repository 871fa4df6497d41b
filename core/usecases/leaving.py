"""Visits that end without service: people leave, are sent away, or should not have been queued."""

from dataclasses import dataclass

from core.errors import Conflict
from core.model import OPEN_STATES, EventKind
from core.ports import UnitOfWork
from core.states import Action, after
from core.things import Actor, Receipt
from core.usecases import visits


@dataclass(frozen=True, slots=True)
class Leave:
    """A visit ends without service, for a reason."""

    visit_id: str
    reason: str | None = None


def leave(uow: UnitOfWork, actor: Actor, command: Leave) -> Receipt:
    """Note that someone left.

    Raises:
        NotFound: `visit_unknown`.
        Conflict: `wrong_state`.
    """
    return _end(uow, actor, command, Action.LEAVE, EventKind.VISIT_LEFT)


def send_away(uow: UnitOfWork, actor: Actor, command: Leave) -> Receipt:
    """Send someone away, for a reason.

    Raises:
        NotFound: `visit_unknown`.
        Conflict: `wrong_state`, `reason_missing`.
    """
    if not command.reason:
        raise Conflict("reason_missing")
    return _end(uow, actor, command, Action.SEND_AWAY, EventKind.VISIT_SENT_AWAY)


def cancel(uow: UnitOfWork, actor: Actor, command: Leave) -> Receipt:
    """Undo a visit that should not have been; its appointment is booked again.

    Raises:
        NotFound: `visit_unknown`.
        Conflict: `wrong_state`.
    """
    return _end(uow, actor, command, Action.CANCEL, EventKind.VISIT_CANCELLED)


def _end(uow: UnitOfWork, actor: Actor, command: Leave, action: Action, kind: EventKind) -> Receipt:
    visit = uow.visits.get(command.visit_id)
    steps = uow.steps.of_visit(visit.id)
    step = next((found for found in steps if found.state in OPEN_STATES), steps[-1])
    target = after(action, step.state)
    if not uow.steps.move(step.id, step.state, target, ended_at=uow.now, reason=command.reason):
        raise Conflict("wrong_state", state=uow.steps.get(step.id).state.value)
    uow.record(
        kind,
        actor,
        visit_id=visit.id,
        step_id=step.id,
        appointment_id=visit.appointment_id,
        number=visit.called_as,
        service_id=step.service_id,
        reason=command.reason,
    )
    visits.end_if_over(uow, visit.id)
    return visits.receipt(step, number=visit.called_as)
