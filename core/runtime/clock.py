"""The clocks of the product: the machine's, one that no jump of it moves, and a simulated one."""

import re
import sys
import time
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Final, Protocol

_CLOCK: Final = re.compile(r"(?P<start>[^@]+)(?:@(?P<speed>[0-9]+(?:\.[0-9]+)?))?")
MAX_SPEED: Final = 3600.0
# No zone can be applied at the ends of the calendar, and no station would believe such a time.
_YEARS: Final = (2001, 2198)

JUMP: Final = timedelta(seconds=2)
"""A smaller step of the machine's time is one that its time service makes: it is followed."""

_AT_ONCE_S: Final = 0.1


class Machine(Protocol):
    """What a machine tells of time."""

    def now(self) -> datetime: ...

    def monotonic(self) -> float: ...


class SystemClock:
    """The machine's time, with its jumps."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never run backwards; only differences mean anything.

        The time that a machine sleeps counts too.
        """
        if sys.platform == "linux":
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        return time.monotonic()


class SteadyClock:
    """The machine's time without its jumps: somebody must `move` it, who sees to what they mean.

    Between jumps it counts the machine's monotonic seconds, and never runs backwards. Any thread
    may use it.

    Args:
        machine: The machine's clock.
    """

    def __init__(self, machine: Machine | None = None) -> None:
        self._machine = machine or SystemClock()
        self._lock = Lock()
        self._shown = self._machine.now()
        self._at = self._machine.monotonic()
        self._latest = self._shown

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        with self._lock:
            # Where the machine's clock was put back a little, time stands until it is reached.
            self._latest = max(self._latest, self._counted())
            return self._latest

    def monotonic(self) -> float:
        """Return seconds that never run backwards; only differences mean anything."""
        return self._machine.monotonic()

    def jump(self) -> timedelta:
        """Return by how much the machine's time jumped; zero for what is no jump."""
        with self._lock:
            ahead = self._ahead()
        return ahead if abs(ahead) >= JUMP else timedelta()

    def settle(self) -> None:
        """Follow the machine's time by what is no jump."""
        with self._lock:
            ahead = self._ahead()
            if abs(ahead) < JUMP:
                self._move(ahead)

    def move(self, by: timedelta) -> None:
        """Jump."""
        with self._lock:
            self._move(by)
            self._latest = self._counted()

    def _counted(self) -> datetime:
        return self._shown + timedelta(seconds=self._machine.monotonic() - self._at)

    def _ahead(self) -> timedelta:
        while True:
            before = self._machine.monotonic()
            wall = self._machine.now()
            if self._machine.monotonic() - before < _AT_ONCE_S:
                return wall - self._shown - timedelta(seconds=before - self._at)
            # Held up between two readings, this process would take its own pause for a jump.

    def _move(self, by: timedelta) -> None:
        at = self._machine.monotonic()
        self._shown += timedelta(seconds=at - self._at) + by
        self._at = at


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
