"""Plays very many booked days, says how it goes on, and keeps what failed."""

import os
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.faults.booking.playing import play_day
from tests.faults.booking.prepared import PreparedPost

DAYS: Final = int(os.environ.get("GUICHET_BOOKED_DAYS", "100"))


class BookingSoak:
    """Many days on copies of one site.

    Args:
        prepared: The site.
        first: The first seed; the next day has the next one.
        say: Tells a line.
        keep: Where both sides of what failed are kept, if anywhere.

    Attributes:
        failed: What was found, with the seed that plays it again.
        rules: How many days broke which promise.
    """

    def __init__(
        self,
        prepared: PreparedPost,
        first: int,
        say: Callable[[str], None],
        keep: Path | None = None,
    ) -> None:
        self.failed: list[str] = []
        self.rules: Counter[str] = Counter()
        self._prepared = prepared
        self._seed = first
        self._say = say
        self._keep = keep
        self._began = time.monotonic()

    def days(self, count: int, profile: str) -> None:
        """Play so many days."""
        kills = decisions = 0
        for played in range(1, count + 1):
            seed, self._seed = self._seed, self._seed + 1
            try:
                found = play_day(self._prepared, seed, profile)
            except AssertionError as error:
                self.failed.append(f"day {seed} ({profile}): {error}")
                self._say(f"FAILED {self.failed[-1]}")
                continue
            kills += found.kills
            decisions += len(found.sides.decisions)
            self._say(found.told())
            if found.findings:
                self.failed.append(found.told())
                self.rules.update({one.rule for one in found.findings})
                if self._keep is not None:
                    self._keep.mkdir(parents=True, exist_ok=True)
                    found.sides.save(self._keep / f"day-{profile}-{seed}.json")
            self._say(
                f"= {played} days ({profile}), {kills} kills, {decisions} decisions, "
                f"{len(self.failed)} days failed {dict(self.rules)}, "
                f"{time.monotonic() - self._began:.0f} s"
            )
