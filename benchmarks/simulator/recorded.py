"""Recorded arrivals and service times, from CSV files with one column of seconds."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

from benchmarks.simulator.days import OPENS, Day, Visitor
from benchmarks.simulator.posts import SMALL, Post, Route
from core.model import CounterId
from core.offering import IdleCounter


def read_seconds(path: Path) -> list[float]:
    """Read the first column of a CSV file with a head line.

    Raises:
        ValueError: A row is not a number of seconds from 0 on.
    """
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows, None)
        for row in rows:
            seconds = float(row[0]) if row else -1.0
            if not 0 <= seconds < 10**6:
                raise ValueError(f"{path.name}: line {rows.line_num} is no number of seconds")
            found.append(seconds)
    return found


def recorded_post(counters: int) -> Post:
    """Return a post with one queue for everybody."""
    return replace(
        SMALL,
        name=f"{counters} counters",
        work={"one": (1.0, 1.0)},
        counters=tuple(
            IdleCounter(CounterId(str(number)), frozenset({"one"})) for number in range(counters)
        ),
        routes=(Route(("one",), 0, 1),),
    )


def recorded_day(arrivals: Sequence[float], services: Sequence[float], seed: int) -> Day:
    """Return a day of recorded arrivals, each with a service time drawn from the recorded ones."""
    rng = Random(seed)
    return Day(
        tuple(
            Visitor(
                sequence,
                OPENS + timedelta(seconds=seconds),
                None,
                priority=False,
                steps=("one",),
                work_s=(rng.choice(services),),
            )
            for sequence, seconds in enumerate(sorted(arrivals), start=1)
        )
    )
