"""What was typed, in framed groups."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.shell.look import Look

_CHARACTER = 62.0
_PAD = 22.0
_GAP = 28.0


class Boxes(QLabel):
    """Groups of characters in frames, `_` for what is still to come; always left to right.

    Args:
        name: The object's name.
        between: Drawn between groups, such as the colon of a time.
    """

    def __init__(self, name: str, *, between: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._between = between
        self._groups: list[str] = []
        self._look: Look | None = None

    def show_groups(self, groups: list[str]) -> None:
        """Show what was typed."""
        self._groups = groups
        self.setText((self._between or " ").join(groups))
        self.update()

    def dress(self, look: Look) -> None:
        """Take a look; the frames shrink together where they must."""
        self._look = look
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frames in the middle, the next free place marked by a thicker line."""
        if self._look is None or not self._groups:
            return
        look = self._look
        size = look.canvas.text(72)
        unit = _CHARACTER * size / 72
        count = sum(len(group) for group in self._groups)
        gap = _GAP * 2 if self._between else _GAP
        wide = count * unit + len(self._groups) * 2 * _PAD + (len(self._groups) - 1) * gap
        factor = min(1.0, self.width() / max(1.0, wide * look.canvas.scale))
        scale = look.canvas.scale * factor
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font(size * factor, 600))
        high = min(self.height() - 4.0, size * 1.5 * scale)
        x = (self.width() - wide * scale) / 2
        y = (self.height() - high) / 2
        free = True
        for index, group in enumerate(self._groups):
            frame = QRectF(x, y, (len(group) * unit + 2 * _PAD) * scale, high)
            painter.setPen(QPen(look.color("border.control"), max(1.0, 3 * look.canvas.scale)))
            painter.setBrush(look.color("bg.surface"))
            painter.drawRoundedRect(frame, 8 * scale, 8 * scale)
            for place, character in enumerate(group):
                cell = QRectF(x + (_PAD + place * unit) * scale, y, unit * scale, high)
                if character == "_":
                    self._draw_place(painter, look, cell, marked=free)
                    free = False
                else:
                    painter.setPen(look.color("text.primary"))
                    painter.drawText(cell, int(Qt.AlignmentFlag.AlignCenter.value), character)
            x = frame.right()
            if self._between and index < len(self._groups) - 1:
                space = QRectF(x, y, gap * scale, high)
                painter.setPen(look.color("text.primary"))
                painter.drawText(space, int(Qt.AlignmentFlag.AlignCenter.value), self._between)
            x += gap * scale

    def _draw_place(self, painter: QPainter, look: Look, cell: QRectF, *, marked: bool) -> None:
        token = "action.bg" if marked else "border.control"
        line = QPen(look.color(token), (8 if marked else 3) * look.canvas.scale)
        painter.setPen(line)
        inset = cell.width() * 0.16
        y = cell.bottom() - cell.height() * 0.2
        painter.drawLine(
            round(cell.left() + inset), round(y), round(cell.right() - inset), round(y)
        )
