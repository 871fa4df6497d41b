"""Notices that nobody has touched keys or mouse for some time."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

_MINUTE_MS: Final = 60_000
_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """Watches the whole application while it runs.

    Signals:
        idle: Nobody has touched anything for as long as was said; given once until `start`.
    """

    idle = Signal()

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.idle)
        app.installEventFilter(self)

    def start(self, minutes: int) -> None:
        """Begin to wait; each touch lets it begin anew."""
        self._timer.start(minutes * _MINUTE_MS)

    def stir(self) -> None:
        """Somebody is there, although nothing was touched."""
        if self._timer.isActive():
            self._timer.start()

    def left_ms(self) -> int:
        """Return how long it is until it counts as idle; below zero when it does not wait."""
        return self._timer.remainingTime()

    def stop(self) -> None:
        """Wait no more."""
        self._timer.stop()

    def close(self) -> None:
        """Let go of the application, which may go on: this watch is not used again."""
        self._timer.stop()
        self._app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take notice of a touch, and let it through."""
        if event.type() in _TOUCHES:
            self.stir()
        return super().eventFilter(watched, event)
