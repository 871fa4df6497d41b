"""What a server costs that stands there: after a year, after a kill, on a slow disk, at rest."""

import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import quote

from benchmarks.load.compiling import compiled
from benchmarks.load.driving import Served, all_at_once, reading
from benchmarks.load.figures import Limit
from benchmarks.load.floors import Floors
from benchmarks.load.measured import Measured
from benchmarks.load.measures import STEADY, Run, serving
from benchmarks.load.program import ServerProgram
from benchmarks.load.site import LoadSite, make_site, name_of
from benchmarks.load.wire import Asked, LineBroken, Station

RESTART: Final = Limit(2, 5)
FLUSHES: Final = Limit(3, 6)
STATISTICS: Final = Limit(300, 3000)
SEARCH: Final = Limit(5, 50)
SEARCH_TYPO: Final = Limit(40, 400)
MEMORY: Final = Limit(200, 400)
IDLE: Final = Limit(1, 2)
DISK: Final = Limit(400, 800)
_SHIM: Final = Path(__file__).with_name("slow_flush.c")


def a_year(run: Run) -> None:
    """Measure a post with a year of data: its size, its statistics, and a start after a kill."""
    visits = run.effort.year
    site = make_site(run.folder / "year", waiting=1000, booked=0, year=visits)
    name = f"a year of {visits:,} visits"
    megabytes = sum(path.stat().st_size for path in site.data.glob("site.sqlite*")) / 1e6
    run.table.value(f"{name} on disk", megabytes, "MB", DISK)
    with serving(site) as served:
        _statistics(run, served, name)
    _restarts(run, site, name)


def _statistics(run: Run, served: Served, name: str) -> None:
    last = datetime.now(UTC).date() - timedelta(days=1)
    days = f"from={last - timedelta(days=364)}&to={last}"
    for group in ("", "service", "hour"):
        found = Measured("statistics")
        path = f"/v1/statistics?{days}" + (f"&group={group}" if group else "")
        for _ in range(run.effort.rounds):
            asked = Asked("statistics", "GET", path)
            found.add_round(reading(served, served.site.lead, asked, 10))
        run.table.milliseconds(f"statistics of {name}, by {group or 'nothing'}", found, STATISTICS)


def _restarts(run: Run, site: LoadSite, name: str) -> None:
    """Kill the server under load and start it again, from the program's start to its answers."""
    first, durable = Measured("first answer"), Measured("first durable answer")
    server = ServerProgram(site.data, site.keys)
    server.start()
    for _ in range(run.effort.rounds):
        _kill_under_load(site, server, run.effort.seconds / 2)
        began = time.perf_counter()
        server.start()
        server.seq()
        first.add_round([time.perf_counter() - began])
        station = Station(server.door, site.desks[0])
        body = {"service_id": site.services[0], "language": "fr"}
        answer = station.ask(Asked("issue", "POST", "/v1/walk-ins", body))
        assert answer.status == 201, answer
        durable.add_round([time.perf_counter() - began])
        station.close()
    server.stop()
    run.table.value(f"SIGKILL → first answer, {name}", first.median, "s", RESTART)
    run.table.value(f"SIGKILL → first durable answer, {name}", durable.median, "s", RESTART)


def _kill_under_load(site: LoadSite, server: ServerProgram, after_s: float) -> None:
    def drive() -> None:
        with suppress(LineBroken, OSError):
            all_at_once(site, server.door, 10, after_s + 60)

    driver = threading.Thread(target=drive)
    driver.start()
    time.sleep(after_s)
    server.kill()
    driver.join()


def slow_disk(run: Run) -> None:
    """Measure 50 actions a second on a disk whose flushes take 10 ms longer."""
    figure = f"a disk 10 ms slower a flush, {STEADY}/s"
    shim = compiled(_SHIM, run.folder / "slow_flush.so", "-shared", "-fPIC", "-ldl")
    if shim is None:
        run.table.missing(figure, "no compiler here to make the slow disk with")
        return
    env = {"LD_PRELOAD": str(shim), "SLOW_FLUSH_MS": "10"}
    site = run.site(1000)
    times = Measured("slow disk")
    with Floors(run.folder / "slow", env) as floors, serving(site, env=env) as served:
        for _ in range(run.effort.rounds):
            flush = floors.median_of_one(20)
            driven = all_at_once(site, served.server.door, 40, run.effort.seconds, STEADY)
            assert not driven.refused, driven.refused
            times.add_round(driven.all, flush)
    run.table.times(f"{figure}: in flushes", times, "flush", None, FLUSHES)


def search(run: Run) -> None:
    """Measure how reception finds one of very many people of today by name."""
    people = run.effort.year
    with serving(make_site(run.folder / "nobody", waiting=10, booked=0)) as served:
        _ask(served, "nobody")
        bare = served.server.resident_mb()
    site = make_site(run.folder / "search", waiting=10, booked=people)
    family, given = name_of(people // 2)
    slip = f"{family[:3]}x{family[4:]}"
    with serving(site) as served:
        began = time.perf_counter()
        _ask(served, family)
        run.table.value("first search after a start", time.perf_counter() - began, "s")
        for what, q, limit in (
            ("name search", family[:-1], SEARCH),
            ("name search by three letters", family[:3], SEARCH),
            ("name search by two beginnings", f"{given[:3]} {family[:5]}", SEARCH),
            ("name search with a typo", slip, SEARCH_TYPO),
            ("name search with a typo and another word", f"{given} {slip}", SEARCH_TYPO),
        ):
            figure = f"{what} among {people:,}"
            if not _ask(served, q):
                run.table.missing(figure, "nobody was found")
                continue
            found = Measured(what)
            for _ in range(run.effort.rounds):
                found.add_round(reading(served, site.desks[0], _searching(q), 5))
            run.table.milliseconds(figure, found, limit)
        memory = served.server.resident_mb() - bare
        run.table.value(f"resident memory for {people:,} names", memory, "MB")


def _searching(q: str) -> Asked:
    return Asked("search", "GET", f"/v1/appointments?limit=20&q={quote(q)}")


def _ask(served: Served, q: str) -> list[object]:
    station = Station(served.server.door, served.site.desks[0])
    items: list[object] = station.ask(_searching(q)).json()["items"]
    station.close()
    return items


def at_rest(run: Run) -> None:
    """Measure memory after a day's visits, and the processor while nothing happens."""
    visits = run.effort.day
    site = run.site(1000)
    with serving(site) as served:
        driven = all_at_once(site, served.server.door, 40, 600, most=visits * 4)
        assert not driven.refused, driven.refused
        memory = served.server.resident_mb()
        run.table.value(f"resident memory after {visits} visits", memory, "MB", MEMORY)
        run.table.value("at rest with 1,000 waiting: of a core", _idle(run, served), "%")
    with serving(run.site(0)) as served:
        run.table.value("at rest, 40 listening: of a core", _idle(run, served), "%", IDLE)


def _idle(run: Run, served: Served) -> float:
    """Return how much of a core the server takes while nothing happens, in percent."""
    time.sleep(run.effort.seconds)  # what is worked out in the background ends
    seconds = run.effort.seconds * 3
    before = served.server.cpu_s()
    time.sleep(seconds)
    return (served.server.cpu_s() - before) / seconds * 100
