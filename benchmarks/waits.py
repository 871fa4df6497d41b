"""How well waits are foretold on simulated days that no estimate has seen, and what it costs.

    python -m benchmarks.waits --days 40 --seed 1

Service times are learnt from other days; in the lines marked `slow` every service takes 20 %
longer on the days that are foretold. Waits are those of people without priority under the
rank-time rule, from the booked time or the check-in, whichever is later.
"""

import argparse
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from typing import Final

from benchmarks.simulator.days import OPENS, Visitor, days
from benchmarks.simulator.estimators import Foretold, Insight, forward, simple_rules, work_ahead
from benchmarks.simulator.measures import mean, percentile, table
from benchmarks.simulator.play import Player, Playing
from benchmarks.simulator.posts import Post, scenario
from benchmarks.simulator.rules import rank_time
from core.estimate import forecast

_SCENARIOS: Final = ("small", "overload", "LARGE", "L peaks", "L overload")
_TELLS_FROM_S: Final = 180
_OTHER_DAYS: Final = 10_000
"""Added to the seed of the days that service times are learnt from."""


@dataclass
class Errors:
    """Misses of one estimator in minutes, by class, and how many waits its bounds held."""

    walk_ins: list[float] = field(default_factory=list)
    appointments: list[float] = field(default_factory=list)
    bias: list[float] = field(default_factory=list)
    within: dict[str, list[bool]] = field(default_factory=dict)

    def add(self, told: Foretold, wait_s: float, *, booked: bool) -> None:
        """Count one wait."""
        (self.appointments if booked else self.walk_ins).append(abs(told.p50_s - wait_s) / 60)
        self.bias.append((told.p50_s - wait_s) / 60)
        if told.p90_s is not None:
            kind = "a" if booked else "w"
            # A second is the step of an estimate; a microsecond that of the simulator.
            self.within.setdefault(f"{kind}90", []).append(wait_s <= told.p90_s + 1)
            if told.p50_s >= _TELLS_FROM_S:
                self.within.setdefault("50", []).append(wait_s <= told.p50_s)
                self.within.setdefault("90", []).append(wait_s <= told.p90_s)

    def share(self, bound: str) -> str:
        """Return the percentage of waits that a bound held, or a dash."""
        found = self.within.get(bound)
        return "-" if not found else f"{100 * sum(found) / len(found):.0f}"


@dataclass
class Cost:
    """What a whole forecast takes, as the server makes it, beside a fixed loop of the same run."""

    estimate_ms: list[float] = field(default_factory=list)
    floor_ms: list[float] = field(default_factory=list)


class Watcher:
    """Foretells the wait of everybody who checks in, and compares once the day is over."""

    def __init__(
        self, post: Post, history: Mapping[str, Sequence[int]], every: int, cost: Cost
    ) -> None:
        self._insight = Insight(post, history)
        self._every = every
        self._cost = cost
        self._told: list[tuple[int, dict[str, Foretold]]] = []

    def __call__(self, playing: Playing, visitor: Visitor) -> None:
        """Foretell, if it is this visitor's turn to be asked about."""
        if visitor.priority or visitor.sequence % self._every:
            return
        state, newcomer = self._insight.state(playing, visitor)
        told = simple_rules(playing, visitor, state)
        since = max(playing.now, visitor.starts_at or OPENS)
        early_s = (since - playing.now).total_seconds()
        told["work ahead (formula)"] = work_ahead(state, newcomer).later(early_s)
        told["forward simulation"] = forward(state, newcomer).later(early_s)
        self._told.append((visitor.sequence, told))
        if len(self._told) % 10 == 1:
            self._measure(lambda: forecast(state))

    def compare(self, playing: Playing, into: dict[str, Errors]) -> None:
        """Add this day's misses."""
        for sequence, told in self._told:
            turn = playing.turns[str(sequence)]
            for name, found in told.items():
                errors = into.setdefault(name, Errors())
                errors.add(found, turn.wait_s, booked=turn.visitor.starts_at is not None)

    def _measure(self, work: Callable[[], object]) -> None:
        self._cost.floor_ms.append(_timed_ms(_floor))
        self._cost.estimate_ms.append(_timed_ms(work))


