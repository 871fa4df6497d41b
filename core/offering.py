"""Who is offered to which idle counter: the least flexible counter chooses first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core import policy
from core.model import CounterId
from core.policy import Candidate

Order = Callable[[Candidate, datetime], Any]
"""The key of a calling order at a moment; the smallest is called."""


@dataclass(frozen=True, slots=True)
class IdleCounter:
    """An open counter with nobody at it, and the services that it takes."""

    id: CounterId
    services: frozenset[str]


def offers(
    idle: Iterable[IdleCounter],
    waiting: Sequence[Candidate],
    now: datetime,
    order: Order = policy.order,
) -> dict[CounterId, Candidate]:
    """Return whom each idle counter should call; a counter that has nobody to call is left out.

    The counter with the fewest services is offered the first person that it can serve, so that
    flexible counters stay free for people whom no other can serve. Each person is offered once.
    The answer never depends on the order of `idle` and `waiting`.

    Args:
        idle: Counters with nobody at them.
        waiting: Steps that wait; their sequence is unique.
        now: The moment of the offer.
        order: The calling order; the rank-time rule unless another one is to be compared.
    """
    offered: dict[CounterId, Candidate] = {}
    taken: set[str] = set()
    for counter in sorted(idle, key=lambda counter: (len(counter.services), counter.id)):
        able = [
            candidate
            for candidate in waiting
            if candidate.service_id in counter.services and candidate.step_id not in taken
        ]
        if able:
            chosen = min(able, key=lambda candidate: order(candidate, now))
            offered[counter.id] = chosen
            taken.add(chosen.step_id)
    return offered
