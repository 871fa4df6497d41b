"""The site's time as a station knows it, from what the server last said."""

import threading
from collections import deque
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final, Protocol

from core.runtime.clock import SystemClock

_HEARINGS: Final = 3
_SHORTEST_S: Final = 0.5
_AGREEMENT: Final = 0.1
_PLAIN: Final = 0.02


class MachineClock(Protocol):
    """The time of the machine that the station runs on."""

    def now(self) -> datetime: ...

    def monotonic(self) -> float: ...


class StationClock:
    """Server time between two heartbeats; any thread may use it.

    A trial's server may run faster than time: the pace is taken from the last heartbeats, once
    they agree. Until the server was heard the machine's own time counts, moved by `skew`.

    Args:
        machine: The machine's clock.
        skew: Server time minus machine time, as known from an earlier run.
    """

    def __init__(
        self, machine: MachineClock | None = None, *, skew: timedelta = timedelta()
    ) -> None:
        self._machine = machine or SystemClock()
        self._skew = skew
        self._heard: deque[tuple[float, datetime]] = deque(maxlen=_HEARINGS)
        self._lock = threading.Lock()

    @property
    def skew(self) -> timedelta:
        """Server time minus machine time at the last heartbeat."""
        with self._lock:
            return self._skew

    def heard(self, server_now: datetime) -> None:
        """Note what the server just said."""
        with self._lock:
            at = self._machine.monotonic()
            if self._heard and at - self._heard[-1][0] < _SHORTEST_S:
                self._heard.pop()  # two words at once tell nothing of the pace
            self._heard.append((at, server_now))
            self._skew = server_now - self._machine.now()

    def now(self) -> datetime:
        """Return the present moment at the site, aware, in UTC."""
        with self._lock:
            if not self._heard:
                return (self._machine.now() + self._skew).astimezone(UTC)
            at, said = self._heard[-1]
            spent = (self._machine.monotonic() - at) * self._pace()
            return said.astimezone(UTC) + timedelta(seconds=spent)

    def monotonic(self) -> float:
        """Return seconds of the machine that never run backwards."""
        return self._machine.monotonic()

    def _pace(self) -> float:
        paces = [
            (later - earlier).total_seconds() / (end - start)
            for (start, earlier), (end, later) in pairwise(self._heard)
        ]
        if len(paces) < _HEARINGS - 1 or min(paces) <= 0:
            return 1.0
        if max(paces) - min(paces) > _AGREEMENT * max(paces):
            return 1.0  # somebody set the server's clock in between
        mean = sum(paces) / len(paces)
        return 1.0 if abs(mean - 1) < _PLAIN else mean
