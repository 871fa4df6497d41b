"""Show your code, or type your appointment's number."""

from PySide6.QtCore import Signal

from kiosk.appointment.boxes import Boxes
from kiosk.appointment.keypad import KeypadPage
from kiosk.appointment.reference import DIGITS, LETTERS
from kiosk.shell.button import TapGuard
from kiosk.shell.canvas import GAP, Box
from kiosk.shell.look import Look
from kiosk.shell.picture import Picture

_WITHOUT = 104


class ReferencePage(KeypadPage):
    """The scanner listens; the keys are for those without a code.

    Signals:
        without_number: "I do not have this number".
    """

    without_number = Signal()

    def __init__(self, guard: TapGuard) -> None:
        super().__init__("reference", guard)
        self.title = self.words("scanTitle", "title")
        self.where = self.words("scanWhere", "body", color="text.secondary")
        self.picture = Picture("scanPicture", "qrcode", parent=self)
        self.typing = self.words("typeTitle", "body")
        self.typed = Boxes("typedReference", parent=self)
        self.without = self.button("withoutNumber", icon="user")
        self.letters_key = self.button("keyLetters", kind="key")
        self.without.tapped.connect(self.without_number)
        self.letters_key.tapped.connect(self.next_pad)
        self._letters = False
        self._typed = 0
        self._scanning = True

    def show_scanner(self, *, there: bool) -> None:
        """Ask for a code only while a scanner can read it."""
        if there != self._scanning:
            self._scanning = there
            self.refresh()

    def show_typed(self, groups: list[str], *, complete: bool, letters: bool) -> None:
        """Show what was typed so far."""
        changed = letters != self._letters or len(groups) != self._typed
        self._letters, self._typed = letters, len(groups)
        self.typed.show_groups(groups)
        if not "".join(groups).strip("_"):
            self.reset_pad()
        self.allow(DIGITS + LETTERS if letters else DIGITS, complete=complete)
        if changed:
            self.refresh()

    def retranslate(self) -> None:
        super().retranslate()
        if self._scanning:
            self.title.setText(self.tr("Show your QR code"))
            self.where.setText(self.tr("under the screen, in the light"))
            self.typing.setText(self.tr("or enter your appointment number"))
        else:
            self.title.setText(self.tr("Your appointment number"))
            self.where.setText("")
            self.typing.setText("")
        self.without.set_words(self.tr("I do not have this number"))
        self.letters_key.set_words("ABC…")
        self.typed.setAccessibleName(self.tr("Your appointment number"))

    def arrange(self, look: Look) -> None:
        below = max(_WITHOUT, look.canvas.bar_row if not look.canvas.lower else 96)
        below = min(below, 96) if look.canvas.lower else below
        pad = self.pad_box(look, below + GAP)
        self.arrange_keys(look, pad)
        row = Box(pad.x, pad.bottom + GAP, pad.width, below)
        self.letters_key.setVisible(self._letters)
        if self._letters:
            self.place_button(self.letters_key, row.row(4, 0))
            self.place_button(self.without, row.row(4, 1, span=3))
        else:
            self.place_button(self.without, row)
        info = look.canvas.info_above(pad)
        boxes = 150.0 if look.canvas.large else 124.0
        self.place(self.typed, Box(info.x, info.bottom - boxes, info.width, boxes))
        self.typed.dress(look)
        above = Box(info.x, info.y, info.width, info.height - boxes - 12)
        drawing = 150.0
        roomy = above.height > 420 and self._scanning
        self.picture.setVisible(roomy)
        if roomy:
            upper = Box(above.x, above.y, above.width, (above.height - drawing) * 0.66)
            bottom = self.place_column([self.title, self.where], upper)
            self.place(self.picture, Box(above.x, max(upper.bottom, bottom), above.width, drawing))
            self.picture.dress(look)
            top = max(upper.bottom, bottom) + drawing
            self.place_column(
                [self.typing], Box(above.x, top, above.width, above.bottom - top), gap=8
            )
        else:
            self.place_column([self.title, self.where, self.typing], above, gap=12)
