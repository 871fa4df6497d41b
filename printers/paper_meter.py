"""How much paper has left the roll since it was changed, kept across restarts.

Sensors tell of the end when some metres are left, or not at all; so each slip is counted.
"""

import json
import logging
import os
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from core.runtime.private_files import write_private
from printers.status import Paper

_log = logging.getLogger(__name__)

_LONGEST_MM: Final = 1_000_000.0
_MOST_SLIPS: Final = 1_000_000
_LARGEST_FILE: Final = 200
_TO_CUTTER_MM: Final = 16.0
"""From the head to the knife, about, on common printers: each cut leaves as much white."""

_LOW_SHARE: Final = 0.05
_LOW_SLIPS: Final = 40
"""A roll is low with a twentieth of its paper left, or with as many slips as an hour may need."""


@dataclass(frozen=True, slots=True)
class Roll:
    """One roll of paper.

    Attributes:
        new_mm: Length of a new one, in millimetres.
        used_mm: What has left it.
        slips: How many slips were printed on it.
        ended: Whether the printer saw its end: what comes after is a new one.
    """

    new_mm: float
    used_mm: float = 0.0
    slips: int = 0
    ended: bool = False

    @property
    def left_mm(self) -> float:
        """What should still be there; 0 where more left it than a new one has."""
        return max(0.0, self.new_mm - self.used_mm)

    @property
    def low(self) -> bool:
        """Whether it is time to have a new one at hand."""
        each = self.used_mm / self.slips if self.slips else 0.0
        return self.ended or self.left_mm < max(self.new_mm * _LOW_SHARE, each * _LOW_SLIPS)


class PaperMeter:
    """Counts slips on one printer's roll; any thread may ask.

    Args:
        path: Where the count is kept; None keeps it in memory.
        roll_m: Metres on a new roll.
    """

    def __init__(self, path: Path | None, roll_m: float = 80.0) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._roll = Roll(roll_m * 1000)
        self._written: tuple[int, int] | None = None
        self._read_what_another_wrote()

    @property
    def roll(self) -> Roll:
        """The roll as it is now, also where another program said that it was changed."""
        with self._lock:
            self._read_what_another_wrote()
            return self._roll

    def printed(self, mm: float) -> None:
        """A slip of so many millimetres was printed; the way to the cutter comes on top."""
        with self._lock:
            self._read_what_another_wrote()
            roll = self._roll
            self._keep(
                replace(roll, used_mm=roll.used_mm + mm + _TO_CUTTER_MM, slips=roll.slips + 1)
            )

    def saw(self, paper: Paper) -> None:
        """The printer's sensors said this of the roll: after an end, paper means a new one."""
        with self._lock:
            if paper == "out" and not self._roll.ended:
                self._keep(replace(self._roll, ended=True))
            elif paper in ("ok", "low") and self._roll.ended:
                self._keep(Roll(self._roll.new_mm))

    def changed(self) -> None:
        """A new roll was put in."""
        with self._lock:
            self._keep(Roll(self._roll.new_mm))

    def _read_what_another_wrote(self) -> None:
        if self._path is not None and (mark := _mark(self._path)) != self._written:
            self._written = mark
            self._roll = _read(self._path, Roll(self._roll.new_mm))

    def _keep(self, roll: Roll) -> None:
        self._roll = roll
        if self._path is None:
            return
        told = {"used_mm": round(roll.used_mm, 1), "slips": roll.slips, "ended": roll.ended}
        try:
            write_private(self._path, json.dumps(told).encode())
            self._written = _mark(self._path)
        except OSError as error:
            # The count is a help; a full disk must not keep anybody from a slip.
            _log.warning("%s: %s", self._path.name, os.strerror(error.errno or 0))


def _mark(path: Path) -> tuple[int, int] | None:
    """Return what tells one writing of the file from another; None without one."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def _read(path: Path, new: Roll) -> Roll:
    """Return what was kept; a file that is not there or not ours counts from the start."""
    try:
        told = json.loads(path.read_bytes()[:_LARGEST_FILE])
        kept = replace(
            new,
            used_mm=float(told["used_mm"]),
            slips=int(told["slips"]),
            ended=told["ended"] is True,
        )
    except FileNotFoundError:
        return new
    except (OSError, ValueError, TypeError, KeyError, OverflowError):
        _log.warning("%s holds no count of paper; it begins anew", path.name)
        return new
    sane = 0 <= kept.used_mm <= _LONGEST_MM and 0 <= kept.slips <= _MOST_SLIPS
    return kept if sane else new
