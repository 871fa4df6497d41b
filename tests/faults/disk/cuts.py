"""Plays power cuts on a recorded day: what was promised, and what is found after a new start."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from shutil import rmtree
from typing import Final, Literal

from sqlalchemy import text

from core.errors import AnswersMissing, DataDamaged, StoreUnavailable
from core.runtime.clock import SimulatedClock
from core.store import Store
from core.store.reader import Reader
from tests.fakes.reception import KEY, TUESDAY_NINE
from tests.faults.disk.faulty_disk import FaultyDisk
from tests.faults.disk.power_cut import Change, Disk, put, read_trace

ROOT: Final = Path(__file__).parents[3]
DATABASE: Final = "site.db"
Synchronous = Literal["FULL", "NORMAL", "OFF"]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found after one power cut.

    Attributes:
        at: Where in the trace the power went.
        promised: How many answers had been given.
        lost: How many of them are not known any more, or are other ones.
        damaged: Why the data cannot be used, or are in a state that never was; None if all is well.
    """

    at: int
    promised: int
    lost: int = 0
    damaged: str | None = None


def disk_with_trace(folder: Path) -> FaultyDisk:
    """Return a new disk, below `folder`, that writes down what happens to it."""
    site = folder / "site"
    site.mkdir(parents=True)
    return FaultyDisk(site, folder / "control", folder / "trace")


def started(disk: FaultyDisk, program: str, *arguments: str) -> int:
    """Run a program of this folder on a disk, with the database there; return its exit code."""
    command = [sys.executable, "-m", f"tests.faults.disk.{program}", str(disk.folder / DATABASE)]
    found = subprocess.run(
        [*command, *arguments], cwd=ROOT, env=disk.environment, timeout=600, check=False
    )
    return found.returncode


def record(
    folder: Path,
    seed: str,
    synchronous: Synchronous = "FULL",
    *,
    pages: int = 30,
    rounds: int = 25,
    ill: float = 0.0,
) -> list[Change]:
    """Play a morning on a disk that writes a trace; return the trace.

    Args:
        folder: Where the disk is made.
        seed: Of the commands.
        synchronous: How SQLite is told to flush.
        pages: How many pages of its log SQLite takes over into the database at once.
        rounds: How often some commands are sent together.
        ill: In how many of the rounds every flush fails.
    """
    disk = disk_with_trace(folder)
    numbers = (str(pages), str(rounds), str(ill))
    assert started(disk, "recorded_day", seed, synchronous, *numbers) == 0
    assert disk.trace is not None
    return read_trace(disk.trace)


def cut(trace: Sequence[Change], count: int, random: Random, folder: Path) -> Iterator[Found]:
    """Cut the power `count` times at random places of a trace; yield what each leaves."""
    places = sorted(random.choices(range(1, len(trace) + 1), k=count))
    disk, promises = Disk(), Promises()
    # What SQLite flushed last, and what it failed to flush since.
    flushed = [disk.seen()]
    done = 0
    for number, place in enumerate(places):
        for change in trace[done:place]:
            disk.play(change, random)
            promises.play(change)
            if change.op in "SF" and change.name.endswith("-wal"):
                flushed = [disk.seen()] if change.op == "S" else [*flushed, disk.seen()]
        done = place
        here = folder / str(number)
        here.mkdir(parents=True)
        # Worked out one by one, until one fits.
        allowed = (
            state_of(put(files, here / f"seen-{which}"))
            for which, files in enumerate([*flushed, disk.seen()])
        )
        yield promises.check(place, put(disk.after_cut(random), here / "cut"), allowed)
        rmtree(here)


def cut_at_the_end(
    files: Mapping[str, bytes], trace: Sequence[Change], count: int, random: Random, folder: Path
) -> list[Found]:
    """Cut the power `count` times after all that happened to `files`; return what each leaves."""
    found = []
    for number in range(count):
        disk, promises = Disk(files), Promises()
        for change in trace:
            disk.play(change, random)
            promises.play(change)
        left = put(disk.after_cut(random), folder / f"cut-{number}")
        found.append(promises.check(len(trace), left))
    return found


def state_of(folder: Path) -> str:
    """Return a digest of all that stands in a database, as the store opens it."""
    with _open(folder) as store, store.read() as reader:
        return _digest(reader)


class Promises:
    """The answers that were given so far, by the key of the command."""

    def __init__(self) -> None:
        self._answers: dict[str, tuple[str | None, object]] = {}

    def play(self, change: Change) -> None:
        """Take a promise from the trace."""
        if change.op == "M":
            key, code, facts = json.loads(change.data)
            self._answers[key] = code, facts

    def check(self, at: int, folder: Path, allowed: Iterable[str] | None = None) -> Found:
        """Start on what a cut left, and compare.

        Args:
            at: Where in the trace it was.
            folder: What it left.
            allowed: Digests of the states in which it may have left the data; None for any.
        """
        promised = len(self._answers)
        try:
            with _open(folder) as store, store.read() as reader:
                lost = promised - self._kept(reader)
                damaged = _damage(reader) or (
                    None
                    if lost or allowed is None or _digest(reader) in allowed
                    else "a state that never was"
                )
        except AnswersMissing as error:
            return Found(at, promised, lost=error.answered - error.newest)
        except (DataDamaged, StoreUnavailable) as error:
            return Found(at, promised, damaged=str(error))
        return Found(at, promised, lost, damaged)

    def _kept(self, reader: Reader) -> int:
        rows = reader.connection.execute(text("SELECT station_id, key, code, facts FROM command"))
        known = {f"{row[0]} {row[1]}": (row[2], json.loads(row[3])) for row in rows}
        return sum(known.get(key) == answer for key, answer in self._answers.items())


def _open(folder: Path) -> Store:
    return Store.open(folder / DATABASE, key=KEY, clock=SimulatedClock(TUESDAY_NINE, 0))


def _damage(reader: Reader) -> str | None:
    for pragma, fine in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
        found = [tuple(row) for row in reader.connection.execute(text(f"PRAGMA {pragma}"))]
        if found != fine:
            return f"{pragma}: {found[0]}"
    verdict = reader.verify_journal()
    return None if verdict.intact else f"the journal at {verdict.broken_at}: {verdict.reason}"


def _digest(reader: Reader) -> str:
    digest = sha256()
    query = text("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    for name in reader.connection.execute(query).scalars().all():
        rows = reader.connection.execute(text(f'SELECT * FROM "{name}"'))  # noqa: S608
        digest.update(repr((name, sorted(map(repr, rows)))).encode())
    return digest.hexdigest()
