"""Days that did not happen: people with what they come for and how long it will take."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from math import exp, log, sqrt
from random import Random
from typing import Final

from benchmarks.simulator.posts import Post, Route

OPENS: Final = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)

_ROUNDING: Final = 1e-6
"""Of sums of fractions of an hour."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who comes; `work_s` are the seconds of each step."""

    sequence: int
    checked_in_at: datetime
    starts_at: datetime | None
    priority: bool
    steps: tuple[str, ...]
    work_s: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """A booking that nobody came for."""

    starts_at: datetime
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """All who come, in the order of check-in, and the bookings that nobody comes for."""

    visitors: tuple[Visitor, ...]
    missed: tuple[Missed, ...] = ()


def days(post: Post, count: int, seed: int) -> Iterator[Day]:
    """Generate days; the same seed gives the same, whatever rule they are played under."""
    for number in range(count):
        yield make_day(post, Random(f"{seed} {number}"))


def make_day(post: Post, rng: Random) -> Day:
    """Generate one day."""
    came: list[tuple[datetime, datetime | None, Route]] = []
    missed: list[Missed] = []
    for slot in _slots(post):
        route = _choose(post.routes, [route.of_bookings for route in post.routes], rng)
        if rng.random() < post.no_show:
            missed.append(Missed(slot, route.steps))
        else:
            came.append((_check_in(post, slot, rng), slot, route))
    for moment in _walk_ins(post, rng):
        route = _choose(post.routes, [route.of_walk_ins for route in post.routes], rng)
        came.append((moment, None, route))
    came.sort(key=lambda arrival: arrival[0])
    return Day(
        tuple(
            Visitor(
                sequence,
                checked_in_at,
                slot,
                rng.random() < post.priority,
                route.steps,
                tuple(work_s(post, step, rng) for step in route.steps),
            )
            for sequence, (checked_in_at, slot, route) in enumerate(came, start=1)
        ),
        tuple(missed),
    )


def work_s(post: Post, service: str, rng: Random) -> float:
    """Draw how long a service takes, in seconds: lognormal."""
    mean_min, spread = post.work[service]
    deviation = sqrt(log(1 + spread**2))
    middle = log(mean_min * 60 * post.slower) - deviation**2 / 2
    return exp(rng.gauss(middle, deviation))


def _slots(post: Post) -> Iterator[datetime]:
    """Booked times, evenly spaced by the rate of the hour, in whole minutes."""
    hour = 0.0
    while hour < post.hours - _ROUNDING:
        yield OPENS + timedelta(minutes=int((hour + _ROUNDING) * 60))
        hour += 1 / (post.bookings * post.factors(hour)[0])


def _check_in(post: Post, slot: datetime, rng: Random) -> datetime:
    if rng.random() < post.late:
        return slot + timedelta(minutes=rng.expovariate(1 / post.late_min))
    early_min = min(rng.expovariate(1 / post.early_min), post.policy.check_in_opens_min)
    return max(OPENS, slot - timedelta(minutes=early_min))


def _walk_ins(post: Post, rng: Random) -> Iterator[datetime]:
    """Arrivals of a Poisson process whose rate changes with the hour (thinning)."""
    most = post.walk_ins * max([1.0, *(peak.walk_ins for peak in post.peaks)])
    hour = rng.expovariate(most)
    while hour < post.hours:
        if rng.random() < post.walk_ins * post.factors(hour)[1] / most:
            yield OPENS + timedelta(hours=hour)
        hour += rng.expovariate(most)


def _choose(routes: Sequence[Route], weights: Sequence[float], rng: Random) -> Route:
    heights = list(accumulate(weights))
    return routes[bisect(heights, rng.random() * heights[-1])]
