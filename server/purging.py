"""Counts the days that are over, and forgets what must not be kept, a little at a time."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from core.ports import Clock
from core.store import Store
from core.things import Actor
from core.usecases import purging, rolling_up
from core.usecases.purging import Purge
from core.usecases.rolling_up import RollUp

PAUSE_S: Final = 600.0
JUMP: Final = timedelta(hours=12)
"""A clock that is ahead by so much at once is wrong, or was: a machine's sleep is no jump."""
DOUBT_S: Final = 24 * 3600.0
"""How long nothing is forgotten then: what a wrong clock forgets does not come back."""
LOG_EMPTIED_S: Final = 24 * 3600.0
"""How often the database's log is emptied at most: until then it may hold what was forgotten."""

_OF_PERSONS: Final = ("persons", "details", "notes")
_SERVER: Final = Actor()
_log = logging.getLogger(__name__)


class Purger:
    """Forgets one batch at a time, so that nobody at a counter waits for it.

    Args:
        store: The site's data.
        clock: The site's clock.
        doubted: Says whether it may be wrong since the start.
    """

    def __init__(
        self, store: Store, clock: Clock, doubted: Callable[[], bool] = lambda: False
    ) -> None:
        self._store = store
        self._clock = clock
        self._doubted = doubted
        self._next_at = float("-inf")
        self._seen: tuple[datetime, float] | None = None
        self._log_dirty = False
        self._log_emptied_at = float("-inf")

    def refresh(self) -> None:
        """Forget a batch and count a day if it is time; soon again while there is more."""
        now_s = self._clock.monotonic()
        if self._jumped(now_s):
            _log.warning("the clock jumped ahead: nothing is forgotten for a day")
            self._next_at = now_s + DOUBT_S
        if now_s < self._next_at or self._doubted():
            return
        self._next_at = now_s + PAUSE_S
        # First what must go: it does not wait for the counting of yesterday.
        forgotten = self._store.write(lambda uow: purging.purge(uow, _SERVER, Purge()))
        counted = self._store.write(lambda uow: rolling_up.roll_up(uow, _SERVER, RollUp()))
        if counted["more"] or forgotten["more"]:
            self._next_at = now_s
        self._log_dirty |= any(forgotten[kind] for kind in _OF_PERSONS)
        if self._log_dirty and now_s - self._log_emptied_at >= LOG_EMPTIED_S:
            if self._store.empty_log():
                self._log_dirty, self._log_emptied_at = False, now_s
            else:
                _log.info("the database's log is in use: it is emptied later")

    def _jumped(self, now_s: float) -> bool:
        now, before = self._clock.now(), self._seen
        self._seen = (now, now_s)
        if before is None:
            return False
        return now - before[0] > timedelta(seconds=now_s - before[1]) + JUMP


def purge_all(store: Store) -> dict[str, int]:
    """Forget all that is due now, batch after batch; return what was forgotten, counted."""
    while store.write(lambda uow: rolling_up.roll_up(uow, _SERVER, RollUp()))["more"]:
        pass
    total: dict[str, int] = {}
    while True:
        receipt = store.write(lambda uow: purging.purge(uow, _SERVER, Purge()))
        for name, count in receipt.items():
            if name != "more" and isinstance(count, int):
                total[name] = total.get(name, 0) + count
        if not receipt["more"]:
            store.empty_log()
            return total
