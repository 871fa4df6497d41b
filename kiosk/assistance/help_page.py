"""Somebody is coming, or cannot be told."""

from PySide6.QtCore import Signal

from kiosk.assistance.help import HelpState
from kiosk.shell.button import TapGuard
from kiosk.shell.look import Look
from kiosk.shell.page import Page
from kiosk.shell.picture import Picture


class HelpPage(Page):
    """Says how the call for help stands.

    Signals:
        left: Back to what one was doing.
    """

    left = Signal()

    def __init__(self, guard: TapGuard) -> None:
        super().__init__("help", guard)
        self.picture = Picture("helpPicture", "users", parent=self)
        self.title = self.words("helpTitle", "title")
        self.advice = self.words("helpAdvice", "action", color="text.secondary")
        self.go_on = self.button("helpContinue", icon="arrow-left", kind="primary")
        self.go_on.mirrors = True
        self.go_on.tapped.connect(self.left)
        self._state = HelpState.ASKING

    def show_help(self, state: HelpState) -> None:
        """Say how the call stands."""
        self._state = state
        self.refresh()

    def retranslate(self) -> None:
        titles = {
            HelpState.ASKING: self.tr("We are calling reception"),
            HelpState.TOLD: self.tr("Reception has been called"),
            HelpState.COMING: self.tr("Somebody is on the way"),
            HelpState.AWAY: self.tr("Reception cannot be called from here just now"),
        }
        away = self._state is HelpState.AWAY
        self.title.setText(titles[self._state])
        self.advice.setText(
            self.tr("Please go to reception yourself, or speak to a member of staff.")
            if away
            else self.tr("Please stay here: somebody will come to you.")
        )
        self.go_on.set_words(self.tr("Continue"))
        self.picture.pictogram = "plug-connected-x" if away else "users"

    def arrange(self, look: Look) -> None:
        controls = look.canvas.controls_from_below(max(140, look.canvas.bar_row))
        self.place_button(self.go_on, controls)
        info = look.canvas.info_above(controls)
        self.place_group(self.picture, 180, [self.title, self.advice], info, gap=48)
