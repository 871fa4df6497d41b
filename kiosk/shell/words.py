"""Text on a page: sized by the page, broken at words, coloured by a token."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.shell.canvas import Box
from kiosk.shell.fitting import Lines, fitting_px, wrapped_size
from kiosk.shell.look import Look

SIZES = {"number": 280.0, "title": 72.0, "action": 52.0, "body": 40.0, "small": 32.0}
WEIGHTS = {"number": 700, "title": 700, "action": 600, "body": 400, "small": 400}
# A number has no descenders: its line needs little more than the height of its capitals.
_NUMBER_LINE = 0.86


class Words(QLabel):
    """A text whose size and place its page decides.

    Args:
        name: The object's name, stable for tests and automation.
        role: `number`, `title`, `action`, `body` or `small`.
        color: A colour token.
    """

    def __init__(
        self,
        name: str,
        role: str = "body",
        *,
        color: str = "text.primary",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.role = role
        self.tone = color
        self.align = align
        self.drawn_px = 0.0
        self._look: Look | None = None

    def nominal(self, look: Look) -> float:
        """Return the size wished for, in design pixels."""
        return SIZES["number"] if self.role == "number" else look.canvas.text(SIZES[self.role])

    def floor(self, look: Look) -> float:
        """Return the least size allowed, in design pixels."""
        return 200.0 if self.role == "number" else look.canvas.floor

    def height_at(self, look: Look, design_px: float, width: int) -> int:
        """Return the height that the text needs at a size, in screen pixels."""
        if not self.text():
            return 0
        _, height = wrapped_size(self.text(), look.font(design_px, WEIGHTS[self.role]), width)
        return round(look.canvas.px(design_px) * _NUMBER_LINE) if self.role == "number" else height

    def dress(self, look: Look, design_px: float | None = None) -> None:
        """Take a look, and a size that the page has found; without one, fit the own geometry."""
        self._look = look
        self.drawn_px = design_px or fitting_px(
            look,
            self.text(),
            nominal=self.nominal(look),
            weight=WEIGHTS[self.role],
            width=self.width(),
            height=self.height(),
            floor=self.floor(look),
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text with the page's font, whatever the style sheet says."""
        if self._look is None or not self.text():
            return
        painter = QPainter(self)
        painter.setPen(self._look.color(self.tone))
        lines = Lines(
            self.text(),
            self._look.font(self.drawn_px, WEIGHTS[self.role]),
            self.width(),
            align=self.align,
            direction=self.layoutDirection(),
        )
        # The line of a big number is set tighter than others: it hangs over, in the middle.
        lines.draw(painter, self.rect(), Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one text of a column stands, in design pixels, and its size."""

    words: Words
    box: Box
    design_px: float


def set_column(
    look: Look, texts: list[Words], box: Box, *, gap: float = 20, top: bool = False
) -> list[Placed]:
    """Set texts one under another in a box, all smaller by the same factor if they must.

    Empty texts take no room. The column stands in the middle of the box, or at its top.
    """
    shown = [words for words in texts if words.text()]
    width = look.canvas.px(box.width)
    sizes: list[float] = []
    heights: list[int] = []
    for step in range(40):
        factor = 1 - step * 0.02
        sizes = [max(w.floor(look), w.nominal(look) * factor) for w in shown]
        heights = [w.height_at(look, s, width) for w, s in zip(shown, sizes, strict=True)]
        room = box.height - gap * factor * max(0, len(shown) - 1)
        if sum(heights) <= room * look.canvas.scale and _none_too_wide(look, shown, sizes, width):
            break
    shrunk = [size / words.nominal(look) for words, size in zip(shown, sizes, strict=True)]
    gap *= min([1.0, *shrunk])
    tall = sum(heights) / look.canvas.scale + gap * max(0, len(shown) - 1)
    y = box.y if top else box.y + max(0.0, (box.height - tall) / 2)
    placed = []
    for words, size, height in zip(shown, sizes, heights, strict=True):
        placed.append(Placed(words, Box(box.x, y, box.width, height / look.canvas.scale), size))
        y += height / look.canvas.scale + gap
    return placed


def _none_too_wide(look: Look, texts: list[Words], sizes: list[float], width: int) -> bool:
    return all(
        wrapped_size(words.text(), look.font(size, WEIGHTS[words.role]), width)[0] <= width
        for words, size in zip(texts, sizes, strict=True)
    )
