"""Background work whose outcome comes back on the Qt thread."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QThreadPool

from ui.courier import Courier

T = TypeVar("T")


class QtTaskRunner(QObject):
    """Runs work on a thread pool and delivers its outcome on the Qt thread.

    The application owns it and calls `finish` on exit: a runner that is deleted
    before its job ends would raise in the worker thread.
    """

    def __init__(self, pool: QThreadPool | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = pool if pool is not None else QThreadPool(self)
        self._courier = Courier(self)

    def run(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Start `work`; later call exactly one of `done` and `failed`."""

        def job() -> None:
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 - handed to `failed`, never swallowed
                self._courier.post(partial(failed, error))
            else:
                self._courier.post(partial(done, result))

        self._pool.start(job)

    def finish(self, timeout_s: float = 5.0) -> bool:
        """Wait for running work, whose outcome nobody hears: the screens that wanted it go.

        Returns:
            False when some was still going on after `timeout_s`.
        """
        self._courier.close()
        return self._pool.waitForDone(round(timeout_s * 1000))
