"""A pictogram drawn large on a page."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.shell.look import Look
from ui.icons import coloured_pixmap


class Picture(QWidget):
    """A pictogram in the middle of its place; it says nothing that the texts do not say."""

    def __init__(
        self, name: str, icon: str, *, color: str = "action.text", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.pictogram = icon
        self.tone = color
        self._look: Look | None = None

    def dress(self, look: Look) -> None:
        """Take a look."""
        self._look = look
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pictogram as large as the place allows."""
        if self._look is None or not self.pictogram:
            return
        side = min(self.width(), self.height())
        if side > 0:
            picture = coloured_pixmap(self.pictogram, self._look.theme.color(self.tone), side)
            QPainter(self).drawPixmap(
                (self.width() - side) // 2, (self.height() - side) // 2, picture
            )
