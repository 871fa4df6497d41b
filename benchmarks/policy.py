"""Compares calling orders: punctuality, waits and fairness of every rule in every scenario.

    python -m benchmarks.policy --days 200 --seed 1

`GUICHET_QUEUE_DATA` may name a folder with recorded arrivals (`grill_arrivals.csv`,
`grill_services.csv`: one column of seconds), or `--arrivals` and `--services` two such files.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.simulator.days import days
from benchmarks.simulator.measures import Measures, mean, percentile, table
from benchmarks.simulator.play import Player
from benchmarks.simulator.posts import SCENARIOS, Post, scenario
from benchmarks.simulator.recorded import read_seconds, recorded_day, recorded_post
from benchmarks.simulator.rules import Rule, all_rules, rank_time
from benchmarks.simulator.theory import checks

_DIALS = (0, 15, 30, 45, 60, 90, 120, 480)
_IN_FULL = ("small", "overload", "LARGE", "L peaks")
_DIALLED = ("small", "overload", "L peaks", "L overload")
_LARGE_DAYS_FEWER = 10


def measure(post: Post, rule: Callable[[], Rule], count: int, seed: int) -> Measures:
    """Play so many days of a scenario under a rule; each day starts with a fresh one."""
    found = Measures()
    for day in days(post, count, seed):
        found.add(Player(post, day, rule()).play())
    return found


def main(given: Sequence[str] | None = None) -> int:
    """Print the tables; 1 if the rank-time rule broke its promise."""
    options = _options(given)
    print(_theory(options))
    found = _compare(options)
    for title, show in (
        ("Punctual appointments called by the booked time + 10 min, %", _on_time),
        ("Walk-ins without priority: p95 of the wait, min", _p95),
        ("Worst wait of a walk-in without priority, min", _worst),
    ):
        rows = [[name, *(show(cell) for cell in row.values())] for name, row in found.items()]
        print(f"\n{title}\n\n{table(['rule', *(post.name for post in SCENARIOS)], rows)}")
    print(
        "\nMean/p95 of appointments; walk-ins; priority walk-ins · walk-ins passed by somebody who"
        " came 60+ min later · times passed, mean/most\n"
    )
    rows = [[name, *(row[post].by_class() for post in _IN_FULL)] for name, row in found.items()]
    print(table(["rule", *_IN_FULL], rows))
    broken = _dial(options) + _promise(found)
    _replay(options)
    return 1 if broken else 0


def _options(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.policy", description=__doc__)
    parser.add_argument("--days", type=int, default=100, help="of the small post; large: a tenth")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="a few days only")
    parser.add_argument("--arrivals", type=Path)
    parser.add_argument("--services", type=Path)
    options = parser.parse_args(given)
    folder = os.environ.get("GUICHET_QUEUE_DATA")
    if folder and options.arrivals is None and options.services is None:
        options.arrivals = Path(folder) / "grill_arrivals.csv"
        options.services = Path(folder) / "grill_services.csv"
    if options.quick:
        options.days = min(options.days, 3)
    return options


def _count(options: argparse.Namespace, post: Post) -> int:
    return int(options.days) if post.hours <= 4 else max(1, options.days // _LARGE_DAYS_FEWER)


def _theory(options: argparse.Namespace) -> str:
    people = 1000 if options.quick else 20000
    rows = [
        [check.name, f"{check.simulated:.1f} ± {check.error:.1f}", f"{check.theory:.1f}"]
        for check in checks(people, options.seed)
    ]
    return table(["check", "simulated mean wait, min", "theory"], rows)


def _compare(options: argparse.Namespace) -> dict[str, dict[str, Measures]]:
    found: dict[str, dict[str, Measures]] = {rule.name: {} for rule in all_rules()}
    for post in SCENARIOS:
        for place, name in enumerate(found):
            fresh = _fresh(place)
            found[name][post.name] = measure(post, fresh, _count(options, post), options.seed)
        sys.stderr.write(f"{post.name} played\n")
    return found


def _fresh(place: int) -> Callable[[], Rule]:
    return lambda: all_rules()[place]


def _dial(options: argparse.Namespace) -> int:
    rows, broken = [], 0
    for minutes in _DIALS:
        row = [str(minutes)]
        for name in _DIALLED:
            post = scenario(name)
            cell = measure(post, lambda: rank_time(minutes), _count(options, post), options.seed)  # noqa: B023 - called at once
            broken += cell.violations
            row.append(
                f"{cell.on_time_percent:.0f}% / {cell.walk_in_p95:.0f} / {cell.walk_in_worst:.0f}"
            )
        rows.append(row)
    print("\nThe dial W: appointments on time / walk-in p95 / worst\n")
    print(table(["W", *_DIALLED], rows))
    return broken


def _promise(found: dict[str, dict[str, Measures]]) -> int:
    """Print how often each rule broke the promise of rank time; return that of rank time."""
    print("\nCalls of somebody who had come after the rank time of one who still waited\n")
    rows, broken = [], 0
    for name, row in found.items():
        visits = sum(cell.visits for cell in row.values())
        violations = sum(cell.violations for cell in row.values())
        rows.append([name, str(visits), str(violations)])
        broken += violations if name.startswith("rank time") else 0
    print(table(["rule", "visits", "broken"], rows))
    return broken


def _replay(options: argparse.Namespace) -> None:
    if options.arrivals is None or options.services is None:
        print("\nNo recorded arrivals given: the replay is left out.")
        return
    arrivals, services = read_seconds(options.arrivals), read_seconds(options.services)
    rows = []
    for counters in (3, 4):
        waits = []
        for seed in range(options.seed, options.seed + (1 if options.quick else 20)):
            day = recorded_day(arrivals, services, seed)
            played = Player(recorded_post(counters), day, rank_time(60)).play()
            waits += [turn.wait_s / 60 for turn in played.turns.values()]
        rows.append([str(counters), f"{mean(waits):.1f}", f"{percentile(waits, 0.95):.0f}"])
    print("\nReplay of recorded arrivals\n")
    print(table(["counters", "mean wait, min", "p95"], rows))


def _on_time(found: Measures) -> str:
    return f"{found.on_time_percent:.0f}"


def _p95(found: Measures) -> str:
    return f"{found.walk_in_p95:.0f}"


def _worst(found: Measures) -> str:
    return f"{found.walk_in_worst:.0f}"


if __name__ == "__main__":
    raise SystemExit(main())
