"""The arrow between a number and its counter, drawn so that it needs no font."""

from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.appearance import current_theme

_NARROW: Final = 0.8


class Arrow(QWidget):
    """A solid triangle that points on in the direction of reading, or down."""

    def __init__(self, px: int, ink: str | None = None, parent: QWidget | None = None) -> None:
        """Make an arrow of `px` pixels of the design in a colour token."""
        super().__init__(parent)
        self._px = px
        self._ink = ink if ink is not None else "text.primary"
        self._factor = 1.0
        self._down = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_look(self, px: int, factor: float, *, down: bool) -> None:
        """Set the size of the design, the screen's factor and the direction."""
        self._px, self._factor, self._down = px, factor, down
        self.updateGeometry()
        self.update()

    def set_ink(self, ink: str) -> None:
        """Show in another colour of the theme."""
        self._ink = ink
        self.update()

    def sizeHint(self) -> QSize:
        side = max(4, round(self._px * self._factor))
        short = round(side * _NARROW)
        return QSize(side, short) if self._down else QSize(short, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        width, height = float(self.width()), float(self.height())
        if self._down:
            points = [QPointF(0, 0), QPointF(width, 0), QPointF(width / 2, height)]
        elif self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            points = [QPointF(width, 0), QPointF(width, height), QPointF(0, height / 2)]
        else:
            points = [QPointF(0, 0), QPointF(0, height), QPointF(width, height / 2)]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current_theme().color(self._ink)))
        painter.drawPolygon(QPolygonF(points))
        painter.end()
