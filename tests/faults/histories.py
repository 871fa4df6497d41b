"""One history inside one process: a site, its players, bad luck, crashes, and the checker."""

import random
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.runtime.clock import SimulatedClock
from tests.faults.asgi_site import AsgiSite, Loop
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
)
from tests.faults.storages import storage_at
from tests.support.databases import dropped_after

_PATIENCE_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run."""

    seed: int
    crashes: int
    evidence: Evidence
    findings: list[Finding]

    def told(self) -> str:
        """Tell what a failure needs."""
        first = (
            f"history {self.seed}: {len(self.evidence.commands)} commands, {self.crashes} crashes, "
            f"{len(self.evidence.journal)} rows, {len(self.findings)} findings"
        )
        return "\n".join([first, *(f"  {found}" for found in self.findings[:20])])


def play_history(prepared: Prepared, loop: Loop, seed: int) -> Outcome:
    """Play one seeded history to its end and judge it.

    Args:
        prepared: The site that it is played on a copy of.
        loop: Where its applications run.
        seed: Of all choices.

    Raises:
        AssertionError: Somebody was left waiting.
    """
    chooser = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder, dropped_after():
        data = prepared.copy_to(Path(folder) / "data")
        clock = SimulatedClock(MORNING, speed=chooser.choice([0, 1]))
        site = AsgiSite(storage_at(data, dice(seed)("storage")), clock, loop)
        try:
            return _play(prepared, site, seed, chooser)
        finally:
            site.close()


def _play(prepared: Prepared, site: AsgiSite, seed: int, chooser: random.Random) -> Outcome:
    roll = dice(seed)
    wire = LossyWire(site, Losses(), roll("wire"))
    agents = chooser.sample(sorted(AGENTS), 2)
    cast = Cast(
        (*KIOSKS, RECEPTION, LEAD, *agents),
        [(chooser.choice(DISPLAYS), "stream"), (chooser.choice([*KIOSKS, *agents]), "poll")],
    )
    habits = Habits(pause_s=0.02)
    play = Play(prepared, wire, site, cast, habits, roll)
    crashes = chooser.choice([0, 1, 1, 2])
    try:
        play.begin(quota=chooser.randint(5, 10))
        for _ in range(crashes):
            threading.Event().wait(chooser.uniform(0, 0.1))
            site.restart() if chooser.random() < 0.15 else site.crash()
        play.end(_PATIENCE_S, hurry=False)
        wire.settle()
        last_word(play, site)
        play.close(newest_seq(prepared, site), _PATIENCE_S)
    finally:
        play.abandon()
    feeds = [one.heard for one in play.listeners]
    evidence = collect(prepared, site, play.history.commands, feeds, most_visits=3)
    return Outcome(seed, crashes, evidence, check(evidence))