def learn(post: Post, seed: int) -> dict[str, list[int]]:
    """Return the last 60 service times of each service on days that nobody foretells."""
    found: dict[str, list[int]] = {}
    for day in days(replace(post, slower=1.0), 3 if _is_large(post) else 12, seed):
        for visitor in day.visitors:
            for service, spent_s in zip(visitor.steps, visitor.work_s, strict=True):
                found.setdefault(service, []).append(round(spent_s))
    return {service: times[-60:] for service, times in found.items()}


def foretell(post: Post, count: int, seed: int, cost: Cost) -> dict[str, Errors]:
    """Play days and foretell them; of a large post every seventh visit is asked about."""
    found: dict[str, Errors] = {}
    large = _is_large(post)
    for number, day in enumerate(days(post, max(1, count // 10) if large else count, seed)):
        # Sixty times are a small sample: each day has its own, so that its luck does not stay.
        history = learn(post, seed + _OTHER_DAYS + number)
        watcher = Watcher(post, history, 7 if large else 1, cost)
        watcher.compare(Player(post, day, rank_time(60), watcher).play(), found)
    return found


def main(given: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.waits", description=__doc__)
    parser.add_argument("--days", type=int, default=60, help="of the small post; large: a tenth")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="a few days only")
    options = parser.parse_args(given)
    count = min(options.days, 2) if options.quick else options.days
    names = _SCENARIOS[:1] if options.quick else _SCENARIOS
    costs: list[tuple[str, Cost]] = []
    for slower in (1.0, 1.2):
        results = {}
        for name in names:
            cost = Cost()
            results[name] = foretell(
                replace(scenario(name), slower=slower), count, options.seed, cost
            )
            costs.append((f"{name}{' slow' if slower > 1 else ''}", cost))
        _show(results, slower)
    _show_costs(costs)
    return 0


def _is_large(post: Post) -> bool:
    return post.hours > 4


def _show(results: Mapping[str, Mapping[str, Errors]], slower: float) -> None:
    title = "Services as on the days before" if slower == 1 else "Services 20 % slow"
    print(f"\n{title}: mean miss, min, walk-ins / appointments\n")
    print(_by_estimator(results, lambda e: f"{mean(e.walk_ins):.1f} / {mean(e.appointments):.1f}"))
    print("\nBias of what is told, min\n")
    print(_by_estimator(results, lambda e: f"{mean(e.bias):+.1f}"))
    print("\nWaits within the P90, %, walk-ins / appointments\n")
    print(_by_estimator(results, lambda e: f"{e.share('w90')} / {e.share('a90')}"))
    print("\nWhere 3 min or more are told: waits within P50 / P90, %\n")
    print(_by_estimator(results, lambda e: f"{e.share('50')} / {e.share('90')}"))


def _by_estimator(
    results: Mapping[str, Mapping[str, Errors]], show: Callable[[Errors], str]
) -> str:
    estimators = list(next(iter(results.values())))
    rows = [[name, *(show(errors[name]) for errors in results.values())] for name in estimators]
    return table(["estimator", *results], rows)


def _show_costs(costs: Sequence[tuple[str, Cost]]) -> None:
    print(
        "\nA whole forecast as the server makes it (30 copies to the last person, every service,"
        " step and booked time); floor: 10,000 numbers through a heap\n"
    )
    rows = []
    for name, cost in costs:
        floor, average = percentile(cost.floor_ms, 0.5), mean(cost.estimate_ms)
        shown = (average, percentile(cost.estimate_ms, 0.99), floor, average / floor)
        rows.append([name, str(len(cost.estimate_ms)), *(f"{value:.1f}" for value in shown)])
    head = ["scenario", "forecasts", "mean, ms", "p99, ms", "floor, ms", "mean / floor"]
    print(table(head, rows))


def _timed_ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _floor() -> None:
    heap: list[int] = []
    for number in range(10_000):
        heappush(heap, number * 7919 % 10_007)
    while heap:
        heappop(heap)


if __name__ == "__main__":
    raise SystemExit(main())
