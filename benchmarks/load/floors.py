"""The floors of a run: what this machine does at most, measured by a small program in C.

F1 is one durable request: 400 bytes over a loopback socket, a 12 KiB overwrite with fdatasync, an
answer. F40 is how many of them 40 clients get done in a second when those that wait together share
a flush. F3 is from a press to the last of 40 receivers.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.load.compiling import compiled
from benchmarks.load.wire import Door

_SOURCE: Final = Path(__file__).with_name("floor.c")
_ROOT: Final = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Floor:
    """The floors of one round.

    Attributes:
        one: F1, in ms.
        many: F40, durable requests a second.
        fan: F3, in ms.
    """

    one: float
    many: float
    fan: float


@dataclass
class Floors:
    """The floor program, serving on a file beside the site's database.

    Attributes:
        env: Further variables of its environment.
        language: What the program is written in: `C`, or `Python` where there is no compiler.
        rounds: What was measured so far.
    """

    folder: Path
    env: Mapping[str, str] = field(default_factory=dict)
    language: str = "C"
    rounds: list[Floor] = field(default_factory=list)

    def __enter__(self) -> "Floors":
        self.folder.mkdir(exist_ok=True)
        self._program = self._build()
        command = [*self._program, "serve", str(self.folder / "floor.dat")]
        self._process = subprocess.Popen(
            command,
            cwd=_ROOT,
            env={**os.environ, **self.env},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self._port = int(self._process.stdout.readline())
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    @property
    def door(self) -> Door:
        """Where it listens: the driver measures itself against it."""
        return Door(self._port)

    def measure(self, count: int) -> Floor:
        """Measure a round: `count` single requests and presses, and 40 times as many together."""
        one, fan = self.median_of_one(count), self._median("fan", count)
        seconds, answered = self._run("many", count * 40)[0].split()
        self.rounds.append(Floor(one, int(answered) / float(seconds), fan))
        return self.rounds[-1]

    def median_of_one(self, count: int) -> float:
        """Return F1 now, in ms."""
        return self._median("one", count)

    def as_json(self) -> dict[str, str | float]:
        """Return the medians of all rounds, and the best."""
        ones, manys, fans = zip(*((one.one, one.many, one.fan) for one in self.rounds), strict=True)
        return {
            "language": self.language,
            "F1_ms": median(ones),
            "F1_best_ms": min(ones),
            "F40_per_s": median(manys),
            "F40_best_per_s": max(manys),
            "F3_ms": median(fans),
            "F3_best_ms": min(fans),
        }

    def _median(self, mode: str, count: int) -> float:
        return median(float(line) / 1000 for line in self._run(mode, count))

    def _run(self, mode: str, count: int) -> list[str]:
        command = [*self._program, mode, str(self._port), str(count)]
        done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
        return done.stdout.split("\n")[:-1]

    def _build(self) -> list[str]:
        program = compiled(_SOURCE, self.folder / "floor")
        if program is not None:
            return [str(program)]
        self.language = "Python"
        return [sys.executable, "-m", "benchmarks.load.floor_in_python"]
