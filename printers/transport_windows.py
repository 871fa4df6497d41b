"""A printer behind a queue of Windows' spooler: jobs go there raw, and nothing comes back."""

import threading
import time
from collections.abc import Callable
from typing import Final, TypeVar

from printers.bounded import TookTooLong, within
from printers.transport import LinkLost, LinkStuck, LossReason
from printers.winspool import (
    Library,
    Queue,
    QueueState,
    SpoolerError,
    SpoolerMissing,
    windows_library,
)

T = TypeVar("T")

OPEN_S: Final = 2.0
TITLE: Final = "Guichet"
"""What the queue shows of a job: never the number of a ticket."""

_LOOK_S: Final = 0.2


class WindowsLink:
    """A queue that was ready when it was opened; each `send` is a job of its own."""

    def __init__(self, library: Library, queue: str) -> None:
        self._library = library
        self._queue = queue
        self._pause = threading.Event()

    def send(self, data: bytes, patience_s: float) -> None:
        """Hand over a job, and watch it for `patience_s` more whether it leaves the queue.

        That it left says that the queue's port took it, and no more. One that stays is taken off
        the queue, so that it does not come out when nobody waits for it any more.
        """
        try:
            job = within(patience_s, lambda: self._on_queue(lambda q: q.submit(TITLE, data)))
            left = within(
                patience_s, lambda: self._on_queue(lambda q: self._left(q, job, patience_s))
            )
        except TookTooLong as error:
            raise LinkStuck(f"windows:{self._queue}: {error}") from error
        if not left:
            raise LinkStuck(f"windows:{self._queue}: job {job} did not leave the queue")

    def _on_queue(self, work: Callable[[Queue], T]) -> T:
        try:
            with Queue(self._library, self._queue) as queue:
                return work(queue)
        except SpoolerError as error:
            raise _lost(self._queue, error) from error

    def _watch(self, job: int, patience_s: float) -> bool:
        return self._on_queue(lambda queue: self._left(queue, job, patience_s))

    def _left(self, queue: Queue, job: int, patience_s: float) -> bool:
        # A little less than the limit around it, so that a job that stays is taken off.
        ends = time.monotonic() + patience_s - 2 * _LOOK_S
        while not (state := queue.job(job)) and state is not None:
            if time.monotonic() >= ends:
                return not queue.delete(job)
            self._pause.wait(_LOOK_S)
        return True

    def receive(self, patience_s: float) -> bytes:
        return b""

    def close(self) -> None:
        """Nothing stays open between two jobs."""


class WindowsTransport:
    """A queue by its name.

    Args:
        queue: As Windows shows it.
        library: The spooler; the system's own when None.
    """

    answers = False

    def __init__(self, queue: str, library: Library | None = None) -> None:
        self._queue = queue
        self._library = library
        self.name = f"windows:{queue}"

    def open(self) -> WindowsLink:
        try:
            library = self._library or windows_library()
            state = within(OPEN_S, lambda: self._state(library))
        except SpoolerMissing as error:
            raise LinkLost(f"{self.name}: {error}", "driver") from error
        except SpoolerError as error:
            raise _lost(self._queue, error) from error
        except TookTooLong as error:
            raise LinkLost(f"{self.name}: {error}", "unreachable") from error
        if state:
            raise LinkLost(f"{self.name} is {state.name}", "stopped")
        return WindowsLink(library, self._queue)

    def _state(self, library: Library) -> QueueState:
        with Queue(library, self._queue) as queue:
            return queue.state()


def _lost(queue: str, error: SpoolerError) -> LinkLost:
    reason: LossReason = "absent" if error.absent else "forbidden" if error.forbidden else "broken"
    return LinkLost(f"windows:{queue}: {error}", reason)
