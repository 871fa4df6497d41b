"""Drives the real server with 1 to 40 stations and queues of 10 to 100,000; prints the table.

python -m benchmarks.load [--stations 1,10,40] [--waiting 10,1000,10000,100000] [--quick] [--json F]
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import sqlcipher3

from benchmarks.load import measures, standing
from benchmarks.load.figures import Table
from benchmarks.load.floors import Floors
from benchmarks.load.measures import Run

PARTS: Final[Mapping[str, Callable[[Run, argparse.Namespace], None]]] = {
    "driver": lambda run, _: measures.driver_alone(run),
    "actions": lambda run, asked: measures.over_lengths(run, asked.waiting, asked.stations),
    "rest": lambda run, _: standing.at_rest(run),
    "disk": lambda run, _: standing.slow_disk(run),
    "year": lambda run, _: standing.a_year(run),
    "search": lambda run, _: standing.search(run),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0."""
    options = _options(arguments)
    effort = measures.QUICK if options.quick else measures.Effort(rounds=options.rounds)
    with (
        tempfile.TemporaryDirectory(dir=options.folder) as folder,
        Floors(Path(folder)) as floors,
    ):
        run = Run(Path(folder), effort, floors, Table())
        floors.measure(effort.floor)
        for part in options.parts:
            PARTS[part](run, options)
        _print(run)
        if options.json is not None:
            found = {"machine": _machine(), "floors": floors.as_json(), "rows": run.table.as_json()}
            options.json.write_text(json.dumps(found, indent=1, ensure_ascii=False), "utf-8")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.load", description=__doc__)
    parser.add_argument("--stations", type=_numbers, help="how many act flat out: 1,10,40")
    parser.add_argument("--waiting", type=_numbers, help="lengths of the queue: 10,1000,…")
    parser.add_argument(
        "--parts",
        type=lambda text: text.split(","),
        default=list(PARTS),
        help="some of " + ",".join(PARTS),
    )
    parser.add_argument("--rounds", type=int, default=3, help="how often each thing is measured")
    parser.add_argument("--quick", action="store_true", help="little of everything")
    parser.add_argument("--json", type=Path, metavar="FILE", help="the same as JSON")
    parser.add_argument("--folder", type=Path, help="where to work: on the disk to be measured")
    options = parser.parse_args(arguments)
    options.stations = options.stations or ([40] if options.quick else [1, 10, 40])
    options.waiting = options.waiting or (
        [10, 300] if options.quick else [10, 1000, 10_000, 100_000]
    )
    return options


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _machine() -> dict[str, Any]:
    return {
        "system": platform.platform(),
        "python": platform.python_version(),
        "sqlite": sqlcipher3.sqlite_version,
        "cores": os.cpu_count(),
        "load": os.getloadavg(),
    }


def _print(run: Run) -> None:
    print(", ".join(f"{name} {value}" for name, value in run.floors.as_json().items()))
    print(", ".join(f"{name} {value}" for name, value in _machine().items()))
    print(
        f"{run.effort.rounds} rounds; median and 99th are those of the median round, and ratios "
        "are taken round by round; `best` is the best round's median\n"
    )
    print(run.table.text())


if __name__ == "__main__":
    sys.exit(main())
