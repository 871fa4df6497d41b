"""Judges the outbox: one outcome for each booking that is settled, and none for others."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from tests.faults.checking.findings import Finding
from tests.faults.checking.replay import Replay, Visit
from tests.faults.history import Evidence

_SAID: Final[Mapping[str, str]] = {
    "no_show": "noshow",
    "excused": "excused",
    "revoked": "revoked",
}
"""What a person said of a booking that nobody came for, in the booking server's words."""


def check_outbox(evidence: Evidence, replay: Replay) -> Iterator[Finding]:
    """Find outcomes that are missing, doubled, wrong, or of somebody who is still here.

    Whoever was joined with others or parted is passed over: the journal does not name the persons.
    """
    told: dict[str, list[str]] = defaultdict(list)
    for item in evidence.outbox:
        told[item["appointment_id"]].append(item["target"])
    visits: dict[str, list[Visit]] = defaultdict(list)
    for visit in replay.visits.values():
        if visit.appointment_id is not None:
            visits[visit.appointment_id].append(visit)
    for appointment_id in sorted(evidence.bookings):
        state, came = replay.appointments.get(appointment_id), visits[appointment_id]
        if state is None or any(visit.tied for visit in came):
            continue
        due = _due(state, came)
        if told[appointment_id] != due:
            text = f"booking {appointment_id} ({state}): {told[appointment_id]}, due is {due}"
            yield Finding("outbox", text)
    for appointment_id in told.keys() - evidence.bookings:
        yield Finding("outbox", f"{appointment_id}: an outcome of nobody whom a server booked")


def _due(state: str, came: list[Visit]) -> list[str]:
    """Return what the booking server must be told of a booking."""
    if state in _SAID:
        return [_SAID[state]]
    # One that was cancelled should not have been: its booking stands again.
    stayed = [one for one in came if any(step.state != "cancelled" for step in one.steps)]
    if state != "checked_in" or not stayed or stayed[-1].open is not None:
        return []
    steps = stayed[-1].steps
    there = any(
        step.state in ("left", "sent_away") or (step.state == "completed" and step.begun)
        for step in steps
    )
    return ["noshow" if steps[-1].state == "no_show" and not there else "seen"]
