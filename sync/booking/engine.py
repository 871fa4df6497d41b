"""Keeps site and booking server in step, in a thread of its own, for as long as the server runs."""

import logging
import random
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from typing import TypeVar

from core.errors import StoreUnavailable
from sync.booking.backoff import BackoffRule, Line
from sync.booking.confirming import THINNED
from sync.booking.gateway import (
    BookingBusy,
    BookingFailed,
    BookingFault,
    BookingGateway,
    BookingRefused,
    BookingRejected,
    BookingUnreachable,
)
from sync.booking.hints import Hint, Hints
from sync.booking.inbox import Inbox, PullPace
from sync.booking.outbox import Outbox, Push
from sync.booking.ports import SiteClock, SiteStore
from sync.booking.reporting import DayReport
from sync.contract.booking import BookingHealth

_log = logging.getLogger(__name__)
_LOOK_S = 30.0
_SLICE_S = 0.5
_BREATH_S = 0.2
_UNSENT_LATE_S = 900
_ITEM_MOST_S = 6 * 3600.0
_ALL = 1_000_000


T = TypeVar("T")
Question = Callable[[BookingGateway], T]


class _Did(Enum):
    """What a step did."""

    NOTHING = auto()
    READ = auto()
    TOLD = auto()
    FAILED = auto()
    """Something answered, and no more is known."""


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """The engine's pace, in seconds of real time, also under a simulated clock.

    Attributes:
        pull: How often days are read.
        backoff: How a failing line is tried again.
        items: How an outcome is told again on which the server fails: for weeks, ever more rarely.
        refused_s: Pause after the server refused the site itself, not one item.
    """

    pull: PullPace = field(default_factory=PullPace)
    backoff: BackoffRule = field(default_factory=BackoffRule)
    items: BackoffRule = field(default_factory=lambda: BackoffRule(most_s=_ITEM_MOST_S))
    refused_s: float = 60.0


