"""The list of the latest calls beside or below the panel."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from display.board.arrow import Arrow
from display.board.calls import HISTORY_PLACES
from display.board.scaling import Scale, set_gaps
from display.board.text import BoardText
from display.wording import FRENCH, sentence, spaced
from sync.contract.calls import BoardItem
from ui.appearance import current_theme


class RecentRow(QWidget):
    """One call: number, arrow, counter."""

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = BoardText(96, weight=600, align=Qt.AlignmentFlag.AlignLeft, tight=True)
        self.number.setObjectName(f"recentNumber{place + 1}")
        self.arrow = Arrow(40, "text.secondary")
        self.counter = BoardText(96, weight=600, align=Qt.AlignmentFlag.AlignRight, tight=True)
        self.counter.setObjectName(f"recentCounter{place + 1}")
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self.number, 68)
        self._layout.addWidget(self.arrow)
        self._layout.addWidget(self.counter, 32)
        self._filled = False

    def show_call(self, item: BoardItem | None) -> None:
        """Show a call, or nothing."""
        self._filled = item is not None
        self.number.set_text(spaced(item.number) if item else "")
        self.counter.set_text(item.counter if item else "")
        self.arrow.setVisible(item is not None)
        self.setAccessibleName(sentence(item, FRENCH) if item else "")
        self.update()

    def set_scale(self, scale: Scale) -> None:
        """Lay the row out for a screen."""
        px = 120 if scale.portrait else 96
        for text in (self.number, self.counter):
            text.set_px(px)
        self.arrow.set_look(px // 3, scale.factor, down=False)
        self._layout.setSpacing(scale.px(20))
        side, above = scale.px(24), scale.px(8)
        self._layout.setContentsMargins(side, above, side, above)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if not self._filled:
            return
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.color("bg.surface")))
        painter.drawRoundedRect(self.rect(), theme.px("field_radius"), theme.px("field_radius"))
        painter.end()


class RecentCalls(QWidget):
    """The last four calls, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = BoardText(
            56, weight=600, ink="text.secondary", align=Qt.AlignmentFlag.AlignLeft
        )
        self.title.setObjectName("recentTitle")
        self.rows = [RecentRow(place) for place in range(HISTORY_PLACES)]
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self.title)
        for row in self.rows:
            self._layout.addWidget(row, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the words of the screen's language."""
        self.title.set_text(QCoreApplication.translate("RecentCalls", "Recent calls"))

    def show_calls(self, items: Sequence[BoardItem]) -> None:
        """Show the calls, newest first."""
        for place, row in enumerate(self.rows):
            row.show_call(items[place] if place < len(items) else None)

    def set_scale(self, scale: Scale) -> None:
        """Lay the list out for a screen."""
        self.title.setVisible(not scale.portrait)
        set_gaps(self._layout, scale, margin=0, gap=16)
        for row in self.rows:
            row.set_scale(scale)
