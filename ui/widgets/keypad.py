"""A key pad on the screen, for references and times: digits, and letters page by page."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from ui.appearance import current_theme
from ui.icons import icon

_DIGITS: Final = "1234567890"
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PAGE: Final = 9


class Keypad(QWidget):
    """Keys that act on release; the layout stays left to right in every language.

    Signals:
        pressed: A key was pressed; the argument is its character.
        erased: The last character is to go.
        accepted: OK was pressed.
    """

    pressed = Signal(str)
    erased = Signal()
    accepted = Signal()

    def __init__(
        self,
        digits: str = _DIGITS,
        *,
        letters: bool = False,
        columns: int = 3,
        parent: QWidget | None = None,
    ) -> None:
        """Lay out the keys.

        Args:
            digits: The digit keys, in order; the last one stands between "erase" and "OK".
            letters: Whether pages with A to Z can be turned to.
            columns: 3 for the usual pad, 6 for the low one of two rows.
            parent: The owner.
        """
        super().__init__(parent)
        # A pad is used like a telephone: it is not mirrored for Arabic.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._digits = digits
        self._letters = letters
        self._columns = columns
        self._page = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.erase = self._make("keypadErase", "backspace")
        self.erase.clicked.connect(self.erased)
        self.accept = self._make("keypadOk", "check")
        self.accept.setProperty("kind", "primary")
        self.accept.clicked.connect(self.accepted)
        self.turn = self._make("keypadTurn", "keyboard")
        self.turn.clicked.connect(self._turn)
        self.turn.setVisible(letters)
        self._keys: list[QPushButton] = []
        self._fill()
        self._name()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_keys"):
            self._dress()
        super().changeEvent(event)

    def _make(self, name: str, glyph: str = "") -> QPushButton:
        key = QPushButton(self)
        key.setObjectName(name)
        key.setProperty("kind", "key")
        key.setProperty("glyph", glyph)
        key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        return key

    def _characters(self) -> str:
        if self._page == 0:
            return self._digits
        start = (self._page - 1) * _PAGE
        return _LETTERS[start : start + _PAGE]

    def _turn(self) -> None:
        pages = 1 + -(-len(_LETTERS) // _PAGE)
        self._page = (self._page + 1) % pages
        self._fill()
        self._name()

    def _fill(self) -> None:
        for key in self._keys:
            self._grid.removeWidget(key)
            key.hide()
            key.deleteLater()
        self._keys = []
        characters = self._characters()
        for character in characters:
            key = self._make(f"keypad{character}")
            key.setText(character)
            key.setAccessibleName(character)
            key.clicked.connect(lambda _=False, c=character: self.pressed.emit(c))
            self._keys.append(key)
        # The usual pad ends in erase, 0, OK; a letter page in erase and OK alone.
        body, last = (self._keys[:-1], self._keys[-1:]) if self._page == 0 else (self._keys, [])
        order: list[QPushButton] = [*body, self.erase, *last, self.accept]
        if self._letters:
            order.append(self.turn)
        for key in (self.erase, self.accept, self.turn):
            self._grid.removeWidget(key)
        for place, key in enumerate(order):
            self._grid.addWidget(key, place // self._columns, place % self._columns)
            key.setVisible(True)
        previous: QPushButton | None = None
        for key in order:
            if previous is not None:
                QWidget.setTabOrder(previous, key)
            previous = key
        self._dress()

    def _dress(self) -> None:
        self._grid.setSpacing(current_theme().px("gap"))
        side = current_theme().px("action")
        for key, glyph, token in (
            (self.erase, "backspace", "text.primary"),
            (self.accept, "check", "text.onAction"),
        ):
            key.setIcon(icon(glyph, token, side))
            key.setIconSize(key.icon().availableSizes()[0])

    def _name(self) -> None:
        self.erase.setAccessibleName(self.tr("Erase the last character"))
        self.erase.setText("")
        self.accept.setText(self.tr("OK"))
        self.accept.setAccessibleName(self.tr("OK"))
        self.turn.setText(self.tr("123") if self._page else self.tr("ABC"))
        self.turn.setAccessibleName(self.tr("Other keys"))
