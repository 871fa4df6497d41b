"""Words on the board: drawn to the size of the screen, never cut off."""

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from ui.appearance import current_language, current_theme, font_families

_SMALLEST: Final = 0.35
_SHRINK: Final = 0.95
_TALL: Final = 100_000
_LINE: Final = 1.12
"""Lines in Arabic or Chinese are taller than Latin ones."""


class BoardText(QWidget):
    """A text in a size of the design, which follows the screen and shrinks rather than be cut.

    Args:
        px: Em size in pixels on the design's screen.
        weight: 400, 600 or 700.
        ink: Colour token.
        align: Where the text stands in its place.
        lines: How many lines there may be, at least 1.
        tight: Only the height of capitals counts: for numbers without descenders.
    """

    def __init__(
        self,
        px: int,
        *,
        weight: int = 400,
        ink: str | None = None,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignCenter,
        lines: int = 1,
        tight: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._px = px
        self._weight = QFont.Weight(weight)
        self._ink = ink if ink is not None else "text.primary"
        self._align = align | Qt.AlignmentFlag.AlignVCenter
        self._lines = lines
        self._tight = tight
        self._factor = 1.0
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def set_text(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def text(self) -> str:
        """Return the text."""
        return self._text

    def set_px(self, px: int) -> None:
        """Show in another size of the design."""
        if px != self._px:
            self._px = px
            self.updateGeometry()
            self.update()

    def set_align(self, align: Qt.AlignmentFlag) -> None:
        """Let the text stand elsewhere in its place."""
        self._align = align | Qt.AlignmentFlag.AlignVCenter
        self.update()

    def set_lines(self, lines: int) -> None:
        """Allow another number of lines."""
        self._lines = lines
        self.updateGeometry()
        self.update()

    def set_factor(self, factor: float) -> None:
        """Follow the screen: pixels there for each pixel of the design."""
        self._factor = factor
        self.updateGeometry()
        self.update()

    def set_ink(self, ink: str) -> None:
        """Show in another colour of the theme."""
        self._ink = ink
        self.update()

    def font_at(self, px: float) -> QFont:
        """Return the font in a size, in the families of the screen's language."""
        font = QFont()
        font.setFamilies(font_families(current_language()))
        font.setPixelSize(max(1, round(px)))
        font.setWeight(self._weight)
        return font

    def shown_px(self) -> float:
        """Return the em size on this screen, in its pixels, after shrinking."""
        return self._fitting(self.size())

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font_at(self._px * self._factor))
        width = max(map(metrics.horizontalAdvance, self._text.split("\n"))) + 2
        return QSize(round(width), self._height(metrics))

    def minimumSizeHint(self) -> QSize:
        # A crowded or odd screen makes every text smaller before it pushes one out.
        return QSize(1, max(1, round(self.sizeHint().height() * _SMALLEST)))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if not self._text:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setPen(QColor(current_theme().color(self._ink)))
        font = self.font_at(self._fitting(self.size()))
        painter.setFont(font)
        if self._tight:
            self._draw_tight(painter, QFontMetricsF(font))
        else:
            painter.drawText(self.rect(), self._flags(), self._text)
        painter.end()

    def _draw_tight(self, painter: QPainter, metrics: QFontMetricsF) -> None:
        free = self.width() - metrics.horizontalAdvance(self._text)
        x = free / 2
        align = QStyle.visualAlignment(self.layoutDirection(), self._align)
        if align & Qt.AlignmentFlag.AlignRight:
            x = free
        elif align & Qt.AlignmentFlag.AlignLeft:
            x = 0.0
        baseline = (self.height() + metrics.capHeight()) / 2
        painter.drawText(QPointF(x, baseline), self._text)

    def _height(self, metrics: QFontMetricsF) -> int:
        if self._tight:
            return round(metrics.capHeight() * 1.12)
        return round(metrics.height() * (_LINE if self._lines > 1 else 1.0) * self._lines)

    def _flags(self) -> int:
        wrap = Qt.TextFlag.TextWordWrap if self._lines > 1 else Qt.TextFlag.TextSingleLine
        return int(self._align) | int(wrap)

    def _fitting(self, room: QSize) -> float:
        """Return the largest size, up to the design's, in which all of the text is seen."""
        wanted = self._px * self._factor
        size = wanted
        while size > wanted * _SMALLEST and not self._fits(size, room):
            size *= _SHRINK
        return size

    def _fits(self, size: float, room: QSize) -> bool:
        metrics = QFontMetricsF(self.font_at(size))
        if self._tight:
            return (
                metrics.horizontalAdvance(self._text) <= room.width()
                and metrics.capHeight() <= room.height() + 1
            )
        if self._lines == 1:
            # A fallback font may be taller than the line; only the width can cut the text.
            fits_across = metrics.horizontalAdvance(self._text) <= room.width() + 1
            return fits_across and metrics.height() <= room.height() + 1
        area = QRectF(QRect(0, 0, room.width(), _TALL))
        flags = self._flags() & ~int(Qt.AlignmentFlag.AlignVCenter)
        needed = metrics.boundingRect(area, flags, self._text)
        return needed.width() <= room.width() + 1 and needed.height() <= room.height() + 1
