"""A wait as people are told it: rounded outward to five minutes, or not at all."""

from typing import Final

_STEP_S: Final = 300
_LONGEST_S: Final = 12 * 3600
"""Nobody sits so long: an estimate beyond knows nothing."""


def wait_range(p50_s: int | None, p90_s: int | None) -> tuple[int, int] | None:
    """Return the bounds to tell, in minutes, at least five apart; None while nobody knows.

    Never fewer minutes than half of all people wait, and nobody is promised a minute; a wait
    that is over soon is told as 0 to 5.

    Args:
        p50_s: Half of all people wait no longer.
        p90_s: Nine in ten wait no longer.
    """
    if p50_s is None or p90_s is None or p90_s > _LONGEST_S:
        return None
    low, high = p50_s // _STEP_S * 5, -(-p90_s // _STEP_S) * 5
    return low, max(high, low + 5)
