"""Keys for a reference: digits, and letters page by page where the site has them."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from kiosk.appointment.reference import DIGITS, LETTERS
from kiosk.shell.button import TapGuard
from kiosk.shell.canvas import GAP, Box
from kiosk.shell.look import Look
from kiosk.shell.page import Page

KEY_HEIGHT: Final = 132
_PADS: Final = ("1234567890", LETTERS[:10], LETTERS[10:20], LETTERS[20:])


class KeypadPage(Page):
    """A page with boxes above and keys below; also takes a keyboard's digits.

    Signals:
        key_pressed: One character.
        erased: Take the last character back.
        confirmed: OK.
    """

    key_pressed = Signal(str)
    erased = Signal()
    confirmed = Signal()

    def __init__(self, name: str, guard: TapGuard) -> None:
        super().__init__(name, guard)
        self.keys = [self.button(f"key_{digit}", kind="key") for digit in _PADS[0]]
        self.erase = self.button("keyErase", icon="backspace", kind="key")
        self.ok = self.button("keyOk", kind="primary")
        self.ok.compact = False
        self.erase.tapped.connect(self.erased)
        self.ok.tapped.connect(self.confirmed)
        for key in self.keys:
            key.tapped.connect(lambda key=key: self.key_pressed.emit(key.text()))
        self._pad = 0
        self._allowed = DIGITS
        self._complete = False

    def allow(self, characters: str, *, complete: bool) -> None:
        """Take only these keys; OK is ready when what was typed is complete."""
        self._allowed = characters
        self._complete = complete
        self._renew_keys()

    def next_pad(self) -> None:
        """Show the next letters, and after the last ones the digits again."""
        self._pad = (self._pad + 1) % len(_PADS)
        self._renew_keys()

    def reset_pad(self) -> None:
        """Show the digits."""
        self._pad = 0
        self._renew_keys()

    def retranslate(self) -> None:
        narrow = self.look is not None and self.look.canvas.lower
        self.erase.set_words("" if narrow else self.tr("Erase"))
        self.erase.setAccessibleName(self.tr("Erase"))
        self.ok.pictogram = "check" if narrow else ""
        self.ok.set_words("" if narrow else self.tr("OK"))
        self.ok.setAccessibleName(self.tr("OK"))

    def pad_box(self, look: Look, below: float) -> Box:
        """Return the room of the keys, above `below` design pixels of other controls."""
        zone = look.canvas.controls
        rows = 2 if look.canvas.lower else 4
        height = min(rows * KEY_HEIGHT + (rows - 1) * GAP, zone.height - below)
        return Box(zone.x, zone.bottom - below - height, zone.width, height)

    def arrange_keys(self, look: Look, box: Box) -> None:
        """Lay the keys out: 3 × 4, or 6 × 2 in the lower mode; digits never mirror."""
        columns, rows = (6, 2) if look.canvas.lower else (3, 4)
        wide = box.width if look.canvas.lower else min(box.width, 3 * 240 + 2 * GAP)
        grid = Box(box.x + (box.width - wide) / 2, box.y, wide, box.height)
        order = [*self.keys[:9], self.erase, self.keys[9], self.ok]
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for index, key in enumerate(order):
            column = index % columns
            column = columns - 1 - column if rtl else column
            self.place_button(key, grid.column(rows, index // columns).row(columns, column))
        self._renew_keys()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits, letters, Backspace and Enter of a keyboard or a tactile keypad."""
        text = event.text().upper()
        if event.key() == Qt.Key.Key_Backspace:
            self.erased.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.hasFocus():
            self.confirmed.emit()
        elif len(text) == 1 and text in DIGITS + LETTERS:
            self.key_pressed.emit(text)
        else:
            super().keyPressEvent(event)

    def _renew_keys(self) -> None:
        characters = _PADS[self._pad].ljust(len(self.keys))
        for key, character in zip(self.keys, characters, strict=True):
            key.set_words(character.strip())
            key.setVisible(bool(character.strip()))
            key.setEnabled(character in self._allowed)
            if self.look is not None:
                key.dress(self.look)
        self.ok.setEnabled(self._complete)
        self.ok.update()
