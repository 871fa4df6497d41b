"""How the store stands: whether its disk takes what is written, and how fast."""

import time
from threading import Lock
from typing import Final

from core.errors import DataDamaged, StoreFull, StoreReadOnly, StoreUnavailable
from core.model import StoreState

SLOW_S: Final = 1.0
"""A commit that takes longer than this is felt at every counter."""


class StoreHealth:
    """Watches commits and faults; any thread may ask, and tell."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._begun: float | None = None
        self._took_s = 0.0
        self._fault: StoreUnavailable | None = None
        self._damaged = False

    @property
    def state(self) -> StoreState:
        """How the store stands now.

        Damage stays until a new start has looked through the whole file.
        """
        with self._lock:
            if self._damaged:
                return StoreState.DAMAGED
            if self._fault is not None:
                return _state_of(self._fault)
            slow = max(self._took_s, self._under_way_s()) > SLOW_S
            return StoreState.SLOW if slow else StoreState.OK

    @property
    def failing(self) -> bool:
        """Whether the last commit failed."""
        with self._lock:
            return self._fault is not None

    @property
    def under_way_s(self) -> float:
        """For how long the present commit has been under way; 0 between commits."""
        with self._lock:
            return self._under_way_s()

    def begin(self) -> None:
        """Say that a commit is under way, with the work that it keeps."""
        with self._lock:
            self._begun = time.monotonic()

    def committed(self) -> None:
        """Say that it is on disk."""
        with self._lock:
            self._took_s = self._under_way_s()
            self._begun = self._fault = None

    def failed(self, error: Exception) -> None:
        """Say that it, or something that was read, failed."""
        with self._lock:
            self._begun = None
            if isinstance(error, StoreUnavailable):
                self._fault = error
        self.noticed(error)

    def noticed(self, error: Exception) -> None:
        """Say what a reader came upon."""
        if isinstance(error, DataDamaged):
            with self._lock:
                self._damaged = True

    def _under_way_s(self) -> float:
        return 0.0 if self._begun is None else time.monotonic() - self._begun


def _state_of(fault: StoreUnavailable) -> StoreState:
    match fault:
        case StoreFull():
            return StoreState.FULL
        case StoreReadOnly():
            return StoreState.READ_ONLY
        case _:
            return StoreState.FAILING
