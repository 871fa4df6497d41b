"""The question before a session ends by itself: "more time?"."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent

from kiosk.shell.button import TapGuard
from kiosk.shell.canvas import GAP, MARGIN, WIDTH, Box
from kiosk.shell.look import Look
from kiosk.shell.page import Page, on_screen


class Question(Page):
    """Covers the page that is about to end; one touch anywhere else keeps it too.

    Signals:
        more_time: The person is still there.
        ended: The person says that they are done.
    """

    more_time = Signal()
    ended = Signal()

    def __init__(self, guard: TapGuard) -> None:
        super().__init__("question", guard)
        self.title = self.words("questionTitle", "title")
        self.left = self.words("questionLeft", "body", color="text.secondary")
        self.more = self.button("moreTime", icon="clock", kind="primary")
        self.end = self.button("endSession", icon="x")
        self.more.tapped.connect(self.more_time)
        self.end.tapped.connect(self.ended)
        self._left_s = 0

    def show_left(self, left_s: int) -> None:
        """Renew the seconds."""
        self._left_s = left_s
        self.left.setText(self._left_text())
        if self.look is not None:
            self.left.dress(self.look, self.left.drawn_px or None)

    def retranslate(self) -> None:
        self.title.setText(self.tr("Do you need more time?"))
        self.left.setText(self._left_text())
        self.more.set_words(self.tr("Yes, more time"))
        self.end.set_words(self.tr("No, I have finished"))

    def arrange(self, look: Look) -> None:
        controls = look.canvas.controls_from_below(2 * 140 + GAP)
        info = Box(MARGIN, look.canvas.reach - 520, WIDTH - 2 * MARGIN, 480)
        top = Box(controls.x, look.canvas.reach, controls.width, controls.height)
        self.place_column([self.title, self.left], info)
        self.place_button(self.more, top.column(2, 0))
        self.place_button(self.end, top.column(2, 1))
        self._panel = Box(0, info.y - 24, WIDTH, top.bottom + 48 - info.y)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch beside the buttons is an answer too: somebody is there."""
        event.accept()
        self.more_time.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        """Keep the focus between the two answers."""
        first, second = (self.more, self.end) if forward else (self.end, self.more)
        (second if first.hasFocus() else first).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _left_text(self) -> str:
        return self.tr("This screen starts again in {n} seconds.").format(n=self._left_s)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Veil the page and draw a quiet panel behind the question."""
        if self.look is None:
            return
        painter = QPainter(self)
        veil = QColor(self.look.theme.color("bg.canvas"))
        veil.setAlpha(215)
        painter.fillRect(self.rect(), veil)
        panel = on_screen(self.look.canvas, self._panel, Qt.LayoutDirection.LeftToRight)
        painter.fillRect(panel, self.look.color("bg.surface"))
        painter.fillRect(panel.adjusted(0, 0, 0, 3 - panel.height()), self.look.color("action.bg"))
        painter.fillRect(panel.adjusted(0, panel.height() - 3, 0, 0), self.look.color("action.bg"))
