"""The waits, reckoned beside the routes: nobody who arrives waits for them."""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from core.estimate import Estimate, Forecast, forecast
from core.store import Store
from core.store.waits import WaitHistory
from sync.contract.site import EstimateOut

_AT_LEAST_EVERY: Final = timedelta(seconds=60)
_SLICE_S: Final = 0.001
_REST: Final = 30
"""Resting thirty times as long as it worked, the estimate takes less than a thirtieth of a core.

With a thousand people waiting it is some ten seconds old then; they wait for hours."""

_MOST_WORK_S: Final = 0.6
"""Of one core; what is not played by then is left to the formula."""


class Pace:
    """Keeps long work in slices of a millisecond, each followed by a rest.

    Whoever holds the interpreter makes every other thread wait, so that the rests come often
    rather than once at the end.

    Args:
        rest: Rests for so many seconds; says whether the work should come to an end.
        clock: Seconds that only run forward.
    """

    def __init__(
        self, rest: Callable[[float], bool], clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self._rest = rest
        self._clock = clock
        self._began = clock()
        self._worked_s = 0.0
        self._ended = False

    def breathe(self) -> None:
        """Rest, if a slice is over."""
        worked_s = self._clock() - self._began
        if worked_s >= _SLICE_S and not self._ended:
            self._worked_s += worked_s
            self._ended = self._rest(worked_s * _REST)
            self._began = self._clock()

    def is_out_of_time(self) -> bool:
        """Say whether the work should come to an end."""
        return self._ended or self._worked_s >= _MOST_WORK_S


class Waits:
    """A snapshot of the waits; any thread may read it, one thread refreshes it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stopped = threading.Event()
        # Who began earlier must not have the last word.
        self._one_at_a_time = threading.Lock()
        self._history: WaitHistory | None = None
        self._seq = -1
        self._taken_at: datetime | None = None
        self._forecast = Forecast({})
        self._closings: Mapping[str, datetime] = {}
        self._of_steps: Mapping[str, str] = {}
        self._now: Mapping[str, EstimateOut] = {}

    def now(self) -> Mapping[str, EstimateOut]:
        """Return the wait of a walk-in who would come now, by service id."""
        return self._now

    def of_arrival(self, service_id: str, starts_at: datetime | None) -> EstimateOut:
        """Return the wait of somebody who checks in now, with or without a booked time."""
        found = self._forecast
        if starts_at is not None and (service_id, starts_at) in found.appointments:
            return self._out(found.appointments[service_id, starts_at], service_id)
        return self._now.get(service_id, EstimateOut(p50_s=None, p90_s=None, ahead=None))

    def of_step(self, step_id: str) -> EstimateOut | None:
        """Return how long a step still waits; None for one that came after the last estimate."""
        found = self._forecast.steps.get(step_id)
        return None if found is None else self._out(found, self._of_steps.get(step_id, ""))

    def last_call(self, service_id: str) -> bool:
        """Say whether walk-in tickets of a service should stop, as closing is near."""
        return service_id in self._forecast.last_call

    def last_calls(self) -> frozenset[str]:
        """Return the services whose walk-in tickets should stop, as closing is near."""
        return self._forecast.last_call

    def forecast(self) -> Forecast:
        """Return all that was reckoned last."""
        return self._forecast

    def refresh(self) -> None:
        """Reckon them anew, if something changed or the last ones are a minute old."""
        with self._one_at_a_time:
            self._refresh()

    def _refresh(self) -> None:
        pace = Pace(self._stopped.wait)
        with self._store.read() as reader:
            seq = reader.seq()
            aged = self._taken_at is None or reader.now - self._taken_at >= _AT_LEAST_EVERY
            if not reader.is_set_up() or (seq == self._seq and not aged):
                return
            if self._history is None or self._history.day != reader.today:
                self._history = reader.wait_history()
            state = reader.queue_state(self._history)
        pace.breathe()
        found = forecast(state, breathe=pace.breathe, out_of_time=pace.is_out_of_time)
        self._closings = state.closes_at
        self._of_steps = {step.step_id: step.service_id for step in state.waiting}
        self._taken_at = state.now
        self._now = {
            service_id: self._out(wait, service_id) for service_id, wait in found.walk_ins.items()
        }
        self._forecast, self._seq = found, seq

    def _out(self, found: Estimate, service_id: str) -> EstimateOut:
        """Return an estimate; unlikely, if more often than not the turn comes after closing."""
        closes_at, from_ = self._closings.get(service_id), self._taken_at
        late = (
            found.p50_s is not None
            and closes_at is not None
            and from_ is not None
            and from_ + timedelta(seconds=found.p50_s) > closes_at
        )
        return EstimateOut(p50_s=found.p50_s, p90_s=found.p90_s, ahead=found.ahead, unlikely=late)

    def stop(self) -> None:
        """Let a refresh that is under way end at once."""
        self._stopped.set()
