"""What is measured: the real server with 40 stations listening, beside the floors of the run."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.load.driving import Driven, Served, act, all_at_once, one_by_one, reading
from benchmarks.load.figures import Limit, Table
from benchmarks.load.floors import Floors
from benchmarks.load.measured import Measured
from benchmarks.load.program import Listeners, ServerProgram
from benchmarks.load.site import LoadSite, make_site
from benchmarks.load.wire import Asked, Station

ACTION: Final = (Limit(15, 30), Limit(60, 150))
PRESS: Final = (Limit(5, 15), Limit(20, 60))
FLAT_OUT: Final = Limit(0.025, 0.01, at_least=True)
READ: Final = Limit(4, 15)
LENGTH: Final = Limit(1.5, 3)
PEERS: Final = (
    ("issue", ("theq", 79.0, 25)),
    ("issue", ("FQM", 19.0, 5)),
    ("call next", ("theq", 42.0, 15)),
    ("call next", ("FQM", 17.0, 4)),
    ("press", ("theq", 67.0, 20)),
)
"""Medians in ms of two other programs with ten people waiting, as measured in November 2026 on two
virtual cores by a driver of the same kind, and how many times faster this one should be."""

STEADY: Final = 50
WARM_UP: Final = 4
"""Visits whose times are left out: the first of each kind of request builds its route."""
ACTIONS: Final = ("issue", "check in", "call next", "start", "finish")


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured.

    Attributes:
        rounds: Floors and measurements take turns so often.
        visits: People let in and served one by one in a round.
        seconds: How long stations are driven flat out, or at a pace, in a round.
        floor: Single requests of a round of floors.
        year: Visits of a year, and people among whom one is searched for.
        day: Visits after which memory is looked at.
        tls: Whether the same is measured over TLS too.
    """

    rounds: int = 5
    visits: int = 60
    seconds: float = 4.0
    floor: int = 400
    year: int = 100_000
    day: int = 600
    tls: bool = True


QUICK: Final = Effort(rounds=1, visits=8, seconds=0.8, floor=60, year=1_000, day=20, tls=False)


@dataclass
class Run:
    """One run of the driver: where it works, how much it does, and what it found."""

    folder: Path
    effort: Effort
    floors: Floors
    table: Table
    sites: int = 0

    def site(self, waiting: int) -> LoadSite:
        """Make a site with people waiting, and appointments enough for every round."""
        booked = self.effort.rounds * self.effort.visits * 2
        self.sites += 1
        return make_site(self.folder / f"site-{self.sites}", waiting=waiting, booked=booked)


@contextmanager
def serving(
    site: LoadSite,
    *,
    tls: bool = False,
    listening: int = 40,
    env: Mapping[str, str] | None = None,
) -> Iterator[Served]:
    """Run a site's server with stations that listen; none may miss a call or get one twice."""
    with ServerProgram(site.data, site.keys, tls=tls, env=env) as server:
        tokens, seq = site.listeners[:listening], server.seq()
        listeners = Listeners(server.door, tokens, certificate=server.certificate, after=seq)
        served = Served(site, server, listeners)
        one_by_one(served, WARM_UP, ())
        try:
            yield served
        except BaseException:
            listeners.end()
            raise
        heard = listeners.end()
        assert heard.missed == 0, heard
        assert heard.disorder == 0, heard


def driver_alone(run: Run) -> None:
    """Measure what driver and listeners cost: the same against a server in C that does nothing."""
    answers, presses = Measured("answer"), Measured("press")
    listeners = Listeners(run.floors.door, ["none"] * 40)
    station = Station(run.floors.door)
    for _ in range(run.effort.rounds):
        floor = run.floors.measure(run.effort.floor)
        driven = Driven()
        for _ in range(run.effort.visits):
            pressed = time.monotonic()
            answer = act(driven, station, Asked("answer", "POST", "/", {"pad": "." * 300}))
            heard = listeners.heard_at(answer.json()["step"]["id"])
            driven.times["press"].append((heard - pressed) * 1000)
        answers.add_round(driven.times["answer"], floor.one)
        presses.add_round(driven.times["press"], floor.fan)
    station.close()
    listeners.end()
    run.table.times("driver alone: one durable answer", answers, "F1")
    run.table.times("driver alone: press → last of 40", presses, "F3")


