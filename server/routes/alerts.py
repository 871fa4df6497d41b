"""A counter asks colleagues to come, and they say that they do."""

from core.feedback import DiscreetAlert
from core.model import CounterId
from core.site import Site
from core.store.feedback import SqlDiscreetAlerts
from core.usecases import alerts
from core.usecases.alerts import OneAlert, RaiseAlert
from server.doing import Doer, Doing, Wired
from server.nouns import Noun
from sync.contract.feedback import AlertIn, AlertOut, AlertsOut
from sync.contract.wire import Id

router = Noun("/alerts")


@router.get("")
def open_alerts(wiring: Wired) -> AlertsOut:
    """List the alerts that have not ended, oldest first."""
    with wiring.store.read() as reader:
        site = reader.site()
        found = SqlDiscreetAlerts(reader.connection).open()
        return AlertsOut(items=tuple(_out(site, alert) for alert in found))


@router.post("", status_code=201)
def raise_alert(doer: Doing, body: AlertIn | None = None) -> AlertOut:
    """Ask colleagues to come; a counter has one open alert at a time."""
    named = None if body is None else body.counter_id
    command = RaiseAlert(None if named is None else CounterId(named))
    receipt = doer.do(body, lambda uow: alerts.raise_alert(uow, doer.caller.actor, command))
    return _alert(doer, str(receipt["alert_id"]))


@router.post("/{alert_id}/coming")
def coming(alert_id: Id, doer: Doing) -> AlertOut:
    """Say that a colleague is on the way."""
    command = OneAlert(alert_id)
    doer.do(None, lambda uow: alerts.coming(uow, doer.caller.actor, command))
    return _alert(doer, alert_id)


@router.post("/{alert_id}/end")
def end(alert_id: Id, doer: Doing) -> AlertOut:
    """Say that it is over."""
    command = OneAlert(alert_id)
    doer.do(None, lambda uow: alerts.end(uow, doer.caller.actor, command))
    return _alert(doer, alert_id)


def _alert(doer: Doer, alert_id: str) -> AlertOut:
    with doer.wiring.store.read() as reader:
        return _out(reader.site(), SqlDiscreetAlerts(reader.connection).get(alert_id))


def _out(site: Site, alert: DiscreetAlert) -> AlertOut:
    return AlertOut(
        id=alert.id,
        counter_id=alert.counter_id,
        counter=site.counter(alert.counter_id).number,
        raised_at=alert.raised_at,
        coming_at=alert.coming_at,
        coming_agent_id=alert.coming_agent_id,
        ended_at=alert.ended_at,
    )
