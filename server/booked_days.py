"""When each day was last read whole from the booking server: how old its data are."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from core.errors import DataDamaged, StoreUnavailable
from core.ports import Clock
from core.runtime.logs import describe_error
from core.store import Store
from core.things import Actor, BookedDay
from core.usecases import bookings
from core.usecases.bookings import NoteDaysRead

KEPT_EVERY: Final = timedelta(hours=1)
"""A reading that changed nothing costs no write; after a kill its time is wrong by no more."""

_PAST: Final = timedelta(days=2)
_SERVER: Final = Actor()
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ages:
    """How old the data of a source are.

    Attributes:
        today_read_at: When today was last read whole; None if it never was.
        ahead_until: The last of the days from tomorrow on that were all read.
        ahead_read_at: When the one of them was read that was read longest ago.
    """

    today_read_at: datetime | None = None
    ahead_until: date | None = None
    ahead_read_at: datetime | None = None


class BookedDays:
    """Remembers when days were read: in memory at once, on disk every hour and at a stop."""

    def __init__(self, store: Store, clock: Clock, source: str) -> None:
        self._store = store
        self._clock = clock
        self._source = source
        self._lock = threading.Lock()
        self._read: dict[date, BookedDay] | None = None
        self._kept: dict[date, BookedDay] = {}

    def read(self, day: date, bookings: int, set_aside: int) -> None:
        """Note that a day was read whole just now.

        Raises:
            StoreUnavailable: It is not known on disk.
        """
        now = self._clock.now()
        with self._lock:
            known = self._known()
            known[day] = BookedDay(self._source, day, now, bookings, set_aside)
            for past in [one for one in known if one < now.date() - _PAST]:
                del known[past]
            due = [one for one in known.values() if self._is_due(one, now)]
        self._keep(due)

    def keep(self) -> None:
        """Write down what is not on disk yet, as far as the store takes it."""
        with self._lock:
            read = (self._read or {}).values()
            due = [one for one in read if self._kept.get(one.business_day) != one]
        try:
            self._keep(due)
        except (StoreUnavailable, DataDamaged) as error:
            _log.warning("how old the appointments are was not kept: %s", describe_error(error))

    def forget(self) -> None:
        """Let what is kept be read again, since somebody else wrote it."""
        with self._lock:
            self._read = None

    def known(self, since: date) -> Sequence[BookedDay]:
        """Return when the days from one on were read, in no order.

        Raises:
            StoreUnavailable: What was kept cannot be read.
        """
        with self._lock:
            return [one for day, one in self._known().items() if day >= since]

    def ages(self, today: date) -> Ages:
        """Return how old the data are of today and of the days ahead.

        Raises:
            StoreUnavailable: What was kept cannot be read.
        """
        with self._lock:
            known = self._known()
            now, ahead, day = known.get(today), [], today + timedelta(days=1)
            while day in known:
                ahead.append(known[day])
                day += timedelta(days=1)
        return Ages(
            None if now is None else now.read_at,
            ahead[-1].business_day if ahead else None,
            min((one.read_at for one in ahead), default=None),
        )

    def _is_due(self, one: BookedDay, now: datetime) -> bool:
        kept = self._kept.get(one.business_day)
        if kept is None:
            return True
        counts = (kept.bookings, kept.set_aside) != (one.bookings, one.set_aside)
        return kept != one and (counts or now - kept.read_at >= KEPT_EVERY)

    def _known(self) -> dict[date, BookedDay]:
        if self._read is None:
            with self._store.read() as reader:
                found = reader.known_bookings.days_read(self._source)
            self._kept = {one.business_day: one for one in found}
            self._read = dict(self._kept)
        return self._read

    def _keep(self, due: Sequence[BookedDay]) -> None:
        if due:
            command = NoteDaysRead(due)
            self._store.write(lambda uow: bookings.note_days_read(uow, _SERVER, command))
            with self._lock:
                self._kept |= {one.business_day: one for one in due}
