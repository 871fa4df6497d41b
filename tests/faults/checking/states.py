"""The state tables of the domain, written down once more, apart from the program.

Each row of the journal that concerns a step moves it from one of some states to one state. The
tables are those of the domain's description; where the program may do more, a note says so.
"""

from collections.abc import Mapping
from typing import Final

OPEN: Final = frozenset({"waiting", "called", "serving", "parked"})
"""Whoever stands in one of these is still in the house."""

HELD: Final = frozenset({"called", "serving"})
"""A counter holds one step in one of these at a time."""

STEPS: Final[Mapping[str, tuple[frozenset[str], str]]] = {
    "step.called": (frozenset({"waiting"}), "called"),
    "step.recalled": (frozenset({"called"}), "called"),
    "step.call_undone": (frozenset({"called"}), "waiting"),
    "step.started": (frozenset({"called"}), "serving"),
    "step.no_show": (frozenset({"called"}), "no_show"),
    "step.parked": (frozenset({"serving"}), "parked"),
    "step.resumed": (frozenset({"parked"}), "serving"),
    "step.transferred": (frozenset({"called", "serving"}), "completed"),
    "step.completed": (frozenset({"serving"}), "completed"),
    # Whoever is on hold may also be sent back to wait, instead of being resumed at a counter.
    "step.returned": (frozenset({"no_show", "parked"}), "waiting"),
    "step.reopened": (frozenset({"completed", "no_show", "left"}), "waiting"),
    "visit.left": (frozenset({"waiting", "parked"}), "left"),
    "visit.sent_away": (frozenset({"waiting", "parked"}), "sent_away"),
    "visit.cancelled": (frozenset({"waiting", "parked"}), "cancelled"),
    "visit.carried_over": (frozenset({"waiting", "parked"}), "cancelled"),
    "visit.urgent": (frozenset({"waiting"}), "waiting"),
}
"""Kind of a row -> states that allow it, and the state behind it."""

STAY: Final = frozenset({"visit.changed"})
"""Rows that name a step and leave it where it is, whatever its state."""

DIVISIBLE: Final = frozenset({"waiting", "serving", "parked"})
"""A visit whose step stands here can be split."""

COUNTERS: Final[Mapping[str, tuple[frozenset[str], str]]] = {
    "counter.opened": (frozenset({"closed", "open"}), "open"),
    "counter.resumed": (frozenset({"paused"}), "open"),
    "counter.paused": (frozenset({"open", "paused"}), "paused"),
    "counter.closed": (frozenset({"open", "paused"}), "closed"),
}

APPOINTMENTS: Final[Mapping[str, tuple[frozenset[str], str]]] = {
    "appointment.no_show": (frozenset({"booked"}), "no_show"),
    "appointment.excused": (frozenset({"booked", "no_show"}), "excused"),
    "appointment.revoked": (frozenset({"booked"}), "revoked"),
    "appointment.reopened": (frozenset({"no_show", "excused", "revoked"}), "booked"),
    # A slip that was printed while the kiosk was cut off is kept, whatever became of the booking;
    # then the row names no appointment.
    "visit.checked_in": (frozenset({"booked"}), "checked_in"),
}

SLIPS: Final[Mapping[str, tuple[frozenset[str], str]]] = {
    "slip.sent": (frozenset({"queued", "failed"}), "sent"),
    "slip.printed": (frozenset({"queued", "sent", "doubtful", "failed", "shown"}), "printed"),
    "slip.doubtful": (frozenset({"queued", "sent", "failed"}), "doubtful"),
    "slip.failed": (frozenset({"queued", "sent"}), "failed"),
    "slip.shown": (frozenset({"queued", "sent", "doubtful", "failed"}), "shown"),
}
"""What is known of a slip only grows; a failed one may be printed again."""
