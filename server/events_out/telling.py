"""Events as other tools are told them, and which of them are."""

from typing import Final

from core.model import EventKind
from core.things import Event
from server.auth.audience import ABOUT, About
from sync.contract.outgoing import OutgoingData, OutgoingEvent


def is_told(kind: EventKind) -> bool:
    """Tell whether events of a kind leave the site: what agents do is for auditors alone."""
    return ABOUT.get(kind, About.AGENTS) is not About.AGENTS


TOLD: Final = frozenset(filter(is_told, EventKind))
"""Every kind that may leave the site."""


def outgoing(event: Event, epoch: int) -> OutgoingEvent:
    """Return an event as other tools are told it.

    Of its facts the number and the service are told, and nothing that somebody may have written.
    """
    facts = event.facts or {}
    return OutgoingEvent(
        id=f"{epoch}-{event.seq}",
        type=event.kind,
        timestamp=event.at,
        data=OutgoingData(
            seq=event.seq,
            epoch=epoch,
            number=_text(facts.get("number")),
            service_id=_text(facts.get("service_id")),
            counter_id=event.counter_id,
            station_id=event.station_id or event.actor_station_id,
            visit_id=event.visit_id,
            step_id=event.step_id,
            call_id=event.call_id,
            appointment_id=event.appointment_id,
        ),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
