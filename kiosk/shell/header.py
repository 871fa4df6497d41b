"""The top of every page: whose kiosk this is, the server's time, and how things stand."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kiosk.shell.canvas import MARGIN, WIDTH, Box
from kiosk.shell.look import Look
from kiosk.shell.page import on_screen
from kiosk.shell.words import Words


class Header(QWidget):
    """Site name, clock, date, and one line when something is not as usual."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        start = Qt.AlignmentFlag.AlignLeft
        end = Qt.AlignmentFlag.AlignRight
        self.site = Words("siteName", "body", align=start, parent=self)
        self.clock = Words("clock", "body", align=end, parent=self)
        self.date = Words("date", "small", color="text.secondary", align=end, parent=self)
        self.state = Words("stateLine", "small", color="status.warning", align=start, parent=self)
        self._look: Look | None = None

    def dress(self, look: Look) -> None:
        """Take a look and lay the texts out."""
        self._look = look
        width = WIDTH - 2 * MARGIN
        for words, box in (
            (self.site, Box(MARGIN, 8, width * 0.61, 132)),
            (self.clock, Box(MARGIN + width * 0.62, 2, width * 0.38, 60)),
            (self.date, Box(MARGIN + width * 0.62, 62, width * 0.38, 78)),
            (self.state, Box(MARGIN, 139, width, 77)),
        ):
            words.setGeometry(on_screen(look.canvas, box, self.layoutDirection()))
            words.dress(look)

    def show_site(self, name: str) -> None:
        """Name the post."""
        self._set(self.site, name)

    def show_clock(self, time: str, date: str) -> None:
        """Show the server's time and day."""
        self._set(self.clock, time)
        self._set(self.date, date)

    def show_state(self, text: str) -> None:
        """Say what is not as usual; "" when all is well."""
        self._set(self.state, text)

    def _set(self, words: Words, text: str) -> None:
        if words.text() != text:
            words.setText(text)
            if self._look is not None:
                words.dress(self._look)
