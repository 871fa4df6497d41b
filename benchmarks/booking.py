"""Measures what keeping in step with a booking server costs the site.

    python -m benchmarks.booking [--appointments N] [--outcomes N] [--file-rows N] [--quick]

A sandbox in a process of its own is read through the real gateway; processor time is the site's
alone. Times are of this machine and this moment: their ratio to a fixed piece of work of the same
run says more. A command of the queue is timed while nothing else happens, and while a day, the
outbox or a file is written: the difference is what the booking server's side holds it up.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import product
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final
from zoneinfo import ZoneInfo

from core.business_days import Days
from core.model import AppointmentId, ServiceId
from core.runtime.clock import SimulatedClock
from core.runtime.paths import resource
from core.store import Store
from core.things import Actor
from core.usecases import telling
from core.usecases.arriving import WalkIn, walk_in
from core.usecases.booked_rows import BookedPerson, BookingRow
from core.usecases.importing import AT_ONCE, ImportRows, ListedRow, import_rows
from core.usecases.settings import Initialise, initialise
from server.booking_day import SOURCE
from server.booking_rows import SiteRows
from sync.booking.rdv_service_public.credentials import OAuthTokens, TokenPair
from sync.booking.rdv_service_public.gateway import RdvServicePublic, RdvServicePublicSettings
from sync.booking.rdv_service_public.transport import Transport
from sync.booking.rows import DayOfBookings

KEY: Final = bytes(range(32))
DAY: Final = date(2026, 11, 24)
ZONE: Final = ZoneInfo("Europe/Lisbon")
SERVER: Final = Actor()
MOTIF: Final = 31
_TOKEN: Final = "sandbox-token"  # noqa: S105 - of invented data on this machine
_STEADY: Final = 200
"""Commands that are timed while nothing else happens."""


@dataclass(frozen=True)
class Site:
    """A site on disk and the side of it that the booking server's engine sees."""

    store: Store
    rows: SiteRows
    log: Path


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description="What keeping in step costs the site")
    parser.add_argument("--appointments", type=int, default=600)
    parser.add_argument("--outcomes", type=int, default=10_000)
    parser.add_argument("--file-rows", type=int, default=5_000)
    parser.add_argument("--quick", action="store_true", help="a tenth of each")
    options = parser.parse_args()
    share = 10 if options.quick else 1
    floor_s = median(_cpu_s(_fixed_work) for _ in range(5))
    print(f"fixed work of this run: {floor_s * 1000:.0f} ms of processor time\n")
    with _site() as site, sandbox(options.appointments // share) as url:
        _days(site, url, floor_s)
        _outbox(site, options.outcomes // share, floor_s)
        _file(site, options.file_rows // share)


def _days(site: Site, url: str, floor_s: float) -> None:
    transport = Transport(url, OAuthTokens(TokenPair(_TOKEN)))
    gateway = RdvServicePublic(transport, RdvServicePublicSettings((77,), Days(ZONE)))
    read: list[DayOfBookings] = []

    def pull() -> None:
        read.append(gateway.list_day(DAY))
        site.rows.take_day(read[-1])

    try:
        _told("a new day, pulled and merged", _cpu_s(pull), floor_s)
        before = site.log.read_bytes()
        _told("the same day again, pulled and merged", _cpu_s(pull), floor_s)
        _told("of that, merged", _cpu_s(lambda: site.rows.take_day(read[-1])), floor_s)
    finally:
        transport.close()
    people = sum(len(one.persons) for one in read[-1].bookings)
    print(f"  {len(read[-1].bookings)} appointments, {people} participations")
    print(f"  an unchanged day wrote: {'nothing' if site.log.read_bytes() == before else 'much'}")
    later = [
        replace(one, starts_at=one.starts_at + timedelta(minutes=1)) for one in read[-1].bookings
    ]
    changed = replace(read[-1], bookings=tuple(later))
    _held_up(site, "a day of which every row changed", lambda: site.rows.take_day(changed))


def _outbox(site: Site, count: int, floor_s: float) -> None:
    _queue(site.store, count)
    spent = [_cpu_s(site.rows.pending) for _ in range(9)]
    _told(f"a look at {count} outcomes", median(spent), floor_s)

    def drain() -> None:
        while batch := site.rows.pending():
            for one in batch:
                site.rows.trying(one.id)
                site.rows.sent(one.id)

    _held_up(site, f"{count} outcomes drained, as fast as they go", drain)


def _file(site: Site, count: int) -> None:
    """Take a file over part by part, as a route does, new and then changed."""
    with site.store.read() as reader:
        service = next(iter(reader.site().services)).id
    begin = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)

    def rows(moved: timedelta) -> list[ListedRow]:
        return [
            ListedRow(
                number,
                BookingRow(
                    source_id=f"key:{number}",
                    code_id=0,
                    reference="",
                    service_id=service,
                    starts_at=begin + timedelta(minutes=number % 480) + moved,
                    people=(BookedPerson(None, f"NOM{number}", "Prénom"),),
                ),
            )
            for number in range(count)
        ]

    for what, moved in (("new", timedelta()), ("all changed", timedelta(minutes=1))):
        listed = rows(moved)
        longest: list[float] = []

        def take(listed: list[ListedRow] = listed, longest: list[float] = longest) -> None:
            for start in range(0, count, AT_ONCE):
                command = ImportRows(listed[start : start + AT_ONCE])
                work = partial(import_rows, actor=SERVER, command=command)
                began = time.perf_counter()
                site.store.write(work)
                longest.append(time.perf_counter() - began)

        _held_up(site, f"a file of {count} rows, {what}", take)
        print(f"  its parts of {AT_ONCE}: median {median(longest) * 1000:.0f} ms")


def _held_up(site: Site, what: str, work: Callable[[], None]) -> None:
    """Print how much longer a command of the queue takes while some work goes on."""
    alone = [_command(site.store) for _ in range(_STEADY)]
    beside: list[float] = []
    thread = threading.Thread(target=work)
    began = time.perf_counter()
    thread.start()
    while thread.is_alive():
        beside.append(_command(site.store))
    took = time.perf_counter() - began
    print(f"{what}: {took:.1f} s")
    for name, of in (("median", median), ("99th of 100", _late)):
        without, with_it = of(alone) * 1000, of(beside) * 1000
        more, ratio = with_it - without, with_it / without
        times = f"{without:7.1f} → {with_it:6.1f} ms  (+{more:.1f}, {ratio:.1f} ×)"
        print(f"  a command, {name:12}{times}")


def _command(store: Store) -> float:
    with store.read() as reader:
        service = next(one.id for one in reader.site().services if one.walk_in)
    began = time.perf_counter()
    store.write(lambda uow: walk_in(uow, SERVER, WalkIn(ServiceId(service))))
    return time.perf_counter() - began


def _queue(store: Store, count: int) -> None:
    with store.read() as reader:
        booked = [card.appointment.id for card in reader.appointments(DAY)]
    for start in range(0, count, 500):
        targets = [(f"told-{one}", booked[one % len(booked)]) for one in range(start, start + 500)]

        def work(uow: Any, targets: list[tuple[str, AppointmentId]] = targets) -> None:  # noqa: ANN401
            for target, appointment_id in targets:
                telling.tell_one(uow, SOURCE, target, appointment_id, None, "noshow")

        store.write(work)


def _late(times: list[float]) -> float:
    return quantiles(times, n=100)[98]


def _cpu_s(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _fixed_work() -> int:
    return sum(index * index for index in range(1_000_000))


def _told(what: str, cpu_s: float, floor_s: float) -> None:
    print(f"{what:46}{cpu_s * 1000:8.0f} ms{cpu_s / floor_s:8.2f} ×")


@contextmanager
def _site() -> Iterator[Site]:
    document = json.loads(resource("services", "default_settings.json").read_text(encoding="utf-8"))
    catalogue = json.loads(
        resource("services", "default_catalogue.json").read_text(encoding="utf-8")
    )
    document["booking"] |= {"gateway": SOURCE, "motifs": {str(MOTIF): "passport"}}
    clock = SimulatedClock(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), 0)
    command = Initialise("Consulat inventé", "Europe/Lisbon", document, catalogue)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "site.db"
        with Store.open(path, key=KEY, clock=clock) as store:
            store.write(lambda uow: initialise(uow, SERVER, command))
            yield Site(store, SiteRows(store, clock), path.with_name("site.db-wal"))


@contextmanager
def sandbox(appointments: int, days: Sequence[int] = (0,)) -> Iterator[str]:
    """Serve a booking server in a process of its own; gives its address.

    Args:
        appointments: Of each day.
        days: Which days have some, from `DAY` on.
    """
    with tempfile.TemporaryDirectory() as folder:
        scenario = Path(folder) / "day.json"
        scenario.write_text(json.dumps(_scenario(appointments, days)), encoding="utf-8")
        command = [sys.executable, "-m", "demonstration.booking_sandbox", "--port", "0"]
        process = subprocess.Popen(
            [*command, "--scenario", str(scenario)], stdout=subprocess.PIPE, text=True
        )
        try:
            first = process.stdout.readline() if process.stdout is not None else ""
            yield first.split()[-1]
        finally:
            process.terminate()
            process.wait()


def _scenario(appointments: int, days: Sequence[int]) -> dict[str, Any]:
    """Return days of which every second appointment is of two persons."""
    rdvs = []
    for place, (day, of_day) in enumerate(product(days, range(appointments))):
        people = [
            {
                "participation": 10_000 + 2 * place + one,
                "user": 50_000 + 2 * place + one,
                "first_name": f"Prénom{one}",
                "last_name": f"Nom{place}",
            }
            for one in range(1 + place % 2)
        ]
        at = f"{8 + of_day * 9 // appointments:02}:{of_day % 60:02}:00"
        rdvs.append({"id": 1000 + place, "day": day, "at": at, "motif": MOTIF, "people": people})
    return {
        "organisation": {"id": 77, "name": "Consulat inventé"},
        "zone": "Europe/Lisbon",
        "labels": "zone",
        "day": DAY.isoformat(),
        "place": {"id": 12, "name": "Accueil", "address": "1 place Inventée"},
        "motifs": [{"id": MOTIF, "name": "Passeport"}],
        "rdvs": rdvs,
    }


if __name__ == "__main__":
    main()
