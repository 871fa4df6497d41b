"""A counter asks colleagues to come, without a sound: raised, coming, ended."""

from dataclasses import dataclass

from core.errors import Conflict
from core.feedback import DiscreetAlert
from core.model import CounterId, EventKind
from core.ports import UnitOfWork
from core.things import Actor, Receipt


@dataclass(frozen=True, slots=True)
class RaiseAlert:
    """Colleagues should come to a counter; without one, to the counter that the agent holds."""

    counter_id: CounterId | None = None


@dataclass(frozen=True, slots=True)
class OneAlert:
    """Somebody is on the way, or it is over."""

    alert_id: str


def raise_alert(uow: UnitOfWork, actor: Actor, command: RaiseAlert) -> Receipt:
    """Ask colleagues to come; a counter has one open alert at a time; receipt: alert_id.

    Raises:
        NotFound: `counter_unknown`.
        Conflict: `counter_closed`, if no counter is named and the agent holds none.
    """
    counter_id = _counter(uow, actor, command)
    for known in uow.discreet_alerts.open():
        if known.counter_id == counter_id:
            return {"alert_id": known.id}
    alert = DiscreetAlert(uow.new_id(), counter_id, uow.now)
    uow.discreet_alerts.add(alert)
    uow.record(EventKind.ALERT_RAISED, actor, counter_id=counter_id, alert_id=alert.id)
    return {"alert_id": alert.id}


def coming(uow: UnitOfWork, actor: Actor, command: OneAlert) -> Receipt:
    """Note that a colleague goes; a second one changes nothing; receipt: alert_id.

    Raises:
        NotFound: `discreet_alert_unknown`.
    """
    alert = uow.discreet_alerts.get(command.alert_id)
    if alert.coming_at is None and alert.ended_at is None:
        uow.discreet_alerts.change(alert.id, coming_at=uow.now, coming_agent_id=actor.agent_id)
        uow.record(EventKind.ALERT_COMING, actor, counter_id=alert.counter_id, alert_id=alert.id)
    return {"alert_id": alert.id}


def end(uow: UnitOfWork, actor: Actor, command: OneAlert) -> Receipt:
    """Note that it is over; ending it twice changes nothing; receipt: alert_id.

    Raises:
        NotFound: `discreet_alert_unknown`.
    """
    alert = uow.discreet_alerts.get(command.alert_id)
    if alert.ended_at is None:
        uow.discreet_alerts.change(alert.id, ended_at=uow.now)
        uow.record(EventKind.ALERT_ENDED, actor, counter_id=alert.counter_id, alert_id=alert.id)
    return {"alert_id": alert.id}


def _counter(uow: UnitOfWork, actor: Actor, command: RaiseAlert) -> CounterId:
    if command.counter_id is not None:
        return uow.counters.get(command.counter_id).id
    held = [] if actor.agent_id is None else uow.counters.held_by(actor.agent_id)
    if not held:
        raise Conflict("counter_closed")
    return held[0].id
