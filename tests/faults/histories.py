"""One history inside one process: a site, its players, bad luck, crashes, and the checker.

Plays the same again with:

    python -m tests.faults.histories SEED

from the root of the checkout; the choices are the same, the threads may fall out differently.
"""

import os
import random
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.runtime.clock import SimulatedClock
from tests.faults.asgi_site import AsgiSite, Loop, SqliteStorage, Storage
from tests.faults.checking.checker import check
from tests.faults.checking.findings import Finding
from tests.faults.client import Habits
from tests.faults.collecting import collect
from tests.faults.history import Evidence
from tests.faults.lossy_wire import Losses, LossyWire
from tests.faults.players import MORNING
from tests.faults.playing import Cast, Play, dice, last_word, newest_seq
from tests.faults.prepared import (
    AGENTS,
    DISPLAYS,
    KIOSKS,
    LEAD,
    RECEPTION,
    Prepared,
    prepare,
)

StorageOf = Callable[[Path], Storage]
"""Makes the storage of a run from a copy of the prepared folder."""

_PATIENCE_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run."""

    seed: int
    commands: int
    crashes: int
    evidence: Evidence
    findings: list[Finding]

    def told(self) -> str:
        """Tell what a failure needs."""
        lines = "\n".join(map(str, self.findings[:20]))
        return f"seed {self.seed}: {len(self.findings)} findings\n{lines}"


class Stage:
    """A prepared site, and the loop in which the runs on copies of it take place."""

    def __init__(self, base: Path) -> None:
        self.prepared: Prepared = prepare(base)
        self.loop = Loop()

    def close(self) -> None:
        """End the loop."""
        self.loop.close()


@contextmanager
def stage() -> Iterator[Stage]:
    """Prepare a site in a temporary folder; its key is found by the environment."""
    with tempfile.TemporaryDirectory() as folder:
        before = os.environ.get("GUICHET_KEY_DIR")
        os.environ["GUICHET_KEY_DIR"] = f"{folder}/keys"
        made = Stage(Path(folder))
        try:
            yield made
        finally:
            made.close()
            if before is None:
                del os.environ["GUICHET_KEY_DIR"]
            else:
                os.environ["GUICHET_KEY_DIR"] = before


def play_history(made: Stage, seed: int, storage_of: StorageOf = SqliteStorage) -> Outcome:
    """Play one seeded history to its end and judge it."""
    chooser = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        data = made.prepared.copy_to(Path(folder) / "data")
        clock = SimulatedClock(MORNING, speed=chooser.choice([0, 1]))
        site = AsgiSite(storage_of(data), clock, made.loop)
        try:
            return _play(made, site, seed, chooser)
        finally:
            site.close()


def _play(made: Stage, site: AsgiSite, seed: int, chooser: random.Random) -> Outcome:
    roll = dice(seed)
    wire = LossyWire(site, Losses(), roll("wire"))
    agents = chooser.sample(sorted(AGENTS), 2)
    cast = Cast(
        (*KIOSKS, RECEPTION, LEAD, *agents),
        [(chooser.choice(DISPLAYS), "stream"), (chooser.choice([*KIOSKS, *agents]), "poll")],
    )
    habits = Habits(pause_s=0.005)
    play = Play(made.prepared, wire, site, cast, habits, roll)
    play.begin(quota=chooser.randint(5, 10))
    crashes = chooser.choice([0, 1, 1, 2])
    pause = threading.Event()
    for _ in range(crashes):
        pause.wait(chooser.uniform(0, 0.1))
        site.restart() if chooser.random() < 0.15 else site.crash()
    while not play.over:
        pause.wait(0.002)
    play.end(_PATIENCE_S)
    wire.settle()
    last_word(play, site)
    evidence = None
    try:
        sentinel = newest_seq(made.prepared, site)
        play.close(sentinel, _PATIENCE_S)
    finally:
        evidence = collect(
            made.prepared,
            site,
            play.history.commands,
            [one.heard for one in play.listeners],
            most_visits=3,
        )
    commands = len(play.history.commands)
    return Outcome(seed, commands, crashes, evidence, check(evidence))


def main(arguments: list[str]) -> int:
    """Play the histories of some seeds, and tell what was found."""
    import time

    failed = 0
    with stage() as made:
        for seed in map(int, arguments):
            t = time.monotonic()
            outcome = play_history(made, seed)
            print(
                seed,
                outcome.commands,
                outcome.crashes,
                len(outcome.evidence.journal),
                len(outcome.findings),
                round(time.monotonic() - t, 2),
            )
            if outcome.findings:
                print(outcome.told())
                failed += 1
                outcome.evidence.save(Path(f"/tmp/evidence-{seed}.json"))
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
