"""Breaking a text into lines, and the greatest size at which it fits."""

import re
from typing import Final

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle

from kiosk.shell.look import Look

# The font's own lines are taller than its letters need, and twice as tall once a letter of
# another script stands in them: lines are set at a distance of our own.
LINE: Final = 1.34
_ARABIC_LINE: Final = 1.62
_ASCENT: Final = 1.04
_ARABIC: Final = re.compile("[\u0600-\u06ff]")
_LINE_BREAK: Final = "\u2028"


class Lines:
    """A text broken at words to a width in screen pixels.

    Attributes:
        width: Of the longest line; more than asked for where a single word is longer.
        height: Of all lines.
    """

    def __init__(
        self,
        text: str,
        font: QFont,
        width: int,
        *,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight,
    ) -> None:
        option = QTextOption(QStyle.visualAlignment(direction, align))
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        option.setTextDirection(direction)
        self._layout = QTextLayout(text.replace("\n", _LINE_BREAK), font)
        self._layout.setTextOption(option)
        em = font.pixelSize()
        pitch = em * (_ARABIC_LINE if _ARABIC.search(text) else LINE)
        down = (pitch - em * LINE) / 2 + em * _ASCENT
        count, longest = 0, 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, count * pitch + down - line.ascent()))
            longest = max(longest, line.naturalTextWidth())
            count += 1
        self._layout.endLayout()
        self.width = round(longest)
        self.height = round(count * pitch)

    def draw(self, painter: QPainter, room: QRect, align: Qt.AlignmentFlag) -> None:
        """Draw the lines at the top, in the middle or at the bottom of a room as wide."""
        slack = room.height() - self.height
        down = 0 if align & Qt.AlignmentFlag.AlignTop else slack
        if align & Qt.AlignmentFlag.AlignVCenter:
            down = slack // 2
        self._layout.draw(painter, QPointF(room.x(), room.y() + down))


def wrapped_size(text: str, font: QFont, width: int) -> tuple[int, int]:
    """Return width and height of a text that is broken at words, in screen pixels."""
    lines = Lines(text, font, width)
    return lines.width, lines.height


def fitting_px(
    look: Look, text: str, *, nominal: float, weight: int, width: int, height: int, floor: float
) -> float:
    """Return the greatest size from `nominal` down to `floor` at which a text fits.

    Args:
        look: Gives the fonts and the scale.
        text: What is to be drawn; broken at words.
        nominal: The size wished for, in design pixels.
        weight: 400, 600 or 700.
        width: Room in screen pixels.
        height: Room in screen pixels.
        floor: The least size, in design pixels; returned when nothing fits.
    """
    size = nominal
    while size > floor:
        wide, high = wrapped_size(text, look.font(size, weight), width)
        if wide <= width and high <= height:
            return size
        size -= 2
    return floor
