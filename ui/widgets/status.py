"""One line at the foot of a window with the latest messages, and all of them on demand."""

from collections import deque
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.widgets.elided import ElidedLabel

_KEPT: Final = 200
_SHOWN: Final = 2


class StatusLine(QFrame):
    """Messages stay readable: nothing pops up, nothing disappears by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._messages: deque[str] = deque(maxlen=_KEPT)
        self._line = ElidedLabel()
        self._line.setObjectName("statusLine")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(self._line, 1)

    def tell(self, time: str, text: str) -> None:
        """Add a message with the site's time, `10:16`; the newest stands first."""
        self._messages.appendleft(f"{time} {text}".strip())
        newest = list(self._messages)[:_SHOWN]
        self._line.set_whole_text(" · ".join(newest))
        # A polite announcement: the focus stays where it is.
        QAccessible.updateAccessibility(QAccessibleEvent(self._line, QAccessible.Event.NameChanged))

    def messages(self) -> list[str]:
        """Return the messages that are kept, newest first."""
        return list(self._messages)

    def text(self) -> str:
        """Return the line as it would show with room enough."""
        return self._line.whole_text()

    def add_widget(self, widget: QWidget) -> None:
        """Put a control, such as the button to the history, at the end of the line."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTrailing)
