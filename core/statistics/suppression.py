"""Hides small counts, and enough others that nobody finds them by subtracting from a total."""

from collections.abc import Sequence
from typing import Final

FEWEST: Final = 5
"""Figures of fewer than this are hidden: they could be about somebody who is known."""


def hidden(counts: Sequence[int], fewest: int = FEWEST) -> frozenset[int]:
    """Return the places of the counts to hide, where their total may be shown.

    What is below `fewest` is hidden. The total less all that is shown gives the sum of what is
    hidden: so the smallest of the others are hidden too, until that sum is `fewest` or more (one
    alone never is). Nothing is known of a 0: it stays.

    Where too few are left for that, everything is hidden; then also the total must be, if it is
    below `fewest` (see `total_hidden`). Of equal counts the first is taken, so that one question
    always hides the same ones.
    """
    gone = {place for place, count in enumerate(counts) if 0 < count < fewest}
    others = sorted(
        (place for place, count in enumerate(counts) if count >= fewest),
        key=lambda place: (counts[place], place),
    )
    while gone and others and not _safe(counts, gone, fewest):
        gone.add(others.pop(0))
    return frozenset(gone)


def total_hidden(counts: Sequence[int], fewest: int = FEWEST) -> bool:
    """Say whether the total of some counts must be hidden with them.

    It is if it is small itself, or if what is hidden could be found from it.
    """
    gone = set(hidden(counts, fewest))
    return 0 < sum(counts) < fewest or (bool(gone) and not _safe(counts, gone, fewest))


def _safe(counts: Sequence[int], gone: set[int], fewest: int) -> bool:
    return sum(counts[place] for place in gone) >= fewest
