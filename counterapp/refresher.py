"""Reads something again when news arrives: one read at a time, a few times a second at most."""

from collections.abc import Callable
from typing import Final, Generic, TypeVar

from counterapp.ports import Tasks, Timers

T = TypeVar("T")
LEAST_MS: Final = 250
RETRY_MS: Final = 3000


class Refresher(Generic[T]):
    """Coalesces many requests into few reads.

    A request during a read, or shortly after one, leads to one more read and no more.
    A read that fails is tried again by itself, since the news that asked for it is not.

    Args:
        read: Reads the state; runs away from the screen.
        done: Takes each fresh state, on the screen's thread.
        failed: Takes each failure, on the screen's thread.
    """

    def __init__(
        self,
        read: Callable[[], T],
        tasks: Tasks,
        timers: Timers,
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._read = read
        self._tasks = tasks
        self._timers = timers
        self._done = done
        self._failed = failed
        self._reading = False
        self._again = False
        self._resting: Callable[[], None] | None = None
        self._stopped = False

    def request(self) -> None:
        """Ask for a read soon."""
        if self._stopped:
            return
        if self._reading or self._resting is not None:
            self._again = True
            return
        self._start()

    def stop(self) -> None:
        """Read no more; an answer under way is dropped."""
        self._stopped = True
        if self._resting is not None:
            self._resting()
            self._resting = None

    def _start(self) -> None:
        self._reading = True
        self._again = False
        self._tasks.run(self._read, done=self._on_done, failed=self._on_failed)

    def _on_done(self, state: T) -> None:
        self._reading = False
        if self._stopped:
            return
        self._resting = self._timers.after(LEAST_MS, self._rested)
        self._done(state)

    def _on_failed(self, error: Exception) -> None:
        self._reading = False
        if self._stopped:
            return
        self._again = True
        self._resting = self._timers.after(RETRY_MS, self._rested)
        self._failed(error)

    def _rested(self) -> None:
        self._resting = None
        if self._again and not self._stopped:
            self._start()
