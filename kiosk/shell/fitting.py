"""Finding the greatest text size that fits, so that no language is ever cut off."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

from kiosk.shell.look import Look

_FLAGS = Qt.TextFlag.TextWordWrap
_TALLEST = 100_000


def wrapped_size(text: str, font: QFont, width: int) -> tuple[int, int]:
    """Return width and height of a text that is broken at words, in screen pixels."""
    box = QFontMetrics(font).boundingRect(
        QRect(0, 0, max(1, width), _TALLEST), int(_FLAGS.value), text
    )
    return box.width(), box.height()


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
