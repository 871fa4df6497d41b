"""How long each service holds a counter: recent times, or a guess inside the simulation."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from statistics import NormalDist, fmean
from typing import Final

FEWEST_TIMES: Final = 5
"""Below this many known service times, a wait is not known."""

MOST_TIMES: Final = 60
"""The last ones that count."""

_LOG_DEVIATION: Final = 0.44
"""Of 6,637 consultations, almost exactly lognormal (Feng et al., Data 8(3):47, 2023)."""

_GUESSES: Final = 19


@dataclass(frozen=True, slots=True)
class ServiceTimes:
    """Times to draw from, in seconds, ascending.

    Attributes:
        known: How many of them were measured; below five, `seconds` are a guess.
    """

    seconds: tuple[int, ...]
    known: int

    @property
    def measured(self) -> bool:
        """Whether a wait for this service may be told to the public."""
        return self.known >= FEWEST_TIMES

    @property
    def mean_s(self) -> float:
        """Mean, in seconds."""
        return _moments(self.seconds)[0]

    @property
    def variance_s2(self) -> float:
        """Variance, in square seconds."""
        return _moments(self.seconds)[1]

    def longer_than(self, elapsed_s: float) -> tuple[int, ...]:
        """Return the times that are longer than what has passed; none if all are shorter."""
        return self.seconds[bisect_right(self.seconds, elapsed_s) :]

    def remaining_s(self, elapsed_s: float) -> float:
        """Return the mean time that is left; a quarter of the mean once all are shorter."""
        longer = self.longer_than(elapsed_s)
        return fmean(longer) - elapsed_s if longer else self.mean_s / 4


def service_times(today: Sequence[int], earlier: Sequence[int], typical_min: int) -> ServiceTimes:
    """Choose the times that count: the last 60, today's twice.

    Args:
        today: Seconds at a counter, newest first.
        earlier: Those of the days before, newest first.
        typical_min: The catalogue's minutes, spread as service times are, for want of others.
    """
    kept = tuple(today[:MOST_TIMES])
    older = tuple(earlier[: MOST_TIMES - len(kept)])
    known = len(kept) + len(older)
    if known < FEWEST_TIMES:
        return ServiceTimes(_guess(typical_min), known)
    return ServiceTimes(tuple(sorted(max(1, time) for time in (*kept, *kept, *older))), known)


@lru_cache(maxsize=256)
def _moments(seconds: tuple[int, ...]) -> tuple[float, float]:
    """Return mean and variance, from whole numbers and so exactly rounded."""
    count, total = len(seconds), sum(seconds)
    squares = sum(time * time for time in seconds)
    return total / count, (count * squares - total * total) / (count * count)


@lru_cache(maxsize=256)
def _guess(typical_min: int) -> tuple[int, ...]:
    """Return quantiles of a lognormal distribution with this mean."""
    normal = NormalDist()
    middle_s = typical_min * 60 / exp(_LOG_DEVIATION**2 / 2)
    return tuple(
        max(1, round(middle_s * exp(_LOG_DEVIATION * normal.inv_cdf((i + 0.5) / _GUESSES))))
        for i in range(_GUESSES)
    )
