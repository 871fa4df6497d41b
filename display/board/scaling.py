"""How the board follows the size of its screen."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QMargins, QSize
from PySide6.QtWidgets import QLayout, QWidget

from display.board.text import BoardText

_LONG: Final = 1920
_SHORT: Final = 1080


@dataclass(frozen=True, slots=True)
class Scale:
    """A screen: `portrait` or not, and its pixels for each pixel of the design."""

    portrait: bool
    factor: float

    def px(self, design: float) -> int:
        """Return a length of the design in pixels of this screen."""
        return max(1, round(design * self.factor))


def scale_for(size: QSize) -> Scale:
    """Return the scale of a window; taller than wide means portrait."""
    portrait = size.height() > size.width()
    width, height = (_SHORT, _LONG) if portrait else (_LONG, _SHORT)
    return Scale(portrait, max(0.1, min(size.width() / width, size.height() / height)))


def scale_texts(widget: QWidget, scale: Scale) -> None:
    """Let every text below a widget follow the screen."""
    for text in widget.findChildren(BoardText):
        text.set_factor(scale.factor)


def set_gaps(layout: QLayout, scale: Scale, *, margin: int | None = None, gap: int = 24) -> None:
    """Set the spacing and margins of a layout, in pixels of the design."""
    layout.setSpacing(scale.px(gap))
    if margin is not None:
        edge = scale.px(margin) if margin else 0
        layout.setContentsMargins(QMargins(edge, edge, edge, edge))
