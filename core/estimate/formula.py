"""The wait by a formula: the work ahead in rank order, shared by the counters."""

from dataclasses import dataclass
from math import sqrt
from typing import Final

from core.estimate.comers import Comers
from core.estimate.copies import Newcomer, times_of
from core.estimate.values import Desk, Estimate, QueueState

_P90: Final = 1.2816
"""The 90th percentile of a normal distribution, in standard deviations."""

_ROUNDS: Final = 6


@dataclass(frozen=True, slots=True)
class _Work:
    """Somebody who goes before, with the chance to be there at one of the newcomer's counters."""

    mean_s: float
    variance_s2: float
    chance: float
    from_s: float


def people_ahead(state: QueueState, newcomer: Newcomer) -> int:
    """Return how many wait with this rank or an earlier one whom the same counters serve."""
    shared = _shared(_able(state, newcomer))
    return sum(step.service_id in shared and step.rank <= newcomer.rank for step in state.waiting)


def by_formula(state: QueueState, newcomer: Newcomer, comers: Comers) -> Estimate:
    """Estimate one wait from now: the work of people with an earlier rank, by `n` counters.

    `P50 = Σ q_j m_j / n` over people who are there before now + P50 (found in six rounds from 0),
    `P90 = P50 + 1.28 √Σ (q_j v_j + q_j (1 - q_j) m_j²) / n`, with means m, variances v, and the
    chance q that somebody comes and takes one of these n counters: a service with counters of its
    own leaves them part of its work only. Of the work at busy counters, one `n`-th counts.

    Returns:
        Unknown while no counter takes the service, or fewer than five of its times are known.
    """
    ahead = people_ahead(state, newcomer)
    able = _able(state, newcomer)
    if not able or not times_of(state, newcomer.service_id).measured:
        return Estimate(None, None, ahead)
    if ahead < sum(desk.serving is None and desk.back_at is None for desk in able):
        return Estimate(0, 0, ahead)
    work = _work(state, newcomer, comers, able)
    p50_s = variance_s2 = 0.0
    for _ in range(_ROUNDS):
        there = [part for part in work if part.from_s <= p50_s]
        p50_s = sum(part.chance * part.mean_s for part in there) / len(able)
        variance_s2 = sum(
            part.chance * part.variance_s2 + part.chance * (1 - part.chance) * part.mean_s**2
            for part in there
        )
    return Estimate(round(p50_s), round(p50_s + _P90 * sqrt(variance_s2) / len(able)), ahead)


def _work(state: QueueState, newcomer: Newcomer, comers: Comers, able: list[Desk]) -> list[_Work]:
    found = []
    for desk in able:
        if desk.serving is not None:
            times = times_of(state, desk.serving.service_id)
            elapsed_s = max(0.0, (state.now - desk.serving.since).total_seconds())
            # Only the first of n counters to be free is waited for: a 1/n of what is left.
            left_s = times.remaining_s(elapsed_s) / len(able)
            found.append(_Work(left_s, times.variance_s2 / 2 / len(able), 1.0, 0.0))
    share = {service_id: _share(state, service_id, able) for service_id in _shared(able)}
    for step in state.waiting:
        part = share.get(step.service_id)
        if part and step.rank <= newcomer.rank:
            times = times_of(state, step.service_id)
            found.append(_Work(times.mean_s, times.variance_s2, part, 0.0))
    rank_s = (newcomer.rank - state.now).total_seconds()
    for index, booking in enumerate(comers.bookings):
        part = share.get(booking.service_id)
        their_rank_s, due_s = comers.expected(index)
        if part and their_rank_s < rank_s:
            times = times_of(state, booking.service_id)
            chance = part * comers.chances[index]
            found.append(_Work(times.mean_s, times.variance_s2, chance, due_s))
    return found


def _share(state: QueueState, service_id: str, able: list[Desk]) -> float:
    """Return the share of a service's counters that could take the newcomer too."""
    return sum(service_id in desk.offered for desk in able) / sum(
        service_id in desk.offered for desk in state.desks
    )


def _able(state: QueueState, newcomer: Newcomer) -> list[Desk]:
    return [desk for desk in state.desks if newcomer.service_id in desk.offered]


def _shared(able: list[Desk]) -> frozenset[str]:
    return frozenset[str]().union(*(desk.offered for desk in able))
