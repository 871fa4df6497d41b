"""How a page looks now: its canvas, its colours, its fonts."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication

from kiosk.shell.canvas import Canvas
from ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Look:
    """What every widget of a page is dressed with."""

    canvas: Canvas
    theme: Theme

    def color(self, token: str) -> QColor:
        return QColor(self.theme.color(token))

    def font(self, design_px: float, weight: int) -> QFont:
        """Return the program's font at a size in design pixels; `weight` 400, 600 or 700."""
        font = QFont(QApplication.font())
        font.setPixelSize(max(1, self.canvas.px(design_px)))
        font.setWeight(QFont.Weight(weight))
        return font
