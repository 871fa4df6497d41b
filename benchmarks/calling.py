"""How long `call-next` takes in a full waiting room, beside a bare commit of the same run.

`python -m benchmarks.calling [--waiting N] [--calls N] [--quick]`
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from core import policy
from core.model import CounterId, EventKind, ServiceId, StepId, StepState, VisitId
from core.ports import UnitOfWork
from core.runtime.clock import SimulatedClock
from core.runtime.ids import new_id
from core.site import Policy, Site
from core.store import Store
from core.things import Actor, Step, Visit
from core.usecases import calling, counters, returning, settings

NINE: Final = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
KEY: Final = bytes(range(32))
SERVICES: Final = 9
LETTERS: Final = "FHKMPRWXY"
SERVER: Final = Actor()


@dataclass(frozen=True, slots=True)
class Measured:
    """Times of one kind of call, in milliseconds."""

    name: str
    times: tuple[float, ...]

    @property
    def median(self) -> float:
        """Half of the calls are faster."""
        return statistics.median(self.times)

    @property
    def p99(self) -> float:
        """One call in a hundred is slower."""
        return sorted(self.times)[min(len(self.times) - 1, int(len(self.times) * 0.99))]


def _catalogue() -> dict[str, Any]:
    codes = [f"s{index}" for index in range(SERVICES)]
    return {
        "services": [
            {"code": code, "number": index + 1, "letter": LETTERS[index], "labels": {"fr": code}}
            for index, code in enumerate(codes)
        ],
        "counters": [
            {"number": "1", "name": {"fr": "Guichet 1"}, "zone": "A", "services": codes[:1]},
            {"number": "2", "name": {"fr": "Guichet 2"}, "zone": "A", "services": codes},
            {"number": "3", "name": {"fr": "Guichet 3"}, "zone": "A", "services": codes},
        ],
    }


def _fill(uow: UnitOfWork, site: Site, waiting: int) -> None:
    """Let people wait who came over three hours, one in ten with priority, all services alike."""
    rules = Policy()
    for place in range(1, waiting + 1):
        service = site.services[place % SERVICES]
        came = NINE - timedelta(minutes=180 * (1 - place / waiting))
        priority = place % 10 == 0
        ranked = policy.rank_walk_in(came, rules, service, priority=priority)
        visit = Visit(
            id=VisitId(new_id()),
            business_day=uow.today(),
            number=f"{service.letter}{place:05d}",
            called_as=f"{service.letter}{place:05d}",
            letter=service.letter,
            sequence=place,
            kind="walk_in",
            service_id=service.id,
            checked_in_at=came,
            received_at=came,
            language="fr",
            base_at=ranked.base_at,
            bonus_min=ranked.bonus_min,
            settings_version=1,
            priority=priority,
            services=(service.id,),
            route=(service.id,),
        )
        uow.visits.add(visit)
        uow.steps.add(
            Step(
                id=StepId(new_id()),
                visit_id=visit.id,
                business_day=visit.business_day,
                ordinal=1,
                service_id=ServiceId(service.id),
                state=StepState.WAITING,
                rank=ranked.rank,
                due_from=ranked.due_from,
                sequence=place,
                waiting_since=came,
            )
        )


def _timed(name: str, count: int, once: Callable[[], None], after: Callable[[], None]) -> Measured:
    times = []
    for _ in range(count):
        started = time.perf_counter()
        once()
        times.append((time.perf_counter() - started) * 1000)
        after()
    return Measured(name, tuple(times))


def _measure(store: Store, clock: SimulatedClock, calls: int) -> list[Measured]:
    with store.read() as reader:
        places = {place.number: place.id for place in reader.site().counters}

    def bare() -> None:
        store.write(lambda uow: uow.record(EventKind.STATION_HEALTH, SERVER, station_id="s"))

    def idle() -> None:
        clock.advance(1)

    def all_before_others() -> None:
        document = {"policy": {"priority_mode": "absolute"}}
        store.write(
            partial(settings.change, actor=SERVER, command=settings.ChangeSettings(document))
        )

    found = [_timed("bare commit", calls, bare, idle)]
    for number, name in (
        ("1", "call-next, 1 service"),
        ("2", f"call-next, {SERVICES} services"),
        ("3", "the same, priority absolute"),
    ):
        if number == "3":
            all_before_others()
        counter_id = CounterId(places[number])
        opening = partial(
            counters.open_counter, actor=SERVER, command=counters.OpenCounter(counter_id)
        )
        store.write(opening)
        called: list[str] = []

        def once(key: CounterId = counter_id, called: list[str] = called) -> None:
            receipt = store.write(lambda uow: calling.call_next(uow, SERVER, calling.CallNext(key)))
            called.append(str(receipt["step_id"]))

        def free(called: list[str] = called) -> None:
            clock.advance(1)
            command = returning.Absent(called[-1], confirm=True)
            store.write(lambda uow: returning.absent(uow, SERVER, command))

        found.append(_timed(name, calls, once, free))
    found.append(_timed("bare commit again", calls, bare, idle))
    return found


def run(folder: Path, *, waiting: int, calls: int) -> list[Measured]:
    """Fill a waiting room on a database file, and call people out of it."""
    clock = SimulatedClock(NINE, 0)
    with Store.open(folder / "site.sqlite", key=KEY, clock=clock) as store:
        first = settings.Initialise("Mesure", "Europe/Lisbon", {}, _catalogue())
        store.write(lambda uow: settings.initialise(uow, SERVER, first))
        with store.read() as reader:
            site = reader.site()
        store.write(lambda uow: _fill(uow, site, waiting))
        return _measure(store, clock, calls)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 0."""
    parser = argparse.ArgumentParser(prog="benchmarks.calling", description=__doc__)
    parser.add_argument("--waiting", type=int, default=20_000)
    parser.add_argument("--calls", type=int, default=500)
    parser.add_argument("--quick", action="store_true", help="a small room and few calls")
    options = parser.parse_args(arguments)
    waiting, calls = (500, 20) if options.quick else (options.waiting, options.calls)
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), waiting=waiting, calls=calls)
    floor = min(one.median for one in found if one.name.startswith("bare"))
    print(f"{waiting} people wait; {calls} calls of each kind; milliseconds")
    print(f"{'':28} {'median':>8} {'p99':>8} {'x bare commit':>14}")
    for one in found:
        print(f"{one.name:28} {one.median:8.2f} {one.p99:8.2f} {one.median / floor:14.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
