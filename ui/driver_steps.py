"""The steps of the automation port: find a widget that a person could reach, and act on it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from PySide6.QtCore import QElapsedTimer, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QTextEdit,
    QWidget,
)

_POLL_MS: Final = 30
_MAX_WAIT_S: Final = 600.0


class Refusal(Exception):
    """A step cannot be carried out; the text says why."""


class Waiting(QObject):
    """A wait that goes on while the program runs.

    Signals:
        ended: The answer to send.
    """

    ended = Signal(dict)

    def __init__(self, steps: "Steps", name: str, pattern: str, timeout_s: float) -> None:
        super().__init__()
        self._steps = steps
        self._name = name
        try:
            self._pattern = re.compile(pattern)
        except re.error as error:
            raise Refusal(f"not a pattern: {error}") from error
        self._timeout_s = min(timeout_s, _MAX_WAIT_S)
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Look now, then every 30 ms."""
        self._since.start()
        self._timer.start()
        self._look()

    def _look(self) -> None:
        texts = [text_of(widget) for widget in self._steps.shown(self._name)]
        for text in texts:
            if self._pattern.search(text):
                self._end({"ok": True, "text": text})
                return
        if self._since.elapsed() > self._timeout_s * 1000:
            last = f"it shows {texts}" if texts else "it is not on the screen"
            self._end({"ok": False, "error": f"{self._name} never matched: {last}"})

    def _end(self, answer: dict[str, Any]) -> None:
        self._timer.stop()
        self.ended.emit(answer)
        self.deleteLater()


class Steps:
    """Carries out the steps on the windows of one application."""

    def __init__(self, app: QApplication) -> None:
        self._app = app

    def carry_out(self, step: Mapping[str, Any]) -> dict[str, Any] | Waiting:
        """Do one step; a wait is returned, to be started by the caller.

        Raises:
            Refusal: It cannot be done.
        """
        match step:
            case {"do": "click", "name": str(name)}:
                return self._click(name, step.get("text"))
            case {"do": "type", "text": str(text)}:
                return self._type(text, step.get("name"))
            case {"do": "key", "key": str(key)}:
                return self._key(key)
            case {"do": "wait", "name": str(name)}:
                timeout_s = float(step.get("timeout_s", 10.0))
                return Waiting(self, name, str(step.get("text", "")), timeout_s)
            case {"do": "read", "name": str(name)}:
                return {"text": text_of(self._one(name, None))}
            case {"do": "tree"}:
                return {"widgets": [_described(widget) for widget in self._everything()]}
            case {"do": "grab", "path": str(path)}:
                return self._grab(path)
            case _:
                raise Refusal(f"unknown step {step.get('do')!r}")

    def shown(self, name: str) -> list[QWidget]:
        """Return the visible widgets of that object name."""
        return [widget for widget in self._everything() if widget.objectName() == name]

    def _everything(self) -> Iterator[QWidget]:
        for window in self._app.topLevelWidgets():
            if window.isVisible():
                inside = [window, *window.findChildren(QWidget)]
                # A dialog is a child of its window and a window of its own: count it once.
                yield from (
                    widget
                    for widget in inside
                    if widget.objectName() and widget.isVisible() and widget.window() is window
                )

    def _one(self, name: str, text: object) -> QWidget:
        found = self.shown(name)
        if text is not None:
            found = [widget for widget in found if text_of(widget) == str(text)]
        # A dialog hides what stands behind it from a person, so also from the driver.
        modal = self._app.activeModalWidget()
        if modal is not None:
            found = [widget for widget in found if widget.window() is modal]
        wanted = name if text is None else f"{name} with the text {text!r}"
        if not found:
            raise Refusal(f"{wanted} is not on the screen")
        if len(found) > 1:
            raise Refusal(f"{wanted} is on the screen {len(found)} times")
        return found[0]

    def _click(self, name: str, text: object) -> dict[str, Any]:
        widget = self._one(name, text)
        if not widget.isEnabled():
            raise Refusal(f"{name} is disabled")
        spot = _clickable_point(widget)
        # Later, so that a click that opens a dialog does not keep the answer back.
        QTimer.singleShot(
            0,
            widget,
            lambda: QTest.mouseClick(
                widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot
            ),
        )
        return {}

    def _type(self, text: str, name: object) -> dict[str, Any]:
        if name is not None:
            widget = self._one(str(name), None)
            if not widget.isEnabled():
                raise Refusal(f"{name} is disabled")
            widget.window().activateWindow()
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            widget = self._focused()
        QTimer.singleShot(0, widget, lambda: QTest.keyClicks(widget, text))
        return {}

    def _key(self, key: str) -> dict[str, Any]:
        sequence = QKeySequence(key, QKeySequence.SequenceFormat.PortableText)
        if sequence.count() != 1:
            raise Refusal(f"{key!r} is not one key")
        chord = sequence[0]  # type: ignore[index]  # the stubs do not know it
        if chord.key() == Qt.Key.Key_unknown:
            raise Refusal(f"{key!r} is not a key")
        widget = self._focused()
        QTimer.singleShot(
            0, widget, lambda: QTest.keyClick(widget, chord.key(), chord.keyboardModifiers())
        )
        return {}

    def _focused(self) -> QWidget:
        modal = self._app.activeModalWidget()
        widget = self._app.focusWidget()
        if widget is not None and (modal is None or widget.window() is modal):
            return widget
        window = modal or self._main_window()
        window.activateWindow()
        inner: QWidget | None = window.focusWidget()
        return inner if inner is not None else window

    def _grab(self, path: str) -> dict[str, Any]:
        window = self._app.activeModalWidget() or self._main_window()
        if not window.grab().save(path, "PNG"):
            raise Refusal(f"cannot write {path}")
        return {"width": window.width(), "height": window.height()}

    def _main_window(self) -> QWidget:
        windows = [
            window
            for window in self._app.topLevelWidgets()
            if window.isVisible() and window.isWindow() and not isinstance(window, QMenu)
        ]
        if not windows:
            raise Refusal("no window is open")
        return max(windows, key=lambda window: window.width() * window.height())


