"""Times as counts in buckets, which can be added up over days, and what is read from them."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

EDGES_MIN: Final = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 75, 90, 120, 180)
"""Upper ends of the buckets in minutes, exclusive; one more bucket holds what is longer."""

BUCKETS: Final = len(EDGES_MIN) + 1


def bucket_of(seconds: int) -> int:
    """Return the bucket that a time belongs to, from 0."""
    return bisect_right(EDGES_MIN, seconds / 60)


def quantile_s(buckets: Sequence[int], share: float) -> int | None:
    """Return a quantile in whole seconds, as if times lay evenly within their bucket.

    The last bucket has no end: a quantile that falls there is told as its beginning.

    Args:
        buckets: Counts by bucket.
        share: 0.5 for the median; between 0 and 1.

    Returns:
        None if there is nothing.
    """
    wanted = share * sum(buckets)
    below = 0
    for index, count in enumerate(buckets):
        if count and below + count >= wanted:
            low_s = EDGES_MIN[index - 1] * 60 if index else 0
            if index == len(EDGES_MIN):
                return low_s
            width_s = EDGES_MIN[index] * 60 - low_s
            return round(low_s + width_s * (wanted - below) / count)
        below += count
    return None


def count_under(buckets: Sequence[int], minutes: int) -> int:
    """Return how many times are shorter than some minutes; exact, since those are an edge.

    Raises:
        ValueError: No bucket ends there.
    """
    return sum(buckets[: EDGES_MIN.index(minutes) + 1])
