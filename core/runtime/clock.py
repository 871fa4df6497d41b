"""The two clocks of the product: the machine's own, and a simulated one for trials and tests."""

import re
import time
from datetime import UTC, datetime, timedelta
from typing import Final

_CLOCK: Final = re.compile(r"(?P<start>[^@]+)(?:@(?P<speed>[0-9]+(?:\.[0-9]+)?))?")
MAX_SPEED: Final = 3600.0
# No zone can be applied at the ends of the calendar, and no station would believe such a time.
_YEARS: Final = (2001, 2198)


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never run backwards; only differences mean anything."""
        return time.monotonic()


class SimulatedClock:
    """A clock that starts at a chosen moment and runs at a chosen speed.

    Args:
        start: The first moment it shows; aware.
        speed: Simulated seconds per real second, 0 to 3600; 0 stands still until `advance`.

    Raises:
        ValueError: `start` is naive or `speed` is out of range.
    """

    def __init__(self, start: datetime, speed: float = 1.0) -> None:
        if start.tzinfo is None:
            raise ValueError("a clock starts at an aware time, such as 2026-11-24T08:50:00+00:00")
        if not 0 <= speed <= MAX_SPEED:
            raise ValueError(f"a clock's speed is from 0 to {MAX_SPEED:g}, not {speed:g}")
        self._start = start.astimezone(UTC)
        self._speed = speed
        self._origin = time.monotonic()
        self._ahead = 0.0

    @property
    def speed(self) -> float:
        """Simulated seconds per real second."""
        return self._speed

    def now(self) -> datetime:
        """Return the simulated moment, aware, in UTC."""
        return self._start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        """Return simulated seconds since the start."""
        return (time.monotonic() - self._origin) * self._speed + self._ahead

    def advance(self, seconds: float) -> None:
        """Jump ahead.

        Raises:
            ValueError: `seconds` is negative.
        """
        if seconds < 0:
            raise ValueError("a clock does not run backwards")
        self._ahead += seconds


def parse_clock(text: str) -> SimulatedClock:
    """Read `START[@SPEED]`, such as `2026-11-24T08:50:00+00:00@20`.

    Raises:
        ValueError: Not an aware ISO 8601 time of these two centuries, or the speed is not from 0
            to 3600.
    """
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"a clock is START[@SPEED], not {text!r}")
    try:
        start = datetime.fromisoformat(found["start"])
    except ValueError as error:
        raise ValueError(f"a clock's start is an ISO 8601 time, not {found['start']!r}") from error
    if not _YEARS[0] <= start.year <= _YEARS[1]:
        raise ValueError(f"a clock starts in the years {_YEARS[0]} to {_YEARS[1]}, not {start}")
    return SimulatedClock(start, float(found["speed"] or 1))
