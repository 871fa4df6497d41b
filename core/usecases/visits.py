"""What the commands on visits share: opening a step, ending a visit, telling the booking server."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from core.errors import Conflict
from core.model import (
    OPEN_STATES,
    AppointmentId,
    AppointmentStatus,
    EventKind,
    Outcome,
    ServiceId,
    StepId,
    StepState,
)
from core.ports import UnitOfWork
from core.site import Site
from core.things import Actor, Receipt, ServiceOutcome, Step, Visit
from core.usecases import outbox

PRESENT_ENDS: Final = frozenset({StepState.COMPLETED, StepState.LEFT, StepState.SENT_AWAY})
"""Ends of a step that show that the person was there."""


def open_step(
    uow: UnitOfWork,
    actor: Actor,
    visit: Visit,
    service_id: ServiceId,
    *,
    rank: datetime,
    due_from: datetime,
    ordinal: int = 1,
    flow_index: int = 0,
    target_counter_id: str | None = None,
    target_agent_id: str | None = None,
    waiting_since: datetime | None = None,
) -> Step:
    """Let a visit wait in a queue, and journal it."""
    step = Step(
        id=StepId(uow.new_id()),
        visit_id=visit.id,
        business_day=visit.business_day,
        ordinal=ordinal,
        service_id=service_id,
        state=StepState.WAITING,
        rank=rank,
        due_from=due_from,
        sequence=visit.sequence,
        waiting_since=waiting_since or uow.now,
        flow_index=flow_index,
    )
    if target_counter_id is not None:
        step = replace(step, target_counter_id=uow.counters.get(target_counter_id).id)
    if target_agent_id is not None:
        step = replace(step, target_agent_id=uow.agents.get(target_agent_id).id)
    uow.steps.add(step)
    uow.record(
        EventKind.STEP_WAITING,
        actor,
        visit_id=visit.id,
        step_id=step.id,
        counter_id=target_counter_id,
        number=visit.called_as,
        service_id=service_id,
        rank=rank,
    )
    return step


def receipt(step: Step, **more: str | int | bool | None) -> Receipt:
    """Return the receipt of a command on a step."""
    return {"visit_id": step.visit_id, "step_id": step.id, **more}


def require_today(uow: UnitOfWork, visit: Visit) -> None:
    """Refuse to bring back a visit of another day.

    Raises:
        Conflict: `another_day`.
    """
    if visit.business_day != uow.today():
        raise Conflict("another_day", business_day=visit.business_day.isoformat())


def require_no_open_step(uow: UnitOfWork, step: Step) -> None:
    """Refuse to bring back a step while its visit waits or is served elsewhere.

    Raises:
        Conflict: `visit_has_open_step`.
    """
    for other in uow.steps.of_visit(step.visit_id):
        if other.id != step.id and other.state in OPEN_STATES:
            raise Conflict("visit_has_open_step", step_id=other.id, state=other.state.value)


def end_if_over(uow: UnitOfWork, visit_id: str) -> bool:
    """End a visit whose last step has ended, and tell the booking server; say whether it ended.

    A cancelled visit is one that should not have been: its appointment is booked again. Who
    leaves or is sent away was there, so `seen` is what the booking server hears.
    """
    steps = uow.steps.of_visit(visit_id)
    if any(step.state in OPEN_STATES for step in steps):
        return False
    visit = uow.visits.get(visit_id)
    site = uow.site()
    uow.visits.change(visit_id, ended_at=uow.now)
    states = {step.state for step in steps}
    if states <= {StepState.CANCELLED}:
        _unbook(uow, visit)
    elif steps[-1].state is StepState.NO_SHOW and site.seen_on == "completion":
        outbox.tell(uow, visit, "noshow")
    elif states & PRESENT_ENDS:
        _fill_outcomes(uow, visit)
        outbox.tell(uow, visit, "seen")
    return True


def back_again(uow: UnitOfWork, site: Site, visit_id: str) -> None:
    """Undo the end of a visit: what was not sent to the booking server yet is withdrawn."""
    visit = uow.visits.get(visit_id)
    uow.visits.change(visit_id, ended_at=None)
    if site.seen_on == "completion":
        outbox.withdraw(uow, visit)


def _unbook(uow: UnitOfWork, visit: Visit) -> None:
    outbox.forget(uow, visit)
    for appointment_id in _appointments_of(uow, visit):
        appointment = uow.appointments.get(appointment_id)
        if appointment.visit_id == visit.id:
            uow.appointments.change(appointment_id, status=AppointmentStatus.BOOKED, visit_id=None)


def _appointments_of(uow: UnitOfWork, visit: Visit) -> set[AppointmentId]:
    found = {person.appointment_id for person in uow.visits.persons(visit.id)}
    found.add(visit.appointment_id)
    return {appointment_id for appointment_id in found if appointment_id is not None}


def _fill_outcomes(uow: UnitOfWork, visit: Visit) -> None:
    known = {(found.person, found.service_id) for found in uow.visits.outcomes(visit.id)}
    for person in range(1, visit.persons + 1):
        if (person, visit.service_id) not in known:
            uow.visits.put_outcome(
                ServiceOutcome(visit.id, person, visit.service_id, Outcome.NOT_RECORDED, uow.now)
            )
