"""What a program does with a fault: a known one is told, a bug ends it behind a neutral screen."""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

_log = logging.getLogger(__name__)

EXIT_BUG: Final = 70
"""Exit code after a bug; whatever watches the program starts it again."""

NEUTRAL_SCREEN_MS: Final = 4000


class KnownFault(Exception):
    """Something outside the program is wrong; `str()` is the sentence to show."""


class CrashHandler(QObject):
    """Takes what no code caught, from any thread, and ends the program in order.

    Signals:
        told: A known fault to show; the argument is its sentence.
    """

    told = Signal(str)
    _caught = Signal(object)

    def __init__(self, app: QApplication, hold_ms: int = NEUTRAL_SCREEN_MS) -> None:
        super().__init__(app)
        self._app = app
        self._hold_ms = hold_ms
        self._screen: QWidget | None = None
        # Queued: the hook may run inside a paint event or on another thread.
        self._caught.connect(self._handle, Qt.ConnectionType.QueuedConnection)

    def catch(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take an exception that nobody caught; usable as `sys.excepthook`."""
        if issubclass(kind, KeyboardInterrupt):
            self._app.exit(0)
            return
        if not isinstance(error, KnownFault):
            # The message of an exception may hold what a person typed: only its type is logged.
            frames = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
            _log.critical("bug: %s at %s", kind.__name__, " < ".join(reversed(frames)))
        self._caught.emit(error if error is not None else kind())

    @Slot(object)
    def _handle(self, error: BaseException) -> None:
        if isinstance(error, KnownFault):
            self.told.emit(str(error))
            return
        if self._screen is not None:
            return
        self._screen = neutral_screen(
            QCoreApplication.translate("Crash", "One moment, please"),
            QCoreApplication.translate("Crash", "This screen is starting again."),
        )
        top = self._app.activeWindow()
        if top is not None:
            self._screen.setGeometry(top.geometry())
        for window in self._app.topLevelWidgets():
            if window is not self._screen:
                window.hide()
        self._screen.show()
        QTimer.singleShot(self._hold_ms, self, lambda: self._app.exit(EXIT_BUG))


def neutral_screen(title: str, text: str) -> QWidget:
    """Return a plain window with a title and one sentence, in the present theme."""
    window = QWidget()
    window.setObjectName("page")
    window.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    layout = QVBoxLayout(window)
    layout.addStretch()
    for role, name, words in (("title", "neutralTitle", title), ("body", "neutralText", text)):
        label = QLabel(words)
        label.setObjectName(name)
        label.setProperty("role", role)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(label)
    layout.addStretch()
    return window


def install_crash_handler(app: QApplication) -> CrashHandler:
    """Send everything that nobody catches, in any thread, to one handler."""
    handler = CrashHandler(app)
    sys.excepthook = handler.catch
    threading.excepthook = lambda caught: handler.catch(
        caught.exc_type, caught.exc_value, caught.exc_traceback
    )
    return handler


def run_guarded(start: Callable[[], int]) -> int:
    """Run a program's `main`: a known fault before the first window is one line and exit 2."""
    try:
        return start()
    except KnownFault as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