class BookingEngine:
    """Reads the days and tells the outcomes. Only `run` and `step` call the booking server.

    How fast calls follow each other is the gateway's: it knows how many calls a day takes.

    Args:
        store: The site's rows.
        gateway: The booking server.
        clock: The site's time, for what people read; the pace is kept by `pace`.
        settings: The pace.
        pace: Monotonic seconds of real time.
        chance: Numbers from 0 to 1, for jitter.
    """

    def __init__(
        self,
        store: SiteStore,
        gateway: BookingGateway,
        clock: SiteClock,
        settings: EngineSettings | None = None,
        *,
        pace: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        settings = settings or EngineSettings()
        self._gateway = gateway
        self._clock = clock
        self._settings = settings
        self._pace = pace
        self._line = Line(settings.backoff, chance)
        self._inbox = Inbox(store, gateway, settings.pull, settings.backoff, chance)
        self._outbox = Outbox(store, gateway, clock, settings.items, chance)
        self._look_at = 0.0
        self._owed = 0
        self._telling = False
        self._refused_until: float | None = None
        self._refused_telling = False
        self._questions: deque[Callable[[], None]] = deque()
        self._store = store
        self._hints = Hints()
        self._woken = threading.Event()
        self._lock = threading.Lock()
        self._last_success_at: datetime | None = None
        self._oldest_unsent: datetime | None = None
        self._reason: str | None = None

    def run(self, stop: threading.Event) -> None:
        """Work until `stop` is set; a call in progress ends first, within its time-outs."""
        while not stop.is_set():
            try:
                delay = self.step(self._pace())
            except StoreUnavailable:
                _log.warning("the store is not available; trying again")
                self._inbox.again()
                delay = self._settings.backoff.probe_s
                self._woken.clear()
            until = self._pace() + delay
            # Also after a wake: whoever commits a hundred times a second is looked at less often.
            stop.wait(_BREATH_S)
            while not stop.is_set() and (left := until - self._pace()) > 0:
                if self._woken.wait(min(left, _SLICE_S)):
                    break

    def wake(self) -> None:
        """Say that the outbox may have changed; cheap, from any thread."""
        self._woken.set()

    def ask(self, question: Question[T]) -> "Future[T]":
        """Put a question of a person to the booking server, as soon as the line allows it.

        Any thread may ask; the engine's own calls. The future fails with the server's fault, and
        is never resolved where the line stays down or the engine ends: wait with a bound.
        """
        answer: Future[T] = Future()

        def put() -> None:
            if answer.set_running_or_notify_cancel():
                try:
                    answer.set_result(question(self._gateway))
                except BookingFault as error:
                    answer.set_exception(error)
                    if isinstance(error, BookingUnreachable):
                        raise

        self._questions.append(put)
        self._woken.set()
        return answer

    def hint(self, hint: Hint) -> None:
        """Say that something may have changed at the booking server; cheap, from any thread.

        It is read soon, at the engine's pace.
        """
        self._hints.add(hint)
        self._woken.set()

    def step(self, now: float) -> float:
        """Do at most one thing that is due.

        Args:
            now: Monotonic seconds.

        Returns:
            Seconds until there may be something to do; `wake` may come before.

        Raises:
            StoreUnavailable: The site's own rows cannot be read or written.
        """
        self._look(now)
        self._take_hints(now)
        if self._refused_until is not None and now < self._refused_until:
            return self._refused_until - now
        if self._line.may_probe(now):
            self._line.probed(now, open_now=self._gateway.line_is_open())
        if self._line.may_call(now):
            self._work(now)
        return self._delay(now)

    def health(self) -> BookingHealth:
        """Return how site and booking server stand; from any thread."""
        with self._lock:
            last, oldest = self._last_success_at, self._oldest_unsent
        unsent = None
        if oldest is not None:
            unsent = max(0, int((self._clock.now() - oldest).total_seconds()))
        if self._refused_until is not None:
            state = "refused"
        elif self._line.down:
            state = "down"
        elif (
            self._inbox.is_late(self._pace())
            or self._inbox.doubtful
            or (unsent or 0) > _UNSENT_LATE_S
        ):
            state = "late"
        else:
            state = "ok"
        held = tuple(day.isoformat() for day in self._inbox.doubtful)
        reason = THINNED if state == "late" and held else self._reason
        return BookingHealth.model_validate(
            {
                "state": state,
                "last_success_at": last,
                "oldest_unsent_s": unsent,
                "reason": None if state == "ok" else reason,
                "held_days": held,
            }
        )

    def reports(self) -> tuple[DayReport, ...]:
        """Return what could not be understood of the days, as last read; from any thread."""
        return self._inbox.reports

    def _look(self, now: float) -> None:
        woken = self._woken.is_set()
        if not woken and now < self._look_at:
            return
        self._woken.clear()
        if self._outbox.look():
            self._line.hurry(now)
        self._look_at = now + _LOOK_S
        self._note_unsent()

    def _take_hints(self, now: float) -> None:
        hint = self._hints.take()
        if not hint:
            return
        try:
            here = self._store.days_of(hint.numbers)
            self._inbox.look_soon(None if hint.everywhere else hint.days | here, now)
        except StoreUnavailable:
            self._hints.add(hint)
            raise

    def _work(self, now: float) -> None:
        try:
            did = self._do_one(now)
        except (BookingRefused, BookingRejected) as error:
            # Who refuses a list refuses the site, whatever the gateway makes of it.
            self._refuse(now, error.reason)
        except BookingUnreachable as error:
            least = (error.retry_after_s or 0.0) if isinstance(error, BookingBusy) else 0.0
            pause = self._line.failed(now, answered=error.answered, at_least_s=least)
            self._refused_until, self._refused_telling = None, False
            self._note(error.reason)
            _log.warning("booking server: %s; again in %.0f s", error.reason, pause)
        except BookingFailed as error:
            self._line.succeeded()
            self._note(error.reason)
            _log.warning("booking server: %s", error.reason)
        else:
            if did is not _Did.NOTHING:
                self._succeeded(did)

    def _do_one(self, now: float) -> _Did:
        self._telling = False
        if self._questions:
            self._questions.popleft()()
            return _Did.FAILED
        today_due = self._inbox.today_due(now)
        if not today_due or self._owed > 0:
            self._telling = True
            pushed = self._outbox.push_one(now, lists_believed=self._inbox.is_believed)
            if pushed is not Push.NOTHING_DUE:
                self._owed = max(0, self._owed - 1)
                self._note_unsent()
                return _Did.TOLD if pushed is Push.SETTLED else _Did.FAILED
            self._telling = False
        if today_due:
            self._pull_today(now)
        elif self._inbox.ahead_due(now):
            self._inbox.pull_ahead(now)
        else:
            return _Did.NOTHING
        return _Did.READ

    def _pull_today(self, now: float) -> None:
        # A list that is slow, or on which the line always breaks, must not keep the outcomes back:
        # between two readings one of them goes out, and after one that failed all of them.
        self._owed = _ALL
        try:
            self._inbox.pull_today(now)
        except BookingUnreachable:
            self._inbox.again()
            raise
        self._owed = 1

    def _succeeded(self, did: _Did) -> None:
        was_down = self._line.down
        self._line.succeeded()
        if did is _Did.FAILED:
            # It answered, but nothing came of it.
            return
        with self._lock:
            self._last_success_at = self._clock.now()
        if did is _Did.READ and self._refused_telling and self._outbox.waiting:
            # That lists are served says nothing of the right to write.
            return
        if was_down or self._refused_until is not None:
            _log.info("booking server: answers again")
        self._refused_until, self._refused_telling = None, False
        with self._lock:
            self._reason = None

    def _refuse(self, now: float, reason: str) -> None:
        self._line.succeeded()
        self._refused_until = now + self._settings.refused_s
        self._refused_telling = self._telling
        # No outcome goes out before a list was read again.
        self._inbox.again()
        self._owed = 0
        self._note(reason)
        _log.error("booking server: refuses this site: %s", reason)

    def _note(self, reason: str) -> None:
        with self._lock:
            self._reason = reason

    def _note_unsent(self) -> None:
        waiting = self._outbox.waiting
        with self._lock:
            self._oldest_unsent = min((one.created_at for one in waiting), default=None)

    def _delay(self, now: float) -> float:
        if self._refused_until is not None and now < self._refused_until:
            return self._refused_until - now
        if not self._line.may_call(now):
            held = self._line.next_at()
            return max(0.0, held - now) if held is not None else 0.0
        if self._questions:
            return 0.0
        times = [self._inbox.next_at()]
        item_at = self._outbox.next_at()
        if item_at is not None:
            times.append(item_at)
        return max(0.0, min(*times, self._look_at) - now)
