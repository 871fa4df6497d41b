"""Whether and when people with bookings will still come, and the rank they will get."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import exp, log
from random import Random
from typing import Final

from core import policy
from core.estimate.values import Booking, Habits, QueueState
from core.model import LatePolicy
from core.site import Policy, Service

_SLOT: Final = datetime(2000, 1, 1, 12, tzinfo=UTC)
"""Any whole minute: the rule depends on the distance to the booked time alone."""


@dataclass(frozen=True, slots=True)
class Comer:
    """A person who checks in; seconds are counted from the present.

    Attributes:
        index: Of the booking, in the order of booked times.
    """

    index: int
    comes_s: float
    rank_s: float
    due_s: float


def not_come_yet(slot_s: float, habits: Habits, opens_min: int) -> float:
    """Return the chance that somebody who comes has not checked in yet, from 0 to 1.

    Args:
        slot_s: The booked time, in seconds from the present; negative once it has passed.
        habits: How people come.
        opens_min: Minutes before the booked time when check-in opens; nobody checks in earlier.
    """
    if slot_s <= 0:
        return habits.late * exp(slot_s / 60 / habits.late_min)
    if slot_s > opens_min * 60:
        return 1.0
    return habits.late + (1 - habits.late) * (1 - exp(-slot_s / 60 / habits.early_min))


def chance_to_come(slot_s: float, habits: Habits, opens_min: int) -> float:
    """Return the chance that a person who has not checked in yet will come (Bayes).

    `p·x / (p·x + 1 - p)` with the show rate p and the chance x of `not_come_yet`; u minutes past
    the booked time, x is `l·e^(-u/m)`.
    """
    still = habits.show * not_come_yet(slot_s, habits, opens_min)
    absent = 1 - habits.show
    return still / (still + absent) if still + absent > 0 else 0.0


class Comers:
    """Draws who will still come of those who booked; the order of the bookings does not matter."""

    def __init__(self, state: QueueState) -> None:
        self.bookings: Sequence[Booking] = sorted(
            (found for found in state.bookings if found.service_id in state.services),
            key=lambda booking: (booking.starts_at, booking.id),
        )
        self._habits = state.habits
        self._policy = state.policy
        self._services = [state.services[found.service_id] for found in self.bookings]
        self._slots_s = [(found.starts_at - state.now).total_seconds() for found in self.bookings]
        self._opens_min = [policy.check_in_opens_min(state.policy, s) for s in self._services]
        self.chances: Sequence[float] = [
            chance_to_come(slot_s, state.habits, opens_min)
            for slot_s, opens_min in zip(self._slots_s, self._opens_min, strict=True)
        ]
        self._ranks: dict[tuple[str, int], tuple[float, float] | None] = {}

    def draw(self, rng: Random) -> list[Comer]:
        """Return those who come in one copy of the day."""
        found = []
        for index, chance in enumerate(self.chances):
            if rng.random() < chance:
                slot_s = self._slots_s[index]
                comes_s = self._comes_s(slot_s, self._opens_min[index], rng)
                ranks = self._ranked(self._services[index], (comes_s - slot_s) // 60)
                if ranks is not None:
                    found.append(Comer(index, comes_s, slot_s + ranks[0], slot_s + ranks[1]))
        return found

    def expected(self, index: int) -> tuple[float, float]:
        """Return rank and due time of a booking whose person comes on time, or comes now."""
        slot_s = self._slots_s[index]
        ranks = self._ranked(self._services[index], max(0.0, -slot_s) // 60)
        return (slot_s, slot_s) if ranks is None else (slot_s + ranks[0], slot_s + ranks[1])

    def _comes_s(self, slot_s: float, opens_min: int, rng: Random) -> float:
        habits = self._habits
        late_s = rng.expovariate(1 / (habits.late_min * 60))
        if slot_s <= 0:
            return late_s
        if rng.random() < habits.late / not_come_yet(slot_s, habits, opens_min):
            return slot_s + late_s
        opens_s, mean_s = opens_min * 60, habits.early_min * 60
        if slot_s > opens_s:
            return slot_s - min(rng.expovariate(1 / mean_s), opens_s)
        part = rng.random() * (1 - exp(-slot_s / mean_s))
        return max(0.0, slot_s + mean_s * log(1 - part))

    def _ranked(self, service: Service, offset_min: float) -> tuple[float, float] | None:
        """Return rank and due time, in seconds from the booked time; None if sent to rebook."""
        key = (service.id, int(offset_min))
        if key not in self._ranks:
            self._ranks[key] = _rank_at(int(offset_min), self._policy, service)
        return self._ranks[key]


def _rank_at(offset_min: int, rules: Policy, service: Service) -> tuple[float, float] | None:
    late = offset_min > policy.grace_min(rules, service)
    if late and service.late_policy is LatePolicy.REBOOK:
        return None
    given = policy.rank_appointment(_SLOT + timedelta(minutes=offset_min), _SLOT, rules, service)
    return (given.rank - _SLOT).total_seconds(), (given.due_from - _SLOT).total_seconds()