def single_actions(run: Run, served: Served, name: str) -> Mapping[str, Measured]:
    """Measure each action by itself; return the times of each, and of `press`."""
    effort = run.effort
    found = {action: Measured(action) for action in (*ACTIONS, "press")}
    for number in range(effort.rounds):
        floor = run.floors.measure(effort.floor)
        first = number * effort.visits
        booked = served.site.booked[first : first + effort.visits]
        driven = one_by_one(served, effort.visits, booked)
        assert not driven.refused, driven.refused
        for action, measured in found.items():
            measured.add_round(driven.times[action], floor.fan if action == "press" else floor.one)
    for action in ACTIONS:
        run.table.times(f"{action}, {name}", found[action], "F1", *ACTION)
    run.table.times(f"press → last of 40, {name}", found["press"], "F3", *PRESS)
    return found


def flat_out(run: Run, served: Served, stations: int, name: str) -> None:
    """Measure how many durable actions some stations get done in a second."""
    rates, shares, costs = [], [], []
    times = Measured("flat out")
    for _ in range(run.effort.rounds):
        floor = run.floors.measure(run.effort.floor)
        before = served.server.cpu_s()
        driven = all_at_once(served.site, served.server.door, stations, run.effort.seconds)
        assert not driven.refused, driven.refused
        rates.append(driven.done / driven.seconds)
        shares.append(rates[-1] / floor.many)
        costs.append((served.server.cpu_s() - before) * 1000 / driven.done)
        times.add_round(driven.all, floor.one)
    figure = f"{stations} stations flat out, {name}"
    limit = FLAT_OUT if stations == 40 else None
    run.table.value(figure, median(rates), "/s", limit, floor="F40", ratio=median(shares))
    run.table.times(f"{figure}: an action", times, "F1")
    run.table.value(f"{figure}: processor for an action", median(costs), "ms")


def steady(run: Run, served: Served, name: str) -> None:
    """Measure 50 actions a second, evenly."""
    times = Measured("steady")
    for _ in range(run.effort.rounds):
        floor = run.floors.measure(run.effort.floor)
        driven = all_at_once(served.site, served.server.door, 40, run.effort.seconds, STEADY)
        assert not driven.refused, driven.refused
        times.add_round(driven.all, floor.one)
    run.table.times(f"an action, steady {STEADY}/s, {name}", times, "F1")


def reads(run: Run, served: Served, name: str) -> None:
    """Measure what screens read when they start."""
    board, queue = Measured("board"), Measured("queue")
    site, count = served.site, run.effort.visits
    for _ in range(run.effort.rounds):
        asked = Asked("board", "GET", "/v1/board")
        board.add_round(reading(served, site.displays[0], asked, count))
        asked = Asked("queue", "GET", "/v1/queue?limit=50")
        queue.add_round(reading(served, site.desks[0], asked, count))
    for measured in (board, queue):
        run.table.milliseconds(f"/{measured.name}, {name}", measured, READ)


def over_lengths(run: Run, lengths: Sequence[int], stations: Sequence[int]) -> None:
    """Measure at each length of the queue; flat out and over TLS at the second one."""
    base = lengths[min(1, len(lengths) - 1)]
    found: dict[int, Mapping[str, Measured]] = {}
    for waiting in lengths:
        name = f"{waiting:,} waiting"
        site = run.site(waiting)
        with serving(site) as served:
            found[waiting] = single_actions(run, served, name)
            reads(run, served, name)
            if waiting == base:
                for count in stations:
                    flat_out(run, served, count, name)
                steady(run, served, name)
        if waiting == base and run.effort.tls:
            with serving(site.second_half(), tls=True) as served:
                single_actions(run, served, f"{name}, TLS")
                flat_out(run, served, max(stations), f"{name}, TLS")
    if len(lengths) > 1:
        few, many = min(lengths), max(lengths)
        run.table.value(
            f"call next with {many:,} waiting against {few:,}",
            found[many]["call next"].median / found[few]["call next"].median,
            "×",
            LENGTH,
        )
    _against_peers(run, found[min(lengths)])


def _against_peers(run: Run, found: Mapping[str, Measured]) -> None:
    for action, (name, theirs, goal) in PEERS:
        figure = f"{action}: times faster than {name} ({theirs:g} ms)"
        run.table.value(figure, theirs / found[action].median, "×", Limit(goal, 1, at_least=True))
