"""Writing down what became of each slip, in order, off the screen's thread."""

import logging
import queue
import threading
from collections.abc import Callable

from core.model import SlipState, SlipWay
from core.runtime.logs import describe_error
from sync.contract.arrivals import SlipIn

_log = logging.getLogger(__name__)


class SlipReports:
    """One thread that hands each state on, since the desk's disk may take its time.

    Args:
        report: Takes (key, slip) durably; what it raises is logged and the next one goes on.
    """

    def __init__(self, report: Callable[[str, SlipIn], None]) -> None:
        self._report = report
        self._due: queue.SimpleQueue[tuple[str, SlipIn] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="slip-reports", daemon=True)
        self._thread.start()

    def note(self, key: str, state: SlipState, way: SlipWay, cause: str = "") -> None:
        """A slip reached a state; from any thread.

        `queued` is what the server takes for granted, so that it is not told.
        """
        if state is not SlipState.QUEUED:
            self._due.put((key, SlipIn(state=state, way=way, cause=cause)))

    def close(self, timeout_s: float = 3.0) -> bool:
        """Hand on what is due and stop; False when that took too long."""
        self._due.put(None)
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while (due := self._due.get()) is not None:
            key, slip = due
            try:
                self._report(key, slip)
            except Exception as error:  # noqa: BLE001 - later slips must be told whatever happened
                _log.error("slip %s is %s, not told: %s", key, slip.state, describe_error(error))
