"""A wait as it is told: rounded outward to five minutes, never more exact than it is known."""

from typing import Final

_STEP_MIN: Final = 5


def wait_words(p50_s: int, p90_s: int) -> tuple[int, int] | None:
    """Return the bounds to tell, in minutes; None for "soon".

    Args:
        p50_s: Half of all people wait no longer.
        p90_s: Nine in ten wait no longer.
    """
    if p90_s < _STEP_MIN * 60:
        return None
    low = p50_s // (_STEP_MIN * 60) * _STEP_MIN
    high = -(-p90_s // (_STEP_MIN * 60)) * _STEP_MIN
    return low, max(high, low + _STEP_MIN)
