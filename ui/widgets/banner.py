"""A notice across the page: icon, words and a colour, never a colour alone."""

from typing import Final, Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.appearance import current_theme
from ui.icons import pixmap
from ui.widgets.restyle import set_property

Level = Literal["info", "success", "warning", "danger", "crisis"]

_ICONS: Final = {
    "info": "info-circle",
    "success": "circle-check",
    "warning": "alert-triangle",
    "danger": "alert-circle",
    "crisis": "alert-triangle",
}
_TOKENS: Final = {"crisis": "status.danger"}


class Banner(QFrame):
    """Says what happened and what to do; hidden while it has nothing to say."""

    def __init__(
        self, level: Level = "info", text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._level: Level = level
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setObjectName("bannerText")
        # Facts of a sentence come from elsewhere: none of them is markup.
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        row = QHBoxLayout(self)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.show_text(level, text)

    def show_text(self, level: Level, text: str) -> None:
        """Show a sentence, or hide when it is empty; assistive technology is told politely."""
        self._level = level
        set_property(self, "level", level)
        self._text.setText(text)
        self.setAccessibleName(text)
        self._draw()
        self.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Hide the banner."""
        self.show_text(self._level, "")

    def level(self) -> Level:
        """Return the level shown last."""
        return self._level

    def text(self) -> str:
        """Return the sentence, empty while hidden."""
        return self._text.text()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_text"):
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        size = round(current_theme().px("body") * 1.2)
        token = _TOKENS.get(self._level, f"status.{self._level}")
        self._icon.setPixmap(pixmap(_ICONS[self._level], token, size))
