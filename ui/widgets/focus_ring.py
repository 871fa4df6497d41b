"""A two-tone ring around the widget that the keyboard is on, in every window."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from ui.appearance import current_theme

_MOVES = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Up, Qt.Key.Key_Down})


class _Ring(QWidget):
    """The ring itself: above everything, deaf to mouse and keys."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("focusRing")

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = current_theme()
        outer, inner = theme.px("focus_outer"), theme.px("focus_inner")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for token, width, inset in (
            ("focus.inner", inner, outer + inner / 2),
            ("focus.outer", outer, outer / 2),
        ):
            painter.setPen(QPen(QColor(theme.color(token)), width))
            edge = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(edge, theme.px("radius"), theme.px("radius"))
        painter.end()


class FocusRing(QObject):
    """Moves the ring to the focused control after a key, and hides it after a touch."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._ring: _Ring | None = None
        self._target: QWidget | None = None
        self._by_key = False
        app.installEventFilter(self)
        app.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _MOVES and not self._by_key:
                self._by_key = True
                self._follow(None, self._app.focusWidget())
        elif kind in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin):
            self._by_key = False
            self._hide()
        elif watched is self._target and kind in (
            QEvent.Type.Resize,
            QEvent.Type.Move,
            QEvent.Type.Hide,
            QEvent.Type.Show,
        ):
            self._place()
        return False

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        if not self._by_key or not isinstance(new, QAbstractButton | QLineEdit | QComboBox):
            self._hide()
            return
        self._target = new
        self._place()

    def _place(self) -> None:
        target = self._target
        if target is None or not target.isVisible():
            self._hide()
            return
        window = target.window()
        if self._ring is None or self._ring.window() is not window:
            self._drop()
            self._ring = _Ring(window)
            self._ring.destroyed.connect(self._forget)
        theme = current_theme()
        margin = theme.px("focus_outer") + theme.px("focus_inner")
        corner = target.mapTo(window, target.rect().topLeft())
        self._ring.setGeometry(
            corner.x() - margin,
            corner.y() - margin,
            target.width() + 2 * margin,
            target.height() + 2 * margin,
        )
        self._ring.raise_()
        self._ring.show()

    def _hide(self) -> None:
        self._target = None
        if self._ring is not None:
            self._ring.hide()

    def _drop(self) -> None:
        if self._ring is not None:
            self._ring.destroyed.disconnect(self._forget)
            self._ring.deleteLater()
            self._ring = None

    def _forget(self) -> None:
        self._ring = None
        self._target = None
