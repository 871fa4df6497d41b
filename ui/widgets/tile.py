"""A large button with an icon, a label and a note: the choices of a kiosk."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.appearance import current_theme
from ui.icons import pixmap
from ui.widgets.restyle import set_property


class TileButton(QPushButton):
    """A choice: an icon is never alone, its label always stands beside it.

    It acts on release; sliding off cancels, as with every Qt button.
    """

    def __init__(
        self, icon: str, label: str, note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "tile")
        self._icon_name = icon
        self._icon = QLabel()
        self._label = QLabel()
        self._note = QLabel()
        for part, name in ((self._icon, "icon"), (self._label, "label"), (self._note, "note")):
            part.setProperty("part", name)
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for words in (self._label, self._note):
            words.setWordWrap(True)
            words.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addStretch()
        texts.addWidget(self._label)
        texts.addWidget(self._note)
        texts.addStretch()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addLayout(texts, 1)
        self.pressed.connect(lambda: self._show_down(down=True))
        self.released.connect(lambda: self._show_down(down=False))
        self.set_content(icon, label, note)

    def set_content(self, icon: str, label: str, note: str = "") -> None:
        """Show another choice; the accessible name is label and note together."""
        self._icon_name = icon
        self._label.setText(label)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setAccessibleName(label)
        self.setAccessibleDescription(note)
        self._draw()

    def label(self) -> str:
        """Return the label."""
        return self._label.text()

    def note(self) -> str:
        """Return the note, empty when there is none."""
        return self._note.text()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.EnabledChange):
            self._draw()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        hint = self._row.sizeHint()
        return QSize(max(hint.width(), 240), max(self._height_for(hint.width()), hint.height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, max(self._height_for(self.width()), current_theme().px("target")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = self._height_for(event.size().width())
        if needed > event.size().height():
            self.updateGeometry()

    def _height_for(self, width: int) -> int:
        return max(self._row.heightForWidth(width), 0) if self._row.hasHeightForWidth() else 0

    def _show_down(self, *, down: bool) -> None:
        set_property(self, "down", "true" if down else "false")
        self._draw()

    def _draw(self) -> None:
        if not hasattr(self, "_row"):
            return
        theme = current_theme()
        gap, side = theme.px("gap"), theme.px("icon")
        down = self.property("down") == "true"
        usual = "action.text" if self.isEnabled() else "text.secondary"
        self._row.setContentsMargins(gap, gap // 2, gap, gap // 2)
        self._row.setSpacing(gap)
        self._icon.setFixedSize(side, side)
        self._icon.setPixmap(pixmap(self._icon_name, "text.onAction" if down else usual, side))
