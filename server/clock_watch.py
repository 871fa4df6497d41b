"""Looks at the machine's clock, and lets the site follow its jumps."""

import logging
import threading
from datetime import datetime, timedelta
from typing import Final

from core.calendar_document import YEARS
from core.errors import StoreUnavailable
from core.ports import Clock
from core.runtime.clock import SteadyClock
from core.runtime.logs import describe_error
from core.store import Store
from core.things import Actor
from core.usecases.clock_changing import ChangeClock, DoubtClock, change_clock, doubt_clock
from sync.contract.stations import ClockHealth, ClockState

EVERY_S: Final = 1.0
BEHIND: Final = timedelta(minutes=1)
"""At a start: a clock that is this far behind what it said before is wrong, or was."""
AHEAD: Final = timedelta(days=7)
"""At a start: a site may rest for some days, and a clock may be wrong by years."""
DOUBT_S: Final = 24 * 3600.0
"""How long a clock is doubted after a start, unless it is set meanwhile."""
TOLD_S: Final = 3600.0
"""How long a jump is told to people."""

_SERVER: Final = Actor()
_OK: Final = ClockHealth(state="ok")
_log = logging.getLogger(__name__)


class ClockWatch:
    """Compares the machine's clock with its seconds, in a thread of its own.

    A simulated clock does not jump, and is not looked at; only a start may set it back.

    Args:
        store: The site's data.
        clock: The one that commands are dated by.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock if isinstance(clock, SteadyClock) else None
        self._told = _OK
        self._told_until = 0.0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="clock-watch", daemon=True)

    def start(self) -> None:
        """Judge the clock by what the journal says, then go on looking; once.

        Raises:
            StoreUnavailable: The journal cannot be read.
        """
        self._judge()
        if self._clock is not None:
            self._thread.start()

    def stop(self) -> None:
        """End."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def health(self) -> ClockHealth:
        """Return what people should know of the clock; from any thread."""
        clock = self._clock
        if clock is None or clock.monotonic() >= self._told_until:
            return _OK
        return self._told

    def doubted(self) -> bool:
        """Say whether the clock may be wrong since the start: nothing is forgotten by it."""
        return self.health().state in ("behind", "ahead")

    def look(self) -> None:
        """Follow the machine's clock, whether it went on as it should or jumped.

        Raises:
            StoreUnavailable: The jump could not be written: the site's clock goes on without it.
        """
        clock = self._clock
        if clock is None:
            return
        by = clock.jump()
        if not by:
            clock.settle()
            return
        if not believable(clock.now() + by):
            # The site's time goes on by the machine's seconds until somebody sets its clock.
            state: ClockState = "behind" if by < timedelta() else "ahead"
            self._tell(clock, _health(state, by, clock.now()), TOLD_S)
            return
        command = ChangeClock(by)
        receipt = self._store.jump(by, clock.move, lambda uow: change_clock(uow, _SERVER, command))
        _log.warning(
            "the machine's clock jumped by %s s: %s visits are dated anew",
            receipt["by_s"],
            receipt["visits"],
        )
        self._tell(clock, _health("jumped", by, clock.now()), TOLD_S)

    def _judge(self) -> None:
        with self._store.read() as reader:
            last, now = reader.last_event_at(), reader.now
        if last is None:
            return
        if last - now > BEHIND:
            back = ChangeClock(now - last, running=False)
            self._store.write(lambda uow: change_clock(uow, _SERVER, back))
            self._doubt("behind", last)
        elif self._clock is not None and now - last > AHEAD:
            ahead = DoubtClock(last)
            self._store.write(lambda uow: doubt_clock(uow, _SERVER, ahead))
            self._doubt("ahead", last)

    def _doubt(self, state: ClockState, last: datetime) -> None:
        clock = self._clock
        if clock is None:
            return
        by, now = clock.now() - last, clock.now()
        _log.warning("the machine's clock is %s, by %s s from the last event", state, _s(by))
        self._tell(clock, _health(state, by, now), DOUBT_S)

    def _tell(self, clock: SteadyClock, health: ClockHealth, for_s: float) -> None:
        self._told = health
        self._told_until = clock.monotonic() + for_s

    def _run(self) -> None:
        while not self._stopped.wait(EVERY_S):
            try:
                self.look()
            except StoreUnavailable as error:
                _log.error("the clock's jump could not be written: %s", error)
            except Exception as error:  # noqa: BLE001 - the watch outlives one look
                _log.error("the clock could not be looked at: %s", describe_error(error))


def believable(moment: datetime) -> bool:
    """Say whether a station would believe that it is this moment."""
    first, last = YEARS
    return first <= moment.year <= last


def _health(state: ClockState, by: timedelta, since: datetime) -> ClockHealth:
    return ClockHealth(state=state, by_s=_s(by), since=since)


def _s(by: timedelta) -> int:
    return round(by.total_seconds())
