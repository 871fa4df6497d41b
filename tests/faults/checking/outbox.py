"""Judges the outbox: one outcome for each booked person whose visit is over, none for others."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from tests.faults.checking.findings import Finding
from tests.faults.checking.replay import Replay
from tests.faults.history import Evidence

_TOLD: Final = frozenset({"no_show", "excused", "revoked"})
"""Bookings of which a person said what became of them."""


def check_outbox(evidence: Evidence, replay: Replay) -> Iterator[Finding]:
    """Find outcomes that are missing, doubled, or of somebody whose visit is not over.

    Whoever was joined with others or parted is passed over: the journal does not name the persons.
    """
    items = Counter(item["target"] for item in evidence.outbox)
    over: dict[str, bool] = {}
    tied: set[str] = set()
    for visit in replay.visits.values():
        if visit.appointment_id is None:
            continue
        if visit.tied:
            tied.add(visit.appointment_id)
        # One that should not have been is no visit: its booking stands again.
        cancelled = all(step.state == "cancelled" for step in visit.steps)
        over[visit.appointment_id] = visit.open is None and not cancelled
    for target, appointment_id in evidence.participations.items():
        state = replay.appointments.get(appointment_id)
        if state is None or appointment_id in tied:
            continue
        due = state in _TOLD or (state == "checked_in" and over.get(appointment_id, False))
        if items[target] != int(due):
            text = f"{target} ({state}): {items[target]} outcomes, {int(due)} due"
            yield Finding("outbox", text)
    for target in items.keys() - evidence.participations.keys():
        yield Finding("outbox", f"{target}: an outcome of nobody who was booked")
