"""Qt's timers as the presenters see them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class _Once(QTimer):
    """A single shot that may be cancelled at any time, also after it fired."""

    def __init__(self, owner: QObject, delay_ms: int, callback: Callable[[], None]) -> None:
        super().__init__(owner)
        self._callback: Callable[[], None] | None = callback
        self.setSingleShot(True)
        self.timeout.connect(self._fire)
        self.start(delay_ms)

    def cancel(self) -> None:
        """Forget the callback."""
        if self._callback is not None:
            self._callback = None
            self.stop()
            self.deleteLater()

    def _fire(self) -> None:
        callback, self._callback = self._callback, None
        self.deleteLater()
        if callback is not None:
            callback()


class QtTimers:
    """Calls back once, on the thread of its owner; nothing is called after the owner is gone."""

    def __init__(self, owner: QObject) -> None:
        self._owner = owner

    def after(self, delay_ms: int, callback: Callable[[], None]) -> Callable[[], None]:
        """Call `callback` once in `delay_ms` milliseconds; the answer cancels it."""
        return _Once(self._owner, delay_ms, callback).cancel
