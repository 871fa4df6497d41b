"""At what time is your appointment?"""

from kiosk.appointment.boxes import Boxes
from kiosk.appointment.keypad import KeypadPage
from kiosk.shell.button import TapGuard
from kiosk.shell.canvas import Box
from kiosk.shell.look import Look


class TimePage(KeypadPage):
    """Hour and minute of the booking: references alone are too easy to guess."""

    def __init__(self, guard: TapGuard) -> None:
        super().__init__("time", guard)
        self.title = self.words("timeTitle", "title")
        self.hint = self.words("timeHint", "body", color="text.secondary")
        self.typed = Boxes("typedTime", between=":", parent=self)

    def show_time(self, typed: str, *, keys: str, complete: bool) -> None:
        """Show what was typed so far; keys that make no time of day rest."""
        line = typed.ljust(4, "_")
        self.typed.show_groups([line[:2], line[2:]])
        self.allow(keys, complete=complete)

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(self.tr("At what time is your appointment?"))
        self.hint.setText(self.tr("Hour and minutes, for example 10:20"))
        self.typed.setAccessibleName(self.tr("Time of your appointment"))

    def arrange(self, look: Look) -> None:
        pad = self.pad_box(look, 0)
        self.arrange_keys(look, pad)
        info = look.canvas.info_above(pad)
        boxes = 190.0
        self.place(self.typed, Box(info.x, info.bottom - boxes, info.width, boxes))
        self.typed.dress(look)
        self.place_column(
            [self.title, self.hint], Box(info.x, info.y, info.width, info.height - boxes - 24)
        )
