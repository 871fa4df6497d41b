"""Queues whose waits are known exactly, to check the simulator by."""

from dataclasses import dataclass
from datetime import timedelta
from math import factorial, sqrt
from random import Random
from statistics import stdev
from typing import Final

from benchmarks.simulator.days import OPENS, Day, Visitor
from benchmarks.simulator.measures import mean
from benchmarks.simulator.play import Player
from benchmarks.simulator.posts import Post, Route
from benchmarks.simulator.rules import Rule, in_order_of_ticket, priority_first
from core.model import CounterId
from core.offering import IdleCounter

_RUNS: Final = 8


@dataclass(frozen=True, slots=True)
class Check:
    """A mean wait as simulated, with its standard error, and as it should be, in minutes."""

    name: str
    simulated: float
    error: float
    theory: float


def erlang_c_wait(per_min: float, service_min: float, counters: int) -> float:
    """Return the mean wait in M/M/c (Erlang 1917), in minutes."""
    load = per_min * service_min
    each = load / counters
    full = load**counters / factorial(counters) / (1 - each)
    some = sum(load**k / factorial(k) for k in range(counters))
    return full / (some + full) * service_min / (counters - load)


def priority_waits(first: float, second: float, service_min: float) -> tuple[float, float]:
    """Return the mean waits of two classes in M/M/1 without interruption (Cobham 1954), minutes.

    Args:
        first: Arrivals a minute of the class that goes first.
        second: Those of the other.
        service_min: Mean service time.
    """
    load_1, load = first * service_min, (first + second) * service_min
    work = (first + second) * service_min**2
    return work / (1 - load_1), work / ((1 - load_1) * (1 - load))


def checks(people: int, seed: int) -> list[Check]:
    """Play long queues and compare; `people` are those of each queue, played eight times."""
    means: list[tuple[float, float, float]] = []
    for run in range(_RUNS):
        three = _waits(people, seed + 2 * run, 3, 0.25, 10, 0.0, in_order_of_ticket())
        one = _waits(people, seed + 2 * run + 1, 1, 0.07, 10, 0.5, priority_first())
        means.append((mean(three[False]), mean(one[True]), mean(one[False])))
    names = ("M/M/3", "two classes M/M/1, first", "two classes M/M/1, second")
    theory = (erlang_c_wait(0.25, 10, 3), *priority_waits(0.035, 0.035, 10))
    return [
        Check(name, mean(found), stdev(found) / sqrt(_RUNS), expected)
        for name, found, expected in zip(names, zip(*means, strict=True), theory, strict=True)
    ]


def _waits(
    people: int,
    seed: int,
    counters: int,
    per_min: float,
    service_min: float,
    priority: float,
    rule: Rule,
) -> dict[bool, list[float]]:
    rng = Random(seed)
    post = Post(
        "theory",
        {"one": (service_min, 1.0)},
        tuple(IdleCounter(CounterId(str(n)), frozenset({"one"})) for n in range(counters)),
        (Route(("one",), 0, 1),),
        hours=0,
        bookings=0,
        walk_ins=per_min * 60,
    )
    came_min, visitors = 0.0, []
    for sequence in range(1, people + 1):
        came_min += rng.expovariate(per_min)
        visitors.append(
            Visitor(
                sequence,
                OPENS + timedelta(minutes=came_min),
                None,
                rng.random() < priority,
                ("one",),
                (rng.expovariate(1 / service_min) * 60,),
            )
        )
    found: dict[bool, list[float]] = {True: [], False: []}
    for turn in Player(post, Day(tuple(visitors)), rule).play().turns.values():
        found[turn.visitor.priority].append(turn.wait_s / 60)
    return found
