"""Estimators of one wait: the product's two, and the simple ones that others use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from statistics import fmean

from benchmarks.simulator.days import Visitor
from benchmarks.simulator.play import AtCounter, Playing
from benchmarks.simulator.posts import Post
from core import policy
from core.estimate import Booking, Desk, Formula, QueueState, Serving, Waiting, service_times
from core.estimate.copies import Copies, Newcomer
from core.estimate.estimator import COPIES, quantile
from core.estimate.forward import Run


@dataclass(frozen=True, slots=True)
class Foretold:
    """A wait in seconds, from the check-in or from the booked time; None without a bound."""

    p50_s: float
    p90_s: float | None = None

    def later(self, seconds: float) -> "Foretold":
        """Return the same, counted from so many seconds later."""
        p90_s = None if self.p90_s is None else max(0.0, self.p90_s - seconds)
        return Foretold(max(0.0, self.p50_s - seconds), p90_s)


class Insight:
    """What a server would know of a day under way; it has never seen how long work will take."""

    def __init__(self, post: Post, history: Mapping[str, Sequence[int]]) -> None:
        self._post = post
        self._services = post.services
        self._history = history

    def state(self, playing: Playing, visitor: Visitor) -> tuple[QueueState, Newcomer]:
        """Return the queue as the visitor finds it, and the visitor as the rule sees him."""
        rules, service = self._post.policy, self._services[visitor.steps[0]]
        if visitor.starts_at is None:
            given = policy.rank_walk_in(playing.now, rules, service)
        else:
            given = policy.rank_appointment(playing.now, visitor.starts_at, rules, service)
        state = QueueState(
            now=playing.now,
            policy=rules,
            services=self._services,
            desks=tuple(
                Desk(counter.id, counter.services, serving=_serving(playing.busy.get(counter.id)))
                for counter in self._post.counters
            ),
            waiting=tuple(self._waiting(playing)),
            bookings=tuple(self._bookings(playing, visitor)),
            times={
                name: service_times(
                    playing.times_s.get(name, [])[::-1],
                    self._history.get(name, ()),
                    found.typical_min,
                )
                for name, found in self._services.items()
            },
            closes_at=dict.fromkeys(
                self._services, playing.now + timedelta(hours=self._post.hours)
            ),
        )
        return state, Newcomer(service.id, given.rank, given.due_from)

    def _waiting(self, playing: Playing) -> list[Waiting]:
        found = []
        for candidate in playing.waiting:
            turn, step = playing.step_of(candidate)
            found.append(
                Waiting(
                    candidate.step_id,
                    candidate.service_id,
                    candidate.rank,
                    candidate.due_from,
                    candidate.sequence,
                    turn.visitor.steps[step + 1 :],
                )
            )
        return found

    def _bookings(self, playing: Playing, visitor: Visitor) -> list[Booking]:
        found = [
            Booking(f"booked {other.sequence}", other.steps[0], other.starts_at, other.steps[1:])
            for other in playing.day.visitors
            if other.starts_at is not None and other.sequence > visitor.sequence
        ]
        found += [
            Booking(f"missed {number}", missed.steps[0], missed.starts_at, missed.steps[1:])
            for number, missed in enumerate(playing.day.missed)
        ]
        return found


def forward(state: QueueState, newcomer: Newcomer, copies: int = COPIES) -> Foretold:
    """Return what the forward simulation says of one newcomer."""
    ready = Copies(replace(state, closes_at={}), [newcomer])
    turns = []
    for seed in range(copies):
        turn = Run(ready, seed).play(lambda: None, to_the_end=False).turns[0]
        turns.append(float("inf") if turn is None else turn)
    return Foretold(quantile(turns, 0.5), quantile(turns, 0.9))


def work_ahead(state: QueueState, newcomer: Newcomer) -> Foretold:
    """Return what the formula says of one newcomer."""
    found = Formula(state).wait(newcomer)
    return Foretold(found.p50_s or 0, found.p90_s)


def simple_rules(playing: Playing, visitor: Visitor, state: QueueState) -> dict[str, Foretold]:
    """Return what is said without regard to ranks: by length, by the last, by the first in line."""
    service_id = visitor.steps[0]
    able = [desk for desk in state.desks if service_id in desk.offered]
    shared = frozenset[str]().union(*(desk.offered for desk in able))
    line = [candidate for candidate in playing.waiting if candidate.service_id in shared]
    mean_s = fmean(state.times[service_id].seconds)
    free = any(desk.serving is None for desk in able)
    called = [turn for turn in playing.turns.values() if turn.called_at is not None]
    last = max(called, key=lambda turn: turn.called_at or playing.now, default=None)
    head = min(line, key=lambda candidate: policy.order(candidate, playing.now), default=None)
    waited_s = 0.0
    if head is not None:
        since = max(head.checked_in_at, head.starts_at or head.checked_in_at)
        waited_s = max(0.0, (playing.now - since).total_seconds())
    return {
        "queue length x mean / counters": Foretold(
            0 if free else (len(line) + 1) * mean_s / len(able)
        ),
        "last to enter service (LES)": Foretold(0 if last is None else last.wait_s),
        "head of line (HOL)": Foretold(waited_s),
    }


def _serving(there: AtCounter | None) -> Serving | None:
    if there is None:
        return None
    candidate = there.candidate
    onward = there.turn.visitor.steps[there.step + 1 :]
    return Serving(candidate.service_id, there.since, candidate.rank, candidate.sequence, onward)
