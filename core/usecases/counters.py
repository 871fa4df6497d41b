"""Counters open, pause and close, and lose or regain their equipment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypedDict, Unpack

from core.errors import Conflict, Unprocessable
from core.model import (
    CRISIS_STREAM,
    CounterId,
    CounterKind,
    CounterState,
    EventKind,
    ServiceId,
)
from core.ports import UnitOfWork
from core.site import CounterPlace, Service, Site
from core.things import Actor, Counter, Receipt

CRISIS_KINDS: Final = frozenset({CounterKind.COUNTER, CounterKind.RECEPTION, CounterKind.OFFICE})
"""Counters that take the services of a crisis beside their own."""


class _Facts(TypedDict, total=False):
    """What an event of a counter may say besides."""

    reason: str | None
    since: datetime
    until: datetime | None
    equipment: str
    working: bool


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


@dataclass(frozen=True, slots=True)
class Degrade:
    """Equipment of a counter fails, or works again.

    Attributes:
        everywhere: The actor answers for every counter, not only for the one they sit at.
    """

    counter_id: CounterId
    equipment: str
    working: bool = False
    reason: str | None = None
    everywhere: bool = False


def open_counter(uow: UnitOfWork, actor: Actor, command: OpenCounter) -> Receipt:
    """Open a counter, or go on after a pause; receipt: counter_id, state.

    The agent's former counter is closed, if nobody is called to it or served there.

    Raises:
        NotFound: `counter_unknown`.
        Unprocessable: `service_not_here`.
        Conflict: `counter_taken` by another agent; `counter_busy`, the agent's former one.
    """
    counter = uow.counters.get(command.counter_id)
    site = uow.site()
    place = site.counter(counter.id)
    chosen = place.services if command.services is None else command.services
    for service_id in chosen:
        if not may_serve(site, place, service_id):
            raise Unprocessable("service_not_here", service_id=service_id)
    if counter.state is not CounterState.CLOSED and counter.agent_id not in {
        None,
        actor.agent_id,
    }:
        raise Conflict("counter_taken", agent_id=counter.agent_id)
    _leave_others(uow, actor, counter)
    paused = counter.state is CounterState.PAUSED
    offered = _offered(uow, site, place, chosen, counter.degraded)
    uow.counters.change(
        counter.id,
        state=CounterState.OPEN,
        chosen=tuple(chosen),
        offered=offered,
        agent_id=actor.agent_id,
        station_id=actor.station_id,
        opened_at=counter.opened_at if paused else uow.now,
        pause_reason=None,
        pause_until=None,
    )
    kind = EventKind.COUNTER_RESUMED if paused else EventKind.COUNTER_OPENED
    _record(uow, actor, kind, counter, services=offered)
    return _receipt(counter, CounterState.OPEN)


def pause(uow: UnitOfWork, actor: Actor, command: PauseCounter) -> Receipt:
    """Pause a counter; who is served there stays; receipt: counter_id, state.

    Raises:
        NotFound: `counter_unknown`.
        Conflict: `counter_closed`.
        Unprocessable: `until_past`.
    """
    counter = uow.counters.get(command.counter_id)
    if counter.state is CounterState.CLOSED:
        raise Conflict("counter_closed", counter_id=counter.id, state=counter.state.value)
    if command.until is not None and command.until <= uow.now:
        raise Unprocessable("until_past")
    uow.counters.change(
        counter.id,
        state=CounterState.PAUSED,
        pause_reason=command.reason,
        pause_until=command.until,
    )
    _record(
        uow,
        actor,
        EventKind.COUNTER_PAUSED,
        counter,
        services=counter.offered,
        reason=command.reason,
        since=uow.now,
        until=command.until,
    )
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


def degrade(uow: UnitOfWork, actor: Actor, command: Degrade) -> Receipt:
    """Take away what a counter cannot serve without its equipment, or give it back.

    Who is called or served there stays. Receipt: counter_id, state.

    Raises:
        NotFound: `counter_unknown`.
        Unprocessable: `equipment_unknown`.
        Conflict: `not_your_counter`.
    """
    counter = uow.counters.get(command.counter_id)
    site = uow.site()
    place = site.counter(counter.id)
    if command.equipment not in place.equipment:
        raise Unprocessable("equipment_unknown", equipment=command.equipment)
    if not command.everywhere and counter.agent_id != actor.agent_id:
        raise Conflict("not_your_counter", counter_id=counter.id, agent_id=counter.agent_id)
    down = {*counter.degraded} - {command.equipment}
    if not command.working:
        down.add(command.equipment)
    if down != set(counter.degraded):
        degraded = tuple(sorted(down))
        offered = _offered(uow, site, place, counter.chosen, degraded)
        if counter.state is CounterState.CLOSED:
            offered = ()
        uow.counters.change(counter.id, degraded=degraded, offered=offered)
        _record(
            uow,
            actor,
            EventKind.COUNTER_DEGRADED,
            counter,
            services=offered,
            reason=command.reason,
            equipment=command.equipment,
            working=command.working,
        )
    return _receipt(counter, counter.state)


def may_serve(site: Site, place: CounterPlace, service_id: str) -> bool:
    """Say whether a service can be served at a counter at all, as it is equipped."""
    if service_id in place.services or service_id in place.secondary:
        return True
    return site.service(service_id).stream == CRISIS_STREAM and place.kind in CRISIS_KINDS


def offer_anew(uow: UnitOfWork) -> None:
    """Give every open counter what it takes now that a crisis began or ended."""
    site = uow.site()
    for counter in uow.counters.all():
        if counter.state is not CounterState.CLOSED:
            place = site.counter(counter.id)
            offered = _offered(uow, site, place, counter.chosen, counter.degraded)
            uow.counters.change(counter.id, offered=offered)


def close_all(uow: UnitOfWork, actor: Actor) -> int:
    """Close every counter; return how many were not closed yet.

    Raises:
        Conflict: `counter_busy`.
    """
    found = [one for one in uow.counters.all() if one.state is not CounterState.CLOSED]
    for counter in found:
        _close(uow, actor, counter)
    return len(found)


def release(uow: UnitOfWork, actor: Actor) -> None:
    """Close the counters that an agent holds, save one where somebody is called or served."""
    if actor.agent_id is None:
        return
    for counter in uow.counters.held_by(actor.agent_id):
        if uow.steps.held_by(counter.id) is None:
            _close(uow, actor, counter)


def _offered(
    uow: UnitOfWork,
    site: Site,
    place: CounterPlace,
    chosen: Sequence[ServiceId],
    degraded: Iterable[str],
) -> tuple[ServiceId, ...]:
    """Return what a counter takes: what was chosen and a crisis adds, less what is down.

    After a crisis its services are kept as long as somebody still waits for them.
    """
    down = frozenset(degraded)
    wanted = dict.fromkeys([*chosen, *_of_crisis(uow, site, place)])
    known = {service.id: service for service in (*site.services, *site.retired_services)}
    return tuple(one for one in wanted if one in known and _works(known[one], down))


def _works(service: Service, down: frozenset[str]) -> bool:
    return down.isdisjoint(service.equipment)


def _of_crisis(uow: UnitOfWork, site: Site, place: CounterPlace) -> list[ServiceId]:
    services = [service.id for service in site.services if service.stream == CRISIS_STREAM]
    if not services or place.kind not in CRISIS_KINDS:
        return []
    if uow.site_day().crisis:
        return services
    waited_for = uow.steps.waited_for(uow.today())
    return [service_id for service_id in services if service_id in waited_for]


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
        chosen=(),
        agent_id=None,
        station_id=None,
        opened_at=None,
        pause_reason=None,
        pause_until=None,
    )
    _record(uow, actor, EventKind.COUNTER_CLOSED, counter, services=counter.offered)


def _record(
    uow: UnitOfWork,
    actor: Actor,
    kind: EventKind,
    counter: Counter,
    *,
    services: Iterable[ServiceId],
    **facts: Unpack[_Facts],
) -> None:
    uow.record(
        kind,
        actor,
        counter_id=counter.id,
        counter=counter.number,
        services=",".join(services),
        **facts,
    )


def _receipt(counter: Counter, state: CounterState) -> Receipt:
    return {"counter_id": counter.id, "state": state.value}
