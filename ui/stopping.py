"""Ends a program in order when the system asks for it: SIGTERM, or Ctrl+C in its terminal."""

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

_ENOUGH = 64


class SignalStop(QObject):
    """Lives with the application and ends it, with exit code 0, at the first signal.

    Python runs its handlers only between two of its own steps, and an idle Qt program takes none:
    a byte on a socket wakes it.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._reading, self._writing = socket.socketpair()
        for end in (self._reading, self._writing):
            end.setblocking(False)
        signal.set_wakeup_fd(self._writing.fileno(), warn_on_full_buffer=False)
        self._waker = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read, self)
        self._waker.activated.connect(self._woken)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)

    def _woken(self) -> None:
        self._reading.recv(_ENOUGH)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        # Unlike a quit it asks no window first: an open question must not hold up the machine.
        # Through the loop, which may be yet to start.
        QTimer.singleShot(0, self._app, lambda: self._app.exit(0))


def stop_on_signals(app: QApplication) -> None:
    """Have SIGTERM and SIGINT end the application's event loop."""
    SignalStop(app)
