"""What the commands on visits share: opening a step, ending a visit, telling the booking server."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from enum import Enum, auto
from typing import Final, TypedDict

from core.errors import Conflict, Fact
from core.itinerary import services_of_visit
from core.model import (
    OPEN_STATES,
    AppointmentId,
    AppointmentStatus,
    CounterState,
    EventKind,
    Outcome,
    Role,
    ServiceId,
    StepId,
    StepState,
    VisitId,
)
from core.ports import UnitOfWork
from core.site import Site
from core.states import Action, after
from core.things import Actor, Receipt, ServiceOutcome, Step, Visit
from core.usecases import telling

PRESENT_ENDS: Final = frozenset({StepState.COMPLETED, StepState.LEFT, StepState.SENT_AWAY})
"""Ends of a step that show that the person was there."""

DAY_CLOSED: Final = "day_closed"
"""Why a step ended whose visit nobody could reach on its day."""


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
        target_agent_id=target_agent_id,
        **place(step, visit),
    )
    return step


class Place(TypedDict):
    """What the order of calls goes by."""

    rank: datetime
    due_from: datetime
    sequence: int
    checked_in_at: datetime
    priority: bool


def place(step: Step, visit: Visit) -> Place:
    """Return what the order of calls goes by, as facts of an event that lets a step wait."""
    return {
        "rank": step.rank,
        "due_from": step.due_from,
        "sequence": step.sequence,
        "checked_in_at": visit.checked_in_at,
        "priority": visit.priority,
    }


def move(uow: UnitOfWork, step: Step, action: Action, **values: object) -> None:
    """Move a step on.

    Raises:
        Conflict: `wrong_state`, also if somebody else moved it first.
    """
    target = after(action, step.state)
    if not uow.steps.move(step.id, step.state, target, **values):
        raise Conflict("wrong_state", state=uow.steps.get(step.id).state.value)


def record_step(
    uow: UnitOfWork,
    actor: Actor,
    kind: EventKind,
    step: Step,
    counter_id: str | None = None,
    **facts: Fact | datetime,
) -> None:
    """Journal what became of a step."""
    uow.record(
        kind,
        actor,
        visit_id=step.visit_id,
        step_id=step.id,
        call_id=step.call_id,
        counter_id=counter_id or step.counter_id,
        appointment_id=None,
        station_id=None,
        number=uow.visits.get(step.visit_id).called_as,
        service_id=step.service_id,
        **facts,
    )


def require_at_counter(uow: UnitOfWork, actor: Actor, step: Step) -> None:
    """Refuse what only the agent at the step's counter does; a lead may, and who follows another.

    Raises:
        Conflict: `not_your_step`, with the agent whose it is.
    """
    if actor.agent_id is None or step.counter_id is None:
        return
    counter = uow.counters.get(step.counter_id)
    gone = counter.agent_id is None or counter.state is CounterState.CLOSED
    if gone or counter.agent_id == actor.agent_id:
        return
    if Role.LEAD not in uow.agents.get(actor.agent_id).roles:
        raise Conflict("not_your_step", agent_id=counter.agent_id, counter_id=counter.id)


def receipt(step: Step, **more: str | int | bool | None) -> Receipt:
    """Return the receipt of a command on a step."""
    return {"visit_id": step.visit_id, "step_id": step.id, **more}


def require_today(uow: UnitOfWork, visit: Visit) -> None:
    """Refuse to bring back a visit that ended, on another day than its own.

    Raises:
        Conflict: `another_day`.
    """
    if visit.ended_at is not None and visit.business_day != uow.today():
        raise Conflict("another_day", business_day=visit.business_day.isoformat())


def require_no_open_step(uow: UnitOfWork, step: Step) -> None:
    """Refuse to bring back a step while its visit waits or is served elsewhere.

    Raises:
        Conflict: `visit_has_open_step`.
    """
    for other in uow.steps.of_visit(step.visit_id):
        if other.id != step.id and other.state in OPEN_STATES:
            raise Conflict("visit_has_open_step", step_id=other.id, state=other.state.value)


def present_step(uow: UnitOfWork, visit: Visit, allowed: Collection[StepState]) -> Step:
    """Return the step that a visit stands in, if its state is one of the allowed.

    Raises:
        Conflict: `another_day`, once the visit has ended; `wrong_state`, with the present one and
            whose it is.
    """
    require_today(uow, visit)
    steps = uow.steps.of_visit(visit.id)
    step = next((found for found in steps if found.state in OPEN_STATES), steps[-1])
    if step.state not in allowed:
        raise Conflict(
            "wrong_state", state=step.state.value, visit_id=visit.id, number=visit.called_as
        )
    return step


class Ending(Enum):
    """What the end of a visit says of those who came for it."""

    MISTAKEN = auto()
    """It should not have been: their appointment is booked again."""
    ABSENT = auto()
    """They were called and nobody came."""
    PRESENT = auto()
    """They were there, whatever came of it."""
    UNTOLD = auto()
    """Nothing: they were handed on, and never reached."""


def how_it_ended(steps: Sequence[Step]) -> Ending:
    """Say what the end of a visit says of its people, by its steps, none of which is open."""
    states = {step.state for step in steps}
    unreached = steps[-1].reason == DAY_CLOSED
    if states <= {StepState.CANCELLED} and not unreached:
        return Ending.MISTAKEN
    if steps[-1].state is StepState.NO_SHOW and not _was_there(steps):
        return Ending.ABSENT
    return Ending.PRESENT if unreached or states & PRESENT_ENDS else Ending.UNTOLD


def end_if_over(uow: UnitOfWork, visit_id: str) -> bool:
    """End a visit whose last step has ended, and tell the booking server; say whether it ended.

    A cancelled visit is one that should not have been: its appointment is booked again. Who
    leaves, is sent away or was not reached on the day was there, so `seen` is what the booking
    server hears.
    """
    steps = uow.steps.of_visit(visit_id)
    if any(step.state in OPEN_STATES for step in steps):
        return False
    visit = uow.visits.get(visit_id)
    site = uow.site()
    uow.visits.change(visit_id, ended_at=uow.now)
    ending = how_it_ended(steps)
    if ending is Ending.MISTAKEN:
        _unbook(uow, visit)
    elif ending is Ending.ABSENT:
        if site.seen_on == "completion":
            telling.tell(uow, visit, "noshow")
    elif ending is Ending.PRESENT:
        _fill_outcomes(uow, visit)
        telling.tell(uow, visit, "seen")
    return True


def catch_up(uow: UnitOfWork, visit: Visit) -> bool:
    """Date a visit that ended, and is to go on, by a clock that jumped since; say whether it did.

    What has not ended is dated anew when the clock jumps.
    """
    by = uow.jumped_since(visit.id)
    if by:
        uow.redate_visit(visit.id, by)
    return bool(by)


def back_again(uow: UnitOfWork, site: Site, visit_id: str) -> None:
    """Undo the end of a visit: what was not sent to the booking server yet is withdrawn.

    What its end filled up as not recorded is still to come again.
    """
    visit = uow.visits.get(visit_id)
    known = uow.visits.outcomes(visit_id)
    given = [found for found in known if not _filled_up(visit, found)]
    if len(given) < len(known):
        uow.visits.put_outcomes(visit_id, given)
    uow.visits.change(visit_id, ended_at=None)
    if site.seen_on == "completion":
        telling.withdraw(uow, visit)


def _was_there(steps: Sequence[Step]) -> bool:
    """Say whether a step ended with the person there; one handed on unstarted tells nothing."""
    return any(
        step.state in PRESENT_ENDS
        and (step.state is not StepState.COMPLETED or step.started_at is not None)
        for step in steps
    )


def _filled_up(visit: Visit, found: ServiceOutcome) -> bool:
    return (
        found.outcome is Outcome.NOT_RECORDED
        and found.agent_id is None
        and found.recorded_at == visit.ended_at
    )


def _unbook(uow: UnitOfWork, visit: Visit) -> None:
    telling.forget(uow, visit)
    for appointment_id in _appointments_of(uow, visit):
        appointment = uow.appointments.get(appointment_id)
        if appointment.visit_id != visit.id:
            continue
        parted = _parted(uow, visit, appointment_id)
        if parted is None:
            uow.appointments.change(appointment_id, status=AppointmentStatus.BOOKED, visit_id=None)
        else:
            uow.appointments.change(appointment_id, visit_id=parted)


def _parted(uow: UnitOfWork, visit: Visit, appointment_id: AppointmentId) -> VisitId | None:
    """Return the visit of others of a booking, who were split off and did come for it."""
    for other_id in uow.visits.with_persons_of(appointment_id):
        steps = uow.steps.of_visit(other_id)
        came = any(step.state is not StepState.CANCELLED for step in steps)
        if other_id != visit.id and came:
            return other_id
    return None


def _appointments_of(uow: UnitOfWork, visit: Visit) -> set[AppointmentId]:
    found = {person.appointment_id for person in uow.visits.persons(visit.id)}
    found.add(visit.appointment_id)
    return {appointment_id for appointment_id in found if appointment_id is not None}


def _fill_outcomes(uow: UnitOfWork, visit: Visit) -> None:
    known = {(found.person, found.service_id) for found in uow.visits.outcomes(visit.id)}
    for service_id in services_of_visit(visit):
        for person in range(1, visit.persons + 1):
            if (person, service_id) not in known:
                uow.visits.put_outcome(
                    ServiceOutcome(visit.id, person, service_id, Outcome.NOT_RECORDED, uow.now)
                )
