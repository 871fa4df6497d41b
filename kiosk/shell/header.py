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
        left, beside = MARGIN, MARGIN + width * 0.62
        # Large text needs every line to the edge; otherwise the top keeps its margin.
        site, clock, date, state = (
            ((8, 132), (2, 60), (62, 78), (139, 77))
            if look.canvas.large
            else ((24, 112), (22, 60), (82, 56), (142, 66))
        )
        for words, box in (
            (self.site, Box(left, site[0], width * 0.61, site[1])),
            (self.clock, Box(beside, clock[0], width * 0.38, clock[1])),
            (self.date, Box(beside, date[0], width * 0.38, date[1])),
            (self.state, Box(left, state[0], width, state[1])),
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
