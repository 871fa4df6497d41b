"""How stations are driven: one after the other, all at once, or at a steady pace."""

import selectors
import time
from collections import defaultdict, deque
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from benchmarks.load.program import Listeners, ServerProgram
from benchmarks.load.site import LoadSite
from benchmarks.load.wire import Answer, Asked, Door, Station

REST_S: Final = 0.003
_GOES_ON: Final = frozenset({"start", "finish"})

Plan = Generator[Asked, Answer, None]
"""What one station does: it yields requests and is sent their answers."""


@dataclass
class Driven:
    """What came of driving.

    Attributes:
        times: By name of the action, in ms; answered commands alone.
        refused: Answers that were no success, by status and code; an empty queue is none of them.
        seconds: How long it took.
    """

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    refused: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    seconds: float = 0.0

    @property
    def done(self) -> int:
        """How many actions were done."""
        return sum(map(len, self.times.values()))

    @property
    def all(self) -> list[float]:
        """The times of every action."""
        return [each for times in self.times.values() for each in times]

    def note(self, asked: Asked, answer: Answer, ms: float) -> None:
        """Keep an answer."""
        if answer.status < 300:
            self.times[asked.name].append(ms)
        elif (code := answer.json().get("code")) != "queue_empty":
            self.refused[f"{answer.status} {code}"] += 1


def serving(counter_id: str) -> Plan:
    """An agent calls, starts and finishes, as long as somebody waits."""
    while True:
        called = yield calling(counter_id)
        if called.status != 200:
            continue
        step_id = called.json()["step"]["id"]
        yield Asked("start", "POST", f"/v1/steps/{step_id}/start")
        yield Asked("finish", "POST", f"/v1/steps/{step_id}/finish", {})


def letting_in(services: Sequence[str], first: int = 0) -> Plan:
    """A reception gives walk-in numbers, for one service after the other."""
    for place in count(first):
        body = {"service_id": services[place % len(services)], "language": "fr"}
        yield Asked("issue", "POST", "/v1/walk-ins", body)


@dataclass(frozen=True, slots=True)
class Served:
    """A site whose server runs, and the stations that listen to it."""

    site: LoadSite
    server: ServerProgram
    listeners: Listeners


def one_by_one(served: Served, visits: int, booked: Sequence[str]) -> Driven:
    """Let people in and serve as many, one action after the other.

    `press` is from a call's press to the last listener. A rest between two actions lets their
    pushes end, so that what is measured is an action with its own pushes.
    """
    driven = Driven()
    site, door = served.site, served.server.door
    desk = Station(door, site.desks[0])
    agents = [Station(door, place.token) for place in site.places[:4]]
    walking_in = letting_in(site.services)
    began = time.perf_counter()
    for number in range(visits):
        act(driven, desk, next(walking_in))
        if number < len(booked):
            body = {"appointment_id": booked[number]}
            act(driven, desk, Asked("check in", "POST", "/v1/check-ins", body))
        agent, counter_id = agents[number % 4], site.places[number % 4].counter_id
        pressed = time.monotonic()
        called = act(driven, agent, calling(counter_id)).json()["step"]["id"]
        driven.times["press"].append((served.listeners.heard_at(called) - pressed) * 1000)
        act(driven, agent, Asked("start", "POST", f"/v1/steps/{called}/start"))
        act(driven, agent, Asked("finish", "POST", f"/v1/steps/{called}/finish", {}))
    driven.seconds = time.perf_counter() - began
    for station in (desk, *agents):
        station.close()
    return driven


def reading(served: Served, token: str, asked: Asked, times: int) -> list[float]:
    """Read something again and again; return the times in ms."""
    driven = Driven()
    station = Station(served.server.door, token)
    for _ in range(times):
        act(driven, station, asked)
    station.close()
    assert not driven.refused, driven.refused
    return driven.all


def all_at_once(
    site: LoadSite,
    door: Door,
    stations: int,
    seconds: float,
    per_second: float | None = None,
    most: int | None = None,
) -> Driven:
    """Drive many stations: three of four serve, the others let people in.

    Args:
        site: Whose stations.
        door: Where its server listens.
        stations: 1 to 40.
        seconds: How long.
        per_second: Actions to begin in a second, evenly, and times from when each was due; None
            lets every station act as fast as it is answered.
        most: Stop after so many actions.
    """
    serve = max(1, stations * 3 // 4)
    plans = [
        (Station(door, place.token), serving(place.counter_id)) for place in site.places[:serve]
    ]
    plans += [
        (Station(door, token), letting_in(site.services, at))
        for at, token in enumerate(site.desks[: stations - serve])
    ]
    driven = Driven()
    fleet = _Fleet(driven, plans)
    began = time.perf_counter()
    try:
        fleet.run(seconds, per_second, most)
    finally:
        # A server that is killed meanwhile ends the drive in its middle.
        for station, _ in plans:
            station.close()
    driven.seconds = time.perf_counter() - began
    return driven


def calling(counter_id: str) -> Asked:
    """Return the press of a counter's key."""
    return Asked("call next", "POST", f"/v1/counters/{counter_id}/call-next")


def act(driven: Driven, station: Station, asked: Asked) -> Answer:
    """Do one thing, keep its time, and rest."""
    request = station.compose(asked)
    began = time.perf_counter()
    station.send(request)
    answer = station.receive()
    driven.note(asked, answer, (time.perf_counter() - began) * 1000)
    time.sleep(REST_S)
    return answer


class _Fleet:
    """Many stations under one selector, each with at most one request under way."""

    def __init__(self, driven: Driven, plans: Sequence[tuple[Station, Plan]]) -> None:
        self._driven = driven
        self._selector = selectors.DefaultSelector()
        self._idle: deque[tuple[Station, Plan, Asked]] = deque()
        self._under_way: dict[Station, tuple[Plan, Asked, float]] = {}
        for station, plan in plans:
            self._selector.register(station, selectors.EVENT_READ, station)
            self._idle.append((station, plan, next(plan)))

    def run(self, seconds: float, per_second: float | None, most: int | None) -> None:
        every = 0.0 if per_second is None else 1 / per_second
        due = time.perf_counter()
        end = due + seconds
        while (now := time.perf_counter()) < end and (most is None or self._driven.done < most):
            while self._idle and due <= now:
                self._begin(due if every else now)
                due += every
            left = (due if self._idle else end) - time.perf_counter()
            self._hear(max(0.0, left))
        # Whoever was called is served, so that the counters are free for the next measurement.
        while self._under_way or any(asked.name in _GOES_ON for _, _, asked in self._idle):
            for _ in range(len(self._idle)):
                if self._idle[0][2].name in _GOES_ON:
                    self._begin(time.perf_counter())
                else:
                    self._idle.rotate(-1)
            self._hear(1.0)
        self._selector.close()

    def _begin(self, at: float) -> None:
        station, plan, asked = self._idle.popleft()
        self._under_way[station] = (plan, asked, at)
        station.send(station.compose(asked))

    def _hear(self, timeout_s: float) -> None:
        for key, _ in self._selector.select(timeout_s):
            station = key.data
            answer = station.receive()
            plan, asked, began = self._under_way.pop(station)
            self._driven.note(asked, answer, (time.perf_counter() - began) * 1000)
            self._idle.append((station, plan, plan.send(answer)))
