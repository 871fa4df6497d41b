"""A visit state as a small tinted chip: glyph, label and colour together."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import coloured_pixmap
from ui.state_words import state_label
from ui.theme import state_colours

_GAP = 6


class StateChip(QWidget):
    """Shows one visit state."""

    def __init__(self, state: str = "waiting", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._state = state
        self.set_state(state)

    def set_state(self, state: str) -> None:
        """Show another state.

        Raises:
            ThemeError: The state is unknown.
        """
        state_colours(state)
        self._state = state
        self.setAccessibleName(state_label(state))
        self.updateGeometry()
        self.update()

    def state(self) -> str:
        """Return the state shown."""
        return self._state

    def text(self) -> str:
        """Return the word shown."""
        return state_label(self._state)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        height = metrics.height() + 2 * (_GAP // 2)
        width = metrics.horizontalAdvance(self.text()) + metrics.height() + 3 * _GAP + 2
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.set_state(self._state)
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        colours = state_colours(self._state)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(colours.bg))
        painter.setPen(QColor(colours.text) if colours.outline else QColor(colours.bg))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        side = QFontMetrics(self.font()).height() - 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        glyph_x = self.width() - _GAP - side if mirrored else _GAP
        painter.drawPixmap(
            glyph_x, (self.height() - side) // 2, coloured_pixmap(colours.icon, colours.text, side)
        )
        painter.setPen(QColor(colours.text))
        offset = 2 * _GAP + side
        area = self.rect().adjusted(*((_GAP, 0, -offset, 0) if mirrored else (offset, 0, -_GAP, 0)))
        painter.drawText(
            area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self.text()
        )
        painter.end()
