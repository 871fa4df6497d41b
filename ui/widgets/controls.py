"""Small controls: a choice with an arrow of the theme's colour, a button that is never cut."""

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QPushButton

from ui.appearance import current_theme
from ui.icons import pixmap

_DRESSED: Final = frozenset({QEvent.Type.Polish, QEvent.Type.StyleChange, QEvent.Type.FontChange})


class ChoiceBox(QComboBox):
    """A choice of one; the arrow is drawn in the theme's colour."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = current_theme().px("icon")
        colour = "text.primary" if self.isEnabled() else "text.secondary"
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = current_theme().px("gap") if mirrored else self.width() - side - 6
        painter = QPainter(self)
        painter.drawPixmap(left, (self.height() - side) // 2, pixmap("chevron-down", colour, side))
        painter.end()


class TextButton(QPushButton):
    """A button that is never narrower than its words."""

    def setText(self, text: str) -> None:  # noqa: N802 - an override of Qt
        """Show a text and ask for its room."""
        super().setText(text)
        self._ask_for_room()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in _DRESSED:
            self._ask_for_room()
        return done

    def _ask_for_room(self) -> None:
        # Set, not hinted: the least width of the style sheet goes before any hint.
        self.setMinimumWidth(self.sizeHint().width())
