"""Plays very many rounds and histories, says how it goes on, and keeps what failed."""

import os
import statistics
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.faults.asgi_site import Loop
from tests.faults.compiled_once import compiled_once
from tests.faults.histories import play_history
from tests.faults.history import Evidence
from tests.faults.kills import play_round
from tests.faults.live_site import Restart
from tests.faults.prepared import Prepared

KILLS_A_ROUND: Final = 20
KILLS: Final = int(os.environ.get("GUICHET_KILLS", "1000"))
HISTORIES: Final = int(os.environ.get("GUICHET_HISTORIES", "10000"))
HISTORIES_POSTGRESQL: Final = int(os.environ.get("GUICHET_HISTORIES_POSTGRESQL", "1000"))
_TOLD_EVERY: Final = 50


class Soak:
    """Many runs on copies of one site.

    Args:
        prepared: The site.
        first: The first seed; the next run has the next one.
        say: Tells a line.
        keep: Where the evidence of what failed is kept, if anywhere.

    Attributes:
        failed: What was found, with the seed that plays it again.
        slowest_start_s: Of the processor, from the start of the program to its first answer.
    """

    def __init__(
        self,
        prepared: Prepared,
        first: int,
        say: Callable[[str], None],
        keep: Path | None = None,
    ) -> None:
        self.failed: list[str] = []
        self.slowest_start_s = 0.0
        self._prepared = prepared
        self._seed = first
        self._say = say
        self._keep = keep
        self._began = time.monotonic()

    def kills(self, count: int, a_round: int = KILLS_A_ROUND) -> None:
        """Play rounds until the program was killed so often."""
        killed = commands = 0
        restarts: list[Restart] = []
        while killed < count:
            seed, self._seed = self._seed, self._seed + 1
            try:
                found = play_round(self._prepared, seed, min(a_round, count - killed))
            except AssertionError as error:
                self._fail(f"round {seed}: {error}", None)
                killed += a_round
                continue
            killed += found.kills
            commands += len(found.evidence.commands)
            restarts += found.restarts
            self._say(found.told())
            if found.findings:
                self._fail(found.told(), (f"round-{seed}", found.evidence))
            wall = [one.wall_s for one in restarts]
            cpu = [one.cpu_s for one in restarts]
            self.slowest_start_s = max(cpu)
            self._say(
                f"= {killed} kills, {commands} commands, restart to first answer median "
                f"{statistics.median(wall):.2f} s, at most {max(wall):.2f} s (of the processor "
                f"{statistics.median(cpu):.2f} and {max(cpu):.2f}), "
                f"{len(self.failed)} rounds failed, {self._spent()}"
            )

    def histories(self, count: int) -> None:
        """Play so many histories."""
        loop = Loop()
        commands = crashes = 0
        try:
            for played in range(1, count + 1):
                seed, self._seed = self._seed, self._seed + 1
                try:
                    with compiled_once():
                        found = play_history(self._prepared, loop, seed)
                except AssertionError as error:
                    self._fail(f"history {seed}: {error}", None)
                    continue
                except Exception:  # noqa: BLE001 - thousands of others are to be played still
                    self._fail(f"history {seed}: {traceback.format_exc()}", None)
                    continue
                commands += len(found.evidence.commands)
                crashes += found.crashes
                if found.findings:
                    self._fail(found.told(), (f"history-{seed}", found.evidence))
                if played % _TOLD_EVERY == 0 or played == count:
                    self._say(
                        f"= {played} histories up to seed {seed}, {commands} commands, "
                        f"{crashes} crashes, {len(self.failed)} failed, {self._spent()}"
                    )
        finally:
            loop.close()

    def _fail(self, text: str, kept: tuple[str, Evidence] | None) -> None:
        self.failed.append(text)
        self._say(f"FAILED {text}")
        if kept is not None and self._keep is not None:
            self._keep.mkdir(parents=True, exist_ok=True)
            kept[1].save(self._keep / f"{kept[0]}.json")

    def _spent(self) -> str:
        return f"{time.monotonic() - self._began:.0f} s"
