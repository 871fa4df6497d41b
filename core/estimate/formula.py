"""The wait by a formula: the work ahead in rank order, shared by the counters."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from typing import Final, NamedTuple

from core.estimate.comers import Comers
from core.estimate.copies import Newcomer, times_of
from core.estimate.times import ServiceTimes
from core.estimate.values import Desk, Estimate, QueueState

_P90: Final = 1.2816
"""The 90th percentile of a normal distribution, in standard deviations."""

_ROUNDS: Final = 6


class _Coming(NamedTuple):
    """The work of somebody who may still come; seconds are counted from the present."""

    rank_s: float
    due_s: float
    mean_s: float
    variance_s2: float


@dataclass(frozen=True, slots=True)
class _Reach:
    """What the counters of one service have to do, whoever asks.

    Attributes:
        able: The counters.
        free: How many of them stand idle.
        mean_s: Of the work at busy ones, what a newcomer waits for.
        people: By service that they take, its ranks, and the work of one person.
        coming: Of those who booked.
    """

    able: int
    free: int
    mean_s: float
    variance_s2: float
    people: Sequence[tuple[Sequence[datetime], float, float]]
    coming: Sequence[_Coming]

    def ahead(self, rank: datetime) -> int | None:
        """Return how many wait with this rank or an earlier one; None without a counter."""
        if not self.able:
            return None
        return sum(bisect_right(ranks, rank) for ranks, _, _ in self.people)


class Formula:
    """Answers from one state, which it counts once: a newcomer then costs no walk of the queue.

    Args:
        state: The queue at one moment.
    """

    def __init__(self, state: QueueState) -> None:
        self._state = state
        self._ranks = ranks_of(state)
        self._comers = Comers(state)
        self._reaches: dict[str, _Reach] = {}

    def ahead(self, newcomer: Newcomer) -> int | None:
        """Return how many wait with this rank or an earlier one whom the same counters serve.

        None while no counter takes the service: who will open, and for whom, is not known.
        """
        return self._reach(newcomer.service_id).ahead(newcomer.rank)

    def wait(self, newcomer: Newcomer) -> Estimate:
        """Estimate one wait from now: the work of people with an earlier rank, by `n` counters.

        `P50 = Σ q_j m_j / n` over people who are there before now + P50 (six rounds from 0),
        `P90 = P50 + 1.28 √Σ (q_j v_j + q_j (1 - q_j) m_j²) / n`, with means m, variances v, and the
        chance q that somebody comes and takes one of these n counters: a service with counters of
        its own leaves them part of its work only. Of the work at busy counters, one `n`-th counts.

        Returns:
            Unknown while no counter takes the service, or fewer than five of its times are known.
        """
        reach = self._reach(newcomer.service_id)
        ahead = reach.ahead(newcomer.rank)
        if ahead is None or not times_of(self._state, newcomer.service_id).measured:
            return Estimate(None, None, ahead)
        if ahead < reach.free:
            return Estimate(0, 0, ahead)
        mean_s, variance_s2 = reach.mean_s, reach.variance_s2
        for ranks, each_s, each_s2 in reach.people:
            people = bisect_right(ranks, newcomer.rank)
            mean_s += people * each_s
            variance_s2 += people * each_s2
        rank_s = (newcomer.rank - self._state.now).total_seconds()
        before = [one for one in reach.coming if one.rank_s < rank_s]
        p50_s, there = 0.0, before
        for _ in range(_ROUNDS):
            there = [one for one in before if one.due_s <= p50_s]
            found_s = (mean_s + sum(one.mean_s for one in there)) / reach.able
            if found_s == p50_s:
                break
            p50_s = found_s
        variance_s2 += sum(one.variance_s2 for one in there)
        return Estimate(round(p50_s), round(p50_s + _P90 * sqrt(variance_s2) / reach.able), ahead)

    def _reach(self, service_id: str) -> _Reach:
        found = self._reaches.get(service_id)
        if found is None:
            able = [desk for desk in self._state.desks if service_id in desk.offered]
            found = self._reaches[service_id] = self._counted(able)
        return found

    def _counted(self, able: Sequence[Desk]) -> _Reach:
        desks, state = len(able), self._state
        mean_s = variance_s2 = 0.0
        for desk in able:
            if desk.serving is not None:
                times = times_of(state, desk.serving.service_id)
                elapsed_s = max(0.0, (state.now - desk.serving.since).total_seconds())
                # Only the first of n counters to be free is waited for: a 1/n of what is left.
                mean_s += times.remaining_s(elapsed_s) / desks
                variance_s2 += times.variance_s2 / 2 / desks
        offered = sorted(frozenset[str]().union(*(desk.offered for desk in able)))
        shares = {service_id: self._share(service_id, able) for service_id in offered}
        one = {
            service_id: _work(times_of(state, service_id), share)
            for service_id, share in shares.items()
        }
        return _Reach(
            desks,
            sum(desk.serving is None and desk.back_at is None for desk in able),
            mean_s,
            variance_s2,
            [(self._ranks.get(service_id, ()), *one[service_id]) for service_id in offered],
            list(self._coming(shares)),
        )

    def _coming(self, shares: Mapping[str, float]) -> Iterator[_Coming]:
        comers = self._comers
        for index, (booking, chance) in enumerate(
            zip(comers.bookings, comers.chances, strict=True)
        ):
            share = shares.get(booking.service_id)
            if share is not None:
                times = times_of(self._state, booking.service_id)
                yield _Coming(*comers.expected(index), *_work(times, share * chance))

    def _share(self, service_id: str, able: Sequence[Desk]) -> float:
        """Return the share of a service's counters that could take the newcomer too."""
        return sum(service_id in desk.offered for desk in able) / sum(
            service_id in desk.offered for desk in self._state.desks
        )


def _work(times: ServiceTimes, chance: float) -> tuple[float, float]:
    """Return mean and variance of the work of somebody who comes with a chance, in seconds."""
    mean_s = times.mean_s
    return chance * mean_s, chance * times.variance_s2 + chance * (1 - chance) * mean_s**2


def ranks_of(state: QueueState) -> Mapping[str, Sequence[datetime]]:
    """Return the ranks of all who wait, by service id, ascending."""
    found: dict[str, list[datetime]] = {}
    for step in state.waiting:
        found.setdefault(step.service_id, []).append(step.rank)
    for service_id, ranks in state.crowd.items():
        found.setdefault(service_id, []).extend(ranks)
    for ranks in found.values():
        ranks.sort()
    return found
