"""A printer behind a queue of CUPS: jobs go there raw, and nothing comes back."""

import logging
import threading
import time
from typing import Final

from printers import cups
from printers.bounded import TookTooLong
from printers.transport import LinkLost, LinkStuck, LossReason

OPEN_S: Final = 2.0
TITLE: Final = "Guichet"
"""What the queue shows of a job: never the number of a ticket."""

_LOOK_S: Final = 0.2

_log = logging.getLogger(__name__)


class CupsLink:
    """A queue that was ready when it was opened; each `send` is a job of its own."""

    def __init__(self, queue: str) -> None:
        self._queue = queue
        self._pause = threading.Event()

    def send(self, data: bytes, patience_s: float) -> None:
        """Hand over a job, and watch it for `patience_s` more whether it leaves the queue.

        That it left says that the queue's printer took it, and no more. One that stays is taken
        off the queue, so that it does not come out when nobody waits for it any more.
        """
        name = f"cups:{self._queue}"
        try:
            job = cups.submit(self._queue, TITLE, data, patience_s)
        except cups.CupsRefused as error:
            raise LinkLost(f"{name}: {error}", "stopped") from error
        except cups.CupsMissing as error:
            raise LinkLost(f"{name}: no program {error}", "driver") from error
        except TookTooLong as error:
            raise LinkStuck(f"{name}: {error}") from error
        if not self._left(job, patience_s):
            self._take_off(job, patience_s)
            raise LinkStuck(f"{name}: {job} did not leave the queue")

    def _left(self, job: str, patience_s: float) -> bool:
        """Tell whether a job left the queue; False too where nobody says."""
        ends = time.monotonic() + patience_s
        try:
            while cups.holds(self._queue, job, patience_s):
                if time.monotonic() >= ends:
                    return False
                self._pause.wait(_LOOK_S)
        except (cups.CupsRefused, cups.CupsMissing, TookTooLong) as error:
            _log.warning("cups:%s: what became of %s: %s", self._queue, job, error)
            return False
        return True

    def _take_off(self, job: str, patience_s: float) -> None:
        try:
            cups.cancel(job, patience_s)
        except (cups.CupsRefused, cups.CupsMissing, TookTooLong) as error:
            _log.warning("cups:%s: %s stays in the queue: %s", self._queue, job, error)

    def receive(self, patience_s: float) -> bytes:
        return b""

    def close(self) -> None:
        """Nothing stays open between two jobs."""


class CupsTransport:
    """A queue by its name, on the CUPS that this computer uses."""

    answers = False

    def __init__(self, queue: str) -> None:
        self._queue = queue
        self.name = f"cups:{queue}"

    def open(self) -> CupsLink:
        try:
            state = cups.state_of(self._queue, OPEN_S)
        except cups.CupsMissing as error:
            raise LinkLost(f"{self.name}: no program {error}", "driver") from error
        except cups.CupsRefused as error:
            raise LinkLost(f"{self.name}: {error}", self._reason()) from error
        except TookTooLong as error:
            raise LinkLost(f"{self.name}: {error}", "unreachable") from error
        if not (state.enabled and state.accepting):
            raise LinkLost(f"{self.name}: {state.told}", "stopped")
        return CupsLink(self._queue)

    def _reason(self) -> LossReason:
        """Return why CUPS knows no such queue."""
        try:
            return "absent" if cups.runs(OPEN_S) else "driver"
        except (cups.CupsMissing, cups.CupsRefused, TookTooLong):
            return "unreachable"
