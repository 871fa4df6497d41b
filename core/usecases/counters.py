"""Counters open, pause and close."""

from dataclasses import dataclass
from datetime import datetime

from core.errors import Conflict, Unprocessable
from core.model import CounterId, CounterState, EventKind, ServiceId
from core.ports import UnitOfWork
from core.things import Actor, Counter, Receipt


@dataclass(frozen=True, slots=True)
class OpenCounter:
    """An agent opens a counter; no services means all that it is equipped for."""

    counter_id: CounterId
    services: tuple[ServiceId, ...] | None = None


@dataclass(frozen=True, slots=True)
class PauseCounter:
    """An agent stops calling for a while."""

    counter_id: CounterId
    reason: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CloseCounter:
    """An agent closes a counter."""

    counter_id: CounterId


def open_counter(uow: UnitOfWork, actor: Actor, command: OpenCounter) -> Receipt:
    """Open a counter, or go on after a pause; receipt: counter_id, state.

    The agent's former counter is closed, if nobody is called to it or served there.

    Raises:
        NotFound: `counter_unknown`.
        Unprocessable: `service_not_here`.
        Conflict: `counter_taken` by another agent; `counter_busy`, the agent's former one.
    """
    counter = uow.counters.get(command.counter_id)
    place = uow.site().counter(counter.id)
    services = place.services if command.services is None else command.services
    for service_id in services:
        if service_id not in place.services:
            raise Unprocessable("service_not_here", service_id=service_id)
    if counter.state is not CounterState.CLOSED and counter.agent_id not in {
        None,
        actor.agent_id,
    }:
        raise Conflict("counter_taken", agent_id=counter.agent_id)
    _leave_others(uow, actor, counter)
    paused = counter.state is CounterState.PAUSED
    uow.counters.change(
        counter.id,
        state=CounterState.OPEN,
        offered=tuple(services),
        agent_id=actor.agent_id,
        station_id=actor.station_id,
        opened_at=counter.opened_at if paused else uow.now,
        pause_reason=None,
        pause_until=None,
    )
    kind = EventKind.COUNTER_RESUMED if paused else EventKind.COUNTER_OPENED
    _record(uow, actor, kind, counter)
    return _receipt(counter, CounterState.OPEN)


def pause(uow: UnitOfWork, actor: Actor, command: PauseCounter) -> Receipt:
    """Pause a counter; who is served there stays; receipt: counter_id, state.

    Raises:
        NotFound: `counter_unknown`.
        Conflict: `counter_closed`.
    """
    counter = uow.counters.get(command.counter_id)
    if counter.state is CounterState.CLOSED:
        raise Conflict("counter_closed", counter_id=counter.id, state=counter.state.value)
    uow.counters.change(
        counter.id,
        state=CounterState.PAUSED,
        pause_reason=command.reason,
        pause_until=command.until,
    )
    _record(uow, actor, EventKind.COUNTER_PAUSED, counter, command.reason)
    return _receipt(counter, CounterState.PAUSED)


def close_counter(uow: UnitOfWork, actor: Actor, command: CloseCounter) -> Receipt:
    """Close a counter; closing a closed one changes nothing; receipt: counter_id, state.

    Raises:
        NotFound: `counter_unknown`.
        Conflict: `counter_busy`.
    """
    counter = uow.counters.get(command.counter_id)
    if counter.state is not CounterState.CLOSED:
        _close(uow, actor, counter)
    return _receipt(counter, CounterState.CLOSED)


def release(uow: UnitOfWork, actor: Actor) -> None:
    """Close the counters that an agent holds, save one where somebody is called or served."""
    if actor.agent_id is None:
        return
    for counter in uow.counters.held_by(actor.agent_id):
        if uow.steps.held_by(counter.id) is None:
            _close(uow, actor, counter)


def _leave_others(uow: UnitOfWork, actor: Actor, wanted: Counter) -> None:
    if actor.agent_id is None:
        return
    for counter in uow.counters.held_by(actor.agent_id):
        if counter.id != wanted.id:
            _close(uow, actor, counter)


def _close(uow: UnitOfWork, actor: Actor, counter: Counter) -> None:
    held = uow.steps.held_by(counter.id)
    if held is not None:
        raise Conflict(
            "counter_busy", counter_id=counter.id, step_id=held.id, state=held.state.value
        )
    uow.counters.change(
        counter.id,
        state=CounterState.CLOSED,
        offered=(),
        agent_id=None,
        station_id=None,
        opened_at=None,
        pause_reason=None,
        pause_until=None,
    )
    _record(uow, actor, EventKind.COUNTER_CLOSED, counter)


def _record(
    uow: UnitOfWork, actor: Actor, kind: EventKind, counter: Counter, reason: str | None = None
) -> None:
    uow.record(kind, actor, counter_id=counter.id, counter=counter.number, reason=reason)


def _receipt(counter: Counter, state: CounterState) -> Receipt:
    return {"counter_id": counter.id, "state": state.value}