def text_of(widget: QWidget) -> str:
    """Return what a person reads on a widget, its accessible name where it draws itself."""
    match widget:
        case QLineEdit() | QLabel() | QAbstractButton():
            text = widget.text()
        case QComboBox():
            text = widget.currentText()
        case QPlainTextEdit() | QTextEdit():
            text = widget.toPlainText()
        case _:
            own = getattr(widget, "text", None)
            text = str(own()) if callable(own) else ""
    return text or widget.accessibleName()


def _clickable_point(widget: QWidget) -> QPoint:
    visible = widget.visibleRegion().boundingRect()
    if visible.isEmpty():
        raise Refusal(f"{widget.objectName()} is covered or scrolled away")
    centre = QRect(visible).center()
    if isinstance(widget, QCheckBox | QRadioButton):
        # Only its box and words take a click, not the blank that a wide layout adds.
        option = QStyleOptionButton()
        widget.initStyleOption(option)
        element = (
            QStyle.SubElement.SE_CheckBoxClickRect
            if isinstance(widget, QCheckBox)
            else QStyle.SubElement.SE_RadioButtonClickRect
        )
        centre = visible.intersected(
            widget.style().subElementRect(element, option, widget)
        ).center()
    top = widget.window().childAt(widget.mapTo(widget.window(), centre))
    if top is not None and top is not widget and not widget.isAncestorOf(top):
        raise Refusal(f"{widget.objectName()} is covered by {top.objectName() or type(top)}")
    return centre


def _described(widget: QWidget) -> dict[str, Any]:
    corner = widget.mapTo(widget.window(), QPoint(0, 0))
    return {
        "name": widget.objectName(),
        "kind": type(widget).__name__,
        "text": text_of(widget),
        "enabled": widget.isEnabled(),
        "checked": isinstance(widget, QAbstractButton) and widget.isChecked(),
        "rect": [corner.x(), corner.y(), widget.width(), widget.height()],
    }
