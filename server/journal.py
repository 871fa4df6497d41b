"""The journal as the feed reads it."""

from collections.abc import Sequence
from typing import Final

from core.model import EventKind, SlipState
from core.store import Store
from core.things import Event
from server.feed import Told, told
from sync.contract.calls import BoardItem
from sync.contract.stations import EventOut

_CALLS: Final = frozenset({EventKind.STEP_CALLED, EventKind.STEP_RECALLED})
_SLIPS: Final = {
    EventKind.SLIP_SENT: SlipState.SENT,
    EventKind.SLIP_PRINTED: SlipState.PRINTED,
    EventKind.SLIP_DOUBTFUL: SlipState.DOUBTFUL,
    EventKind.SLIP_FAILED: SlipState.FAILED,
    EventKind.SLIP_SHOWN: SlipState.SHOWN,
}


class StoreJournal:
    """Pages of the journal, rendered for the feed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def page(self, after: int, limit: int) -> Sequence[Told]:
        """Return at most `limit` events after a seq, in order."""
        with self._store.read() as reader:
            return self.render(reader.events(after, limit))

    def render(self, events: Sequence[Event]) -> Sequence[Told]:
        """Return events as the feed tells them."""
        return [
            told(event_out(event), event.station_id or event.actor_station_id) for event in events
        ]

    def bounds(self) -> tuple[int, int]:
        """Return the seqs of the oldest event that is kept, and of the newest."""
        with self._store.read() as reader:
            return reader.oldest_seq(), reader.seq()

    def epoch(self) -> int:
        """Return how often the site was restored, plus one."""
        with self._store.read() as reader:
            return reader.site().epoch


def event_out(event: Event) -> EventOut:
    """Return an event as the contract tells it."""
    facts = {name: value for name, value in (event.facts or {}).items() if value is not None}
    return EventOut(
        seq=event.seq,
        at=event.at,
        kind=event.kind,
        visit_id=event.visit_id,
        step_id=event.step_id,
        counter_id=event.counter_id,
        station_id=event.station_id or event.actor_station_id,
        appointment_id=event.appointment_id,
        call=_call(event) if event.kind in _CALLS else None,
        slip=_SLIPS.get(event.kind),
        facts=facts,
    )


def _call(event: Event) -> BoardItem | None:
    facts = event.facts
    if not facts or event.call_id is None:
        return None  # purged: the call is long over
    return BoardItem.model_validate({**facts, "call_id": event.call_id})
