"""Plays power cuts on a recorded day: what was promised, and what is found after a new start."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from shutil import rmtree
from typing import Final, Literal

from sqlalchemy import text

from core.errors import DataDamaged, StoreUnavailable
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


def record(
    folder: Path, seed: str, synchronous: Synchronous, *, pages: int, rounds: int
) -> list[Change]:
    """Play a morning on a disk that writes a trace; return the trace."""
    site = folder / "site"
    site.mkdir()
    disk = FaultyDisk(site, folder / "control", folder / "trace")
    arguments = (str(site / DATABASE), seed, synchronous, str(pages), str(rounds))
    subprocess.run(
        [sys.executable, "-m", "tests.faults.disk.recorded_day", *arguments],
        cwd=ROOT,
        env=disk.environment,
        timeout=600,
        check=True,
    )
    return read_trace(folder / "trace")


def cut(trace: Sequence[Change], count: int, random: Random, folder: Path) -> Iterator[Found]:
    """Cut the power `count` times at random places of a trace; yield what each leaves."""
    places = sorted(random.choices(range(1, len(trace) + 1), k=count))
    disk, promises = Disk(), Promises()
    lasting = disk.seen()
    done = 0
    for number, place in enumerate(places):
        for change in trace[done:place]:
            disk.play(change, random)
            promises.play(change)
            if change.op == "S" and change.name.endswith("-wal"):
                lasting = disk.seen()
        done = place
        here = folder / str(number)
        here.mkdir(parents=True)
        allowed = {
            state_of(put(lasting, here / "synced")),
            state_of(put(disk.seen(), here / "all")),
        }
        yield promises.check(place, put(disk.after_cut(random), here / "cut"), allowed)
        rmtree(here)


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

    def check(self, at: int, folder: Path, allowed: set[str]) -> Found:
        """Start on what a cut left, and compare.

        Args:
            at: Where in the trace it was.
            folder: What it left.
            allowed: Digests of the states in which it may have left the data.
        """
        promised = len(self._answers)
        try:
            with _open(folder) as store, store.read() as reader:
                lost = promised - self._kept(reader)
                damaged = _damage(reader) or (
                    None if lost or _digest(reader) in allowed else "a state that never was"
                )
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
