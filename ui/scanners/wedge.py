"""A reader that types like a keyboard, told from a person by its speed."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.scanners.scanner import MAX_BYTES, Scanner, payload

GAP_MS: Final = 50
"""Keys nearer together than this come from a reader; Windows' clock blurs shorter gaps."""

MINIMUM_LENGTH: Final = 6
_START_OF_TEXT: Final = "\x02"
_ENDS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class _Held:
    receiver: QWidget
    event: QKeyEvent


class WedgeScanner(Scanner):
    """Holds each key for up to 50 ms: a burst that ends in Enter is a code, the rest is typing.

    So a scan never lands in the field that has the focus, and typing is late by 50 ms at most.
    """

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._held: list[_Held] = []
        self._replaying = False
        self._swallow_release = False
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(GAP_MS)
        self._timer.timeout.connect(self._give_back)
        self._running = False

    @property
    def state(self) -> str:
        return "ok" if self._running else "absent"

    def start(self) -> None:
        if not self._running:
            self._running = True
            self._app.installEventFilter(self)
            self.found.emit()

    def stop(self) -> None:
        if self._running:
            self._running = False
            self._app.removeEventFilter(self)
            self._give_back()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The QWindow gets each key first; counting it there too would double every character.
        if self._replaying or not isinstance(watched, QWidget) or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyPress:
            return self._pressed(watched, event)
        if event.type() == QEvent.Type.KeyRelease and self._swallow_release:
            self._swallow_release = event.key() not in _ENDS
            return True
        return False

    def _pressed(self, receiver: QWidget, event: QKeyEvent) -> bool:
        if event.key() in _ENDS:
            return self._ended()
        if event.isAutoRepeat() or not self._is_character(event):
            self._give_back()
            return False
        if self._held and self._since.elapsed() > GAP_MS:
            self._give_back()
        if len(self._held) >= MAX_BYTES:
            self._give_back()
            return False
        self._held.append(_Held(receiver, event.clone()))
        self._since.restart()
        self._timer.start()
        return True

    def _ended(self) -> bool:
        text = payload("".join(held.event.text() for held in self._held))
        if len(text) < MINIMUM_LENGTH or self._since.elapsed() > GAP_MS:
            self._give_back()
            return False
        self._timer.stop()
        self._held.clear()
        self._swallow_release = True
        self.scanned.emit(text)
        return True

    def _give_back(self) -> None:
        """Hand the held keys to the widgets that they were meant for."""
        self._timer.stop()
        held, self._held = self._held, []
        self._replaying = True
        try:
            for each in held:
                self._app.sendEvent(each.receiver, each.event)
        finally:
            self._replaying = False

    @staticmethod
    def _is_character(event: QKeyEvent) -> bool:
        text = event.text()
        return bool(text) and (text == _START_OF_TEXT or text.isprintable())
