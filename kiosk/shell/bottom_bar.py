"""The bottom of every page: back, language, help, and how the screen looks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.session import Options
from kiosk.shell.button import KioskButton, TapGuard
from kiosk.shell.canvas import Box
from kiosk.shell.look import Look
from kiosk.shell.page import on_screen


class BottomBar(QWidget):
    """Two rows of three, at the same place on every page.

    Signals:
        back_asked: One page back.
        language_asked: Show the languages.
        help_asked: Call a person.
        contrast_asked: Contrast on or off.
        large_asked: Large text on or off.
        lower_asked: Controls lower or as usual.
    """

    back_asked = Signal()
    language_asked = Signal()
    help_asked = Signal()
    contrast_asked = Signal()
    large_asked = Signal()
    lower_asked = Signal()

    def __init__(self, guard: TapGuard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bottomBar")
        self.back = KioskButton("back", guard=guard, icon="arrow-left", parent=self)
        self.language = KioskButton("language", guard=guard, icon="language", parent=self)
        self.help = KioskButton("help", guard=guard, icon="help", parent=self)
        self.contrast = KioskButton("contrast", guard=guard, icon="contrast", parent=self)
        self.large = KioskButton("large", guard=guard, icon="text-size", parent=self)
        self.lowered = KioskButton("lower", guard=guard, icon="arrow-bar-to-down", parent=self)
        for button, signal in (
            (self.back, self.back_asked),
            (self.language, self.language_asked),
            (self.help, self.help_asked),
            (self.contrast, self.contrast_asked),
            (self.large, self.large_asked),
            (self.lowered, self.lower_asked),
        ):
            button.tapped.connect(signal)
        self.back.mirrors = True
        for choice in (self.contrast, self.large, self.lowered):
            choice.setCheckable(True)
        self._can_return = False
        self._offers_language = True

    def show_options(self, options: Options) -> None:
        """Tick what is chosen."""
        self.contrast.setChecked(options.contrast)
        self.large.setChecked(options.large)
        self.lowered.setChecked(options.lower)

    def offer(self, *, back: bool, language: bool) -> None:
        """Show Back and Language only where they lead somewhere."""
        self._can_return = back
        self._offers_language = language

    def retranslate(self) -> None:
        """Put every text in the present language."""
        self.back.set_words(self.tr("Back"))
        self.language.set_words(self.tr("Language"))
        alone = not self._can_return and not self._offers_language
        self.help.compact = not alone
        self.help.set_words(self.tr("I need help") if alone else self.tr("Help"))
        self.contrast.set_words(self.tr("Contrast"))
        self.large.set_words(self.tr("Large text"))
        self.lowered.set_words(self.tr("Lower"))

    def dress(self, look: Look) -> None:
        """Take a look and lay the buttons out: what is not offered leaves its place to Help."""
        self.retranslate()
        bar = look.canvas.bar
        upper = Box(0, 0, bar.width, look.canvas.bar_row)
        lower = Box(0, bar.height - look.canvas.bar_row, bar.width, look.canvas.bar_row)
        first = 0 if self._can_return or self._offers_language else None
        self.back.setVisible(self._can_return)
        self.language.setVisible(self._offers_language)
        boxes: list[tuple[KioskButton, Box]] = [
            (self.back, upper.row(3, 0)),
            (self.language, upper.row(3, 1) if self._can_return else upper.row(3, 0)),
            (self.help, self._help_box(upper, first)),
            (self.contrast, lower.row(3, 0)),
            (self.large, lower.row(3, 1)),
            (self.lowered, lower.row(3, 2)),
        ]
        for button, box in boxes:
            # All with their pictogram or none: in large text some labels need its room.
            button.bare = look.canvas.large
            if button.isVisibleTo(self):
                rect = on_screen(
                    look.canvas,
                    Box(bar.x + box.x, bar.y + box.y, box.width, box.height),
                    self.layoutDirection(),
                )
                button.setGeometry(rect.translated(-self.pos()))
                button.dress(look)

    def _help_box(self, upper: Box, first: int | None) -> Box:
        if first is None:
            return upper
        if self._can_return and self._offers_language:
            return upper.row(3, 2)
        return upper.row(3, 1, span=2)
