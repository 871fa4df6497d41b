"""Which day is read next: today often, the days ahead one by one and seldom."""

import logging
import random
from collections import deque
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from sync.booking.backoff import BackoffRule
from sync.booking.confirming import Confirmation
from sync.booking.gateway import BookingFailed, BookingGateway, BookingUnreachable
from sync.booking.ports import SiteStore
from sync.booking.reporting import DayReport

_log = logging.getLogger(__name__)
_JITTER = 0.1
_BETWEEN_DAYS_S = 1.0
_SETTLES_S = 1.0
"""One change is told more than once, and a colleague seldom makes one alone."""
_AHEAD_TIMES = 3


@dataclass(frozen=True, slots=True)
class PullPace:
    """How often the booking server is read, in seconds of real time.

    Attributes:
        today_s: Between two readings of today.
        ahead_s: Between two readings of the days ahead.
        days_ahead: How many days after today are read; 0 for none.
        hold_s: How long a day is held of which much is suddenly missing.
        hinted_s: Between two readings of today for which there were hints; of another day thrice
            as long.
    """

    today_s: float = 300.0
    ahead_s: float = 3600.0
    days_ahead: int = 14
    hold_s: float = 900.0
    hinted_s: float = 10.0


class Inbox:
    """Reads days from the booking server into the store."""

    def __init__(
        self,
        store: SiteStore,
        gateway: BookingGateway,
        pace: PullPace,
        rule: BackoffRule,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._gateway = gateway
        self._pace = pace
        self._rule = rule
        self._confirmation = Confirmation(gateway, pace.hold_s)
        self._reports: Mapping[date, DayReport] = {}
        self._chance = chance
        self._today: date | None = None
        self._today_at = 0.0
        self._today_failures = 0
        self._read_at: float | None = None
        self._ahead: deque[date] = deque()
        self._ahead_at = 0.0
        self._tried_at: dict[date, float] = {}
        self._soon: dict[date, float] = {}

    def today_due(self, now: float) -> bool:
        """Whether today must be read; a new business day is due at once."""
        return now >= self._today_at or self._store.today() != self._today

    def ahead_due(self, now: float) -> bool:
        """Whether one of the days ahead must be read."""
        return self._pace.days_ahead > 0 and now >= min((self._ahead_at, *self._soon.values()))

    def next_at(self) -> float:
        """Return when something is due, in monotonic seconds."""
        if self._pace.days_ahead > 0:
            return min(self._today_at, self._ahead_at, *self._soon.values())
        return self._today_at

    def look_soon(self, days: AbstractSet[date] | None, now: float) -> None:
        """Read some days before their time, since something may have changed there.

        Args:
            days: Any; those that are never read are passed over. None for all.
            now: Monotonic seconds.
        """
        today = self._store.today()
        read = [today + timedelta(days=count) for count in range(self._pace.days_ahead + 1)]
        for day in read:
            if days is not None and day not in days:
                continue
            least = self._pace.hinted_s * (1 if day == today else _AHEAD_TIMES)
            due = max(now + _SETTLES_S, self._tried_at.get(day, now - least) + least)
            if day == today:
                self._today_at = min(self._today_at, due)
            else:
                self._soon[day] = min(self._soon.get(day, due), due)

    def is_late(self, now: float) -> bool:
        """Whether today's list is older than two paces and some, or was never read."""
        return self._read_at is None or now - self._read_at > 2 * self._pace.today_s + 30.0

    @property
    def doubtful(self) -> tuple[date, ...]:
        """The days of which too much is missing to be believed yet."""
        return self._confirmation.doubtful

    @property
    def reports(self) -> tuple[DayReport, ...]:
        """What could not be understood of the days as they were last read, in order."""
        return tuple(one for _, one in sorted(self._reports.items()))

    @property
    def is_believed(self) -> bool:
        """Whether the last reading of today came to an end, and no day is held."""
        return self._today_failures == 0 and not self.doubtful

    def pull_today(self, now: float) -> None:
        """Read today. A list that does not stand still is read again soon.

        Raises:
            BookingFault: It could not be read; what is known stays.
        """
        today = self._store.today()
        if today != self._today:
            self._today, self._today_failures = today, 0
            self._ahead.clear()
            self._ahead_at = now
            self._soon = {day: at for day, at in self._soon.items() if day > today}
            self._tried_at = {day: at for day, at in self._tried_at.items() if day >= today}
            self._confirmation.forget_before(today)
            self._reports = {day: one for day, one in self._reports.items() if day >= today}
        # Set before the call: a refused list is not asked for again and again.
        self._today_at = now + self._jittered(self._pace.today_s)
        try:
            self._take(today, now)
        except BookingFailed:
            self._today_failures += 1
            soon = now + self._rule.pause(self._today_failures, self._chance)
            self._today_at = min(self._today_at, soon)
            raise
        self._today_failures = 0
        self._read_at = now

    def pull_ahead(self, now: float) -> None:
        """Read the next of the days ahead, first one of which there was a hint.

        Raises:
            BookingFault: It could not be read; after one that is not the line's, the other days
                get their turn all the same.
        """
        hinted = min(self._soon, key=self._soon.__getitem__, default=None)
        if hinted is not None and self._soon[hinted] <= now:
            self._pull_hinted(hinted, now)
            return
        if not self._ahead:
            today = self._store.today()
            after = range(1, self._pace.days_ahead + 1)
            self._ahead.extend(today + timedelta(days=count) for count in after)
        day = self._ahead.popleft()
        pause = _BETWEEN_DAYS_S if self._ahead else self._jittered(self._pace.ahead_s)
        self._ahead_at = now + pause
        try:
            self._take(day, now)
        except BookingUnreachable:
            # First when the line is back: tomorrow must not wait for the next round.
            self._ahead.appendleft(day)
            raise

    def _pull_hinted(self, day: date, now: float) -> None:
        due = self._soon.pop(day)
        try:
            self._take(day, now)
        except BookingUnreachable:
            self._soon[day] = due
            raise

    def again(self) -> None:
        """Read today as soon as the line allows, since a reading failed on it."""
        self._today_at = 0.0

    def _take(self, day: date, now: float) -> None:
        # Before it is read: what is told meanwhile may come too late for this reading.
        self._tried_at[day] = now
        listed = self._gateway.list_day(day)
        found = self._confirmation.confirm(listed, self._store.standing(day), now)
        self._store.take_day(found)
        self._report(DayReport.of(found))
        _log.info("read %s: %d bookings", day, len(found.bookings))

    def _report(self, report: DayReport) -> None:
        # Said once, and not again at each reading that finds the same.
        if report != self._reports.get(report.day, DayReport(report.day)):
            for line in report.lines() or ["all is understood now"]:
                _log.warning("%s: %s", report.day, line)
        others = {day: one for day, one in self._reports.items() if day != report.day}
        self._reports = others if report.is_clean else {**others, report.day: report}

    def _jittered(self, seconds: float) -> float:
        return seconds * (1.0 - _JITTER + 2 * _JITTER * self._chance())
