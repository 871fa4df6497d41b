"""Measures how fast a year of 100,000 visits is answered, and what counting a day costs.

    python -m benchmarks.statistics [--visits N] [--days N] [--quick]

Times are of this machine and this moment: the ratio to a fixed piece of work of the same run says
more. The goal is 100 ms for a year, by any group.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

from core.model import ServiceId
from core.runtime.clock import SimulatedClock
from core.statistics.cells import HISTOGRAMS, CellKey, Counted, DayCounts, Duration, Tally, TimeKind
from core.statistics.histogram import bucket_of
from core.statistics.indicators import table
from core.statistics.periods import Group
from core.store import Store
from core.store.statistics import SqlStatistics
from core.things import VisitClass

KEY = bytes(range(32))
SERVICES = 20
SERVICE_IDS = tuple(f"service-{place:02}" for place in range(SERVICES))
HOURS = range(8, 17)
KINDS: tuple[VisitClass, ...] = ("appointment", "walk_in")


def made_day(
    day: date, visits: int, rng: random.Random, services: Sequence[str] = SERVICE_IDS
) -> DayCounts:
    """Return a day with visits at random services, hours and lengths."""
    tallies: dict[CellKey, Tally] = {}
    durations: list[Duration] = []
    for _ in range(visits):
        place = min(rng.randrange(len(services)), rng.randrange(len(services)))
        service = ServiceId(services[place])
        key = CellKey(service, rng.choice(HOURS), rng.choice(KINDS))
        tally = tallies.setdefault(key, {})
        for name in ("visits", "persons", "called", "served", "calls", "done"):
            tally[name] = tally.get(name, 0) + 1
        times: tuple[tuple[TimeKind, float], ...] = (("wait", 12), ("service", 14), ("dwell", 30))
        for kind, middle_min in times:
            seconds = int(rng.lognormvariate(0, 0.6) * middle_min * 60)
            name = HISTOGRAMS[kind][bucket_of(seconds)]
            tally[name] = tally.get(name, 0) + 1
            tally[f"{kind}_s"] = tally.get(f"{kind}_s", 0) + seconds
            durations.append(Duration(*key, kind, seconds))
    cells = {key: Counted(tally, 2) for key, tally in tallies.items()}
    agents = {(key.service_id, key.kind): 2 for key in cells}
    return DayCounts(cells, agents, tuple(sorted(durations)))


def fill(store: Store, first: date, days: int, visits: int) -> list[float]:
    """Keep some working days; return how long each took to keep, in milliseconds."""
    rng = random.Random(7)
    spent = []
    working = [
        first + timedelta(days=ahead)
        for ahead in range(days)
        if (first + timedelta(days=ahead)).weekday() < 5
    ]
    for day in working:
        counts = made_day(day, round(visits / len(working)), rng)
        began = time.perf_counter()
        store.write(
            lambda uow, day=day, counts=counts: uow.statistics.put(day, counts, uow.now)  # type: ignore[misc]
        )
        spent.append((time.perf_counter() - began) * 1000)
    return spent


def timed(work: Callable[[], object], rounds: int) -> float:
    """Return the median time of some work, in milliseconds."""
    spent = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        spent.append((time.perf_counter() - began) * 1000)
    return median(spent)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description="How fast a year of statistics is answered")
    parser.add_argument("--visits", type=int, default=100_000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--quick", action="store_true", help="a tenth of the visits")
    options = parser.parse_args()
    visits = options.visits // 10 if options.quick else options.visits
    rounds = 3 if options.quick else 15
    first = date(2026, 1, 1)
    last = first + timedelta(days=options.days - 1)
    clock = SimulatedClock(datetime(2027, 1, 4, 9, tzinfo=UTC), 0)
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "site.db", key=KEY, clock=clock) as store,
    ):
        kept = fill(store, first, options.days, visits)
        print(f"{visits} visits on {len(kept)} days; {SERVICES} services")
        print(f"keeping one day: median {median(kept):.1f} ms, longest {max(kept):.1f} ms\n")
        floor = timed(lambda: sum(index * index for index in range(300_000)), rounds)
        print(f"{'group':10}{'rows':>6}{'ms':>8}{'ratio':>8}   (ratio to {floor:.1f} ms of sums)")
        for group in (None, *Group):

            def answer(group: Group | None = group) -> int:
                with store.read() as reader:
                    found = SqlStatistics(reader.connection).groups(first, last, group)
                return len(table(found).rows)

            spent = timed(answer, rounds)
            print(f"{group or 'none':10}{answer():6}{spent:8.1f}{spent / floor:8.1f}")


if __name__ == "__main__":
    main()
