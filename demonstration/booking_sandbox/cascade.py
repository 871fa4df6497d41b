"""What a change of one person does to the RDV, as the real server computes it."""

from collections.abc import Sequence

STATUSES = ("unknown", "seen", "noshow", "excused", "revoked")
_MARKED_CANCELLED = frozenset({"noshow", "excused", "revoked"})


def rdv_status(people: Sequence[str], *, collective: bool, past: bool) -> str:
    """Return the status of an RDV from those of its people.

    Args:
        people: The statuses of the participations; at least one.
        collective: A group RDV carries only `unknown`, `seen` or `revoked`.
        past: Whether the RDV has begun.
    """
    if "seen" in people:
        return "seen"
    if collective:
        return "revoked" if past and "unknown" not in people else "unknown"
    for status in ("excused", "revoked", "noshow"):
        if all(one == status for one in people):
            return status
    return "unknown"


def set_on_the_page(people: Sequence[str], status: str) -> list[str]:
    """Return the statuses of the people after somebody set the whole RDV on its web page."""
    if status in {"seen", "noshow"}:
        return [status if one == "unknown" else one for one in people]
    if status in {"excused", "revoked"}:
        return [one if one in {"excused", "revoked"} else status for one in people]
    return [status for _ in people]


def marks_cancelled(status: str) -> bool:
    """Whether an RDV of this status carries `cancelled_at`; a no-show does too."""
    return status in _MARKED_CANCELLED
