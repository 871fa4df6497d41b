"""How long a person will wait: the work ahead in rank order, shared by the counters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, pvariance
from typing import Final

FEWEST_TIMES: Final = 5
"""Below this many known service times, a wait is not known."""

_P90: Final = 1.2816
"""The 90th percentile of a normal distribution, in standard deviations."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A wait as a range; both bounds are None while it is unknown.

    Attributes:
        p50_s: Half of all people wait no longer, in whole seconds.
        p90_s: Nine in ten wait no longer.
        ahead: People with an earlier rank whom the same counters serve.
    """

    p50_s: int | None
    p90_s: int | None
    ahead: int


@dataclass(frozen=True, slots=True)
class Desk:
    """An open counter as the estimate sees it.

    Attributes:
        offered: The services that it takes.
        busy_with: The service of the person who is there, if any.
        busy_s: How long that person has been there, in seconds.
    """

    offered: frozenset[str]
    busy_with: str | None = None
    busy_s: int = 0


def estimate_wait(
    service_id: str,
    ahead: Mapping[str, int],
    desks: Sequence[Desk],
    times_s: Mapping[str, Sequence[int]],
) -> Estimate:
    """Estimate the wait for a service.

    Args:
        service_id: What the person waits for.
        ahead: How many wait with an earlier rank, by service.
        desks: The counters that are open.
        times_s: Known service times by service, in seconds.

    Returns:
        Unknown while no counter takes the service, or fewer than five of its times are known.
    """
    able = [desk for desk in desks if service_id in desk.offered]
    taken = frozenset[str]().union(*(desk.offered for desk in able))
    before = {other: count for other, count in ahead.items() if other in taken}
    people = sum(before.values())
    known = times_s.get(service_id, ())
    if not able or len(known) < FEWEST_TIMES:
        return Estimate(None, None, people)
    work_s, variance_s2 = 0.0, 0.0
    for other, count in before.items():
        mean, variance = _moments(times_s.get(other, ()), known)
        work_s += count * mean
        variance_s2 += count * variance
    for desk in able:
        if desk.busy_with is not None:
            mean, variance = _moments(times_s.get(desk.busy_with, ()), known)
            work_s += max(mean - desk.busy_s, mean / 4)
            variance_s2 += variance / 2
    if people < sum(desk.busy_with is None for desk in able):
        return Estimate(0, 0, people)
    p50 = work_s / len(able)
    return Estimate(round(p50), round(p50 + _P90 * sqrt(variance_s2) / len(able)), people)


def _moments(times: Sequence[int], fallback: Sequence[int]) -> tuple[float, float]:
    """Return mean and variance of known times; those of the asked service if too few are known."""
    found = times if len(times) >= FEWEST_TIMES else fallback
    return fmean(found), pvariance(found)
